import type { z } from 'zod';
import { AppError } from '../../domain/app-error.ts';
import type { logErasureDecisionWire } from '../../domain/wire/log-erasure-wire.ts';
import type { Queryable } from '../../db/database.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { asksForErasure, decideErasure, eraseLogText, lockErasure, type ErasureRow } from '../../db/repositories/log-erasure-repository.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import { withRefusalsLogged } from '../refusal-log.ts';
import type { ServerContext } from '../server-context.ts';
import { requireClosed, requireErasable } from './ask-erasure.ts';

async function requireOpen(tx: Queryable, id: string, userId: string): Promise<ErasureRow> {
  const row = await lockErasure(tx, id);
  if (row === undefined) throw new AppError('not_found', 'not_found', 'There is no such erasure.');
  if (row.decision !== null) throw new AppError('conflict', 'erasure_decided', 'This erasure was decided already. Load it again.');
  if (row.askedById === userId) throw new AppError('forbidden', 'second_person_required', 'Another person than who asked has to decide.');
  return row;
}

/** What held when it was asked for has to hold still, and for who decides as well. */
async function requireStill(tx: Queryable, row: ErasureRow, decidedBy: string, nowMs: number): Promise<void> {
  const { userId, subjectRequestId } = row;
  if (userId !== null) await requireClosed(tx, userId);
  await requireErasable(tx, row, [row.askedById, decidedBy], nowMs);
  if (subjectRequestId !== null && !(await asksForErasure(tx, subjectRequestId)))
    throw new AppError('conflict', 'erasure_without_request', 'The request that this rests on was refused or withdrawn meanwhile. Refuse the erasure.');
}

/**
 * Approves or refuses an erasure. Approved, the clear text is gone at once with its salts; leaves, and with them all proofs, stay. The event `audit.erase` says under what and how many events, not of whom. Refusals by a rule are logged.
 * Errors: `not_found`, `erasure_decided`, `account_not_closed`, `erasure_without_request`, `erasure_of_held_case` (conflict), `second_person_required`, `erasure_of_own` (forbidden).
 */
export async function decideOnErasure(
  { db, clock }: ServerContext,
  session: LiveSession,
  id: string,
  { decision }: z.output<typeof logErasureDecisionWire>,
): Promise<void> {
  const actor = actorOf(session);
  await withRefusalsLogged(db, { actor, action: 'erasure.decide', detail: { erasureId: id, decision } }, async () => {
    await db.transaction(async (tx) => {
      const row = await requireOpen(tx, id, session.userId);
      if (decision === 'approve') await requireStill(tx, row, session.userId, clock.now());
      const eventCount = decision === 'approve' ? await eraseLogText(tx, row) : null;
      await decideErasure(tx, id, { userId: session.userId, atMs: clock.now(), eventCount });
      const { basis, subjectRequestId } = row;
      const detail = { erasureId: id, basis, subjectRequestId };
      if (eventCount === null) await appendAudit(tx, { actor, action: 'erasure.decide', detail: { ...detail, decision } });
      else await appendAudit(tx, { actor, action: 'audit.erase', detail: { ...detail, events: eventCount } });
    });
  });
}
