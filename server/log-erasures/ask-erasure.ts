import type { z } from 'zod';
import { AppError, isAppError } from '../../domain/app-error.ts';
import { checkSummary } from '../../domain/personal-data-check.ts';
import type { logErasureCreateWire } from '../../domain/wire/log-erasure-wire.ts';
import type { Queryable } from '../../db/database.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import {
  asksForErasure,
  countEntries,
  insertErasure,
  isClosedAccount,
  isOfHeldCase,
  tellsOf,
  type NewErasure,
} from '../../db/repositories/log-erasure-repository.ts';
import { newId } from '../../platform/new-id.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import { withRefusalsLogged } from '../refusal-log.ts';
import type { ServerContext } from '../server-context.ts';

type Body = z.output<typeof logErasureCreateWire>;

/** Who still works can't have the traces of their work removed. Errors: `account_not_closed`. */
export async function requireClosed(tx: Queryable, userId: string): Promise<void> {
  if (await isClosedAccount(tx, userId)) return;
  throw new AppError(
    'conflict',
    'account_not_closed',
    'There is no such account, or it is not closed. Only who left may be erased from the log: close the account first.',
  );
}

/**
 * Nobody has the traces of their own acts removed, `people` being who asks and who decides; and what belongs to a case stays while something is held for it. Errors: `erasure_of_own` (forbidden), `erasure_of_held_case` (conflict).
 */
export async function requireErasable(tx: Queryable, what: Pick<NewErasure, 'userId' | 'entries'>, people: readonly string[], nowMs: number): Promise<void> {
  if (await tellsOf(tx, what.entries, people))
    throw new AppError('forbidden', 'erasure_of_own', 'One of these entries tells of who asks or who decides. Others than they have to ask for it and decide.');
  if (await isOfHeldCase(tx, what, nowMs))
    throw new AppError('conflict', 'erasure_of_held_case', 'Something is held for a case that this belongs to. Wait until its holds have ended.');
}

async function requireBasis(tx: Queryable, { basis, subjectRequestId }: Body): Promise<void> {
  if (basis !== 'subject_request' && subjectRequestId === undefined) return;
  if (subjectRequestId !== undefined && (await asksForErasure(tx, subjectRequestId))) return;
  const message =
    'The register has no such request for deletion or objection, or it was refused or withdrawn. Enter it first, and name it by subjectRequestId.';
  throw new AppError('conflict', 'erasure_without_request', message);
}

async function requireSubject(tx: Queryable, { userId, entries }: Body): Promise<void> {
  if ((userId === undefined) === (entries === undefined))
    throw new AppError('invalid', 'erasure_subject', 'Name either userId, a closed account, or entries, places in the log.');
  if (userId !== undefined) return requireClosed(tx, userId);
  const places = [...new Set(entries)];
  if ((await countEntries(tx, places)) < places.length)
    throw new AppError('invalid', 'unknown_entry', 'The log has no entry at one of these places. Take them from the page of the log.');
}

function inWords(error: unknown): unknown {
  if (!isAppError(error) || error.details['constraint'] !== 'log_erasure_one_open_idx') return error;
  return new AppError('conflict', 'erasure_waits', 'An erasure of this account waits for its decision already.');
}

/**
 * Asks for clear text to be erased from the access log; returns the id. Nothing is erased until another person approves. The log doesn't say of whom. Refusals are logged.
 * Errors: `account_not_closed`, `erasure_without_request`, `erasure_waits`, `erasure_of_held_case` (conflict), `erasure_of_own` (forbidden), `erasure_subject`, `unknown_entry`, `personal_data_in_text` (invalid).
 */
export async function askErasure({ db, clock }: ServerContext, session: LiveSession, body: Body): Promise<string> {
  const id = newId(clock.now());
  const { basis, subjectRequestId = null, reason, userId = null } = body;
  const entries = [...new Set(body.entries)];
  const entry = { actor: actorOf(session), action: 'erasure.ask', detail: { erasureId: id, basis, subjectRequestId } };
  return withRefusalsLogged(db, entry, async () => {
    checkSummary(reason, 'reason');
    await db.transaction(async (tx) => {
      await requireBasis(tx, body);
      await requireSubject(tx, body);
      const row = { id, basis, subjectRequestId, reason, userId, entries, askedBy: session.userId, askedAtMs: clock.now() };
      await requireErasable(tx, row, [session.userId], clock.now());
      await insertErasure(tx, row).catch((error: unknown) => Promise.reject(inWords(error) as Error));
      await appendAudit(tx, entry);
    });
    return id;
  });
}
