import type { z } from 'zod';
import { AppError } from '../../domain/app-error.ts';
import { checkSummary } from '../../domain/personal-data-check.ts';
import { policyMessage } from '../../domain/messages/policy-message.ts';
import type { footagePolicyCreateWire } from '../../domain/wire/footage-request-wire.ts';
import { violates } from '../../db/database-error.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { boardsBelow, findPolicy, insertPolicy } from '../../db/repositories/footage-policy-repository.ts';
import { unitReach } from '../../db/repositories/access-repository.ts';
import { tellOrganisation } from '../../db/requests/tell-organisation.ts';
import { newId } from '../../platform/new-id.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import { withRefusalsLogged } from '../refusal-log.ts';
import type { ServerContext } from '../server-context.ts';

/** Lays down a unit's policy from a day on; requests that were made before keep theirs. The boards whose cameras lie in it are told. Errors: `unknown_unit`, `policy_in_past` (invalid), `policy_exists` (conflict), `personal_data_in_text`. */
export async function enterPolicy(context: ServerContext, session: LiveSession, input: z.output<typeof footagePolicyCreateWire>): Promise<string> {
  const act = { actor: actorOf(session), action: 'policy.write', detail: { unitId: input.unitId } };
  return withRefusalsLogged(context.db, act, async () => {
    checkSummary(input.basis, 'basis');
    const nowMs = context.clock.now();
    const validFromMs = input.validFrom === undefined ? nowMs : Date.parse(input.validFrom);
    if (validFromMs < nowMs)
      throw new AppError('invalid', 'policy_in_past', 'A policy holds from now on or later: old cases keep theirs. Put validFrom later, or leave it out.');
    if ((await unitReach(context.db, input.unitId, session)) === undefined) {
      throw new AppError('invalid', 'unknown_unit', 'There is no such unit. Take unitId from the list of units.');
    }
    return store(context, session, { ...input, validFromMs }, nowMs);
  });
}

async function store(
  { db }: ServerContext,
  session: LiveSession,
  input: z.output<typeof footagePolicyCreateWire> & { readonly validFromMs: number },
  nowMs: number,
): Promise<string> {
  const id = newId(nowMs);
  const { unitId, deciders, decisionWorkingDays, expiryWorkingDays, accessHours, emergencyAllowed, validFromMs } = input;
  try {
    await db.transaction(async (tx) => {
      await insertPolicy(tx, { ...input, id, createdAtMs: nowMs, createdBy: session.userId });
      const detail = { policyId: id, unitId, validFromMs, deciders, decisionWorkingDays, expiryWorkingDays, accessHours, emergencyAllowed };
      await appendAudit(tx, { actor: actorOf(session), action: 'policy.write', detail });
      const policy = await findPolicy(tx, id);
      for (const boardId of await boardsBelow(tx, policy)) await tellOrganisation(tx, boardId, nowMs, (style) => policyMessage(policy, style));
    });
  } catch (error) {
    if (!violates(error, 'footage_policy_once')) throw error;
    throw new AppError('conflict', 'policy_exists', 'This unit has a policy from that very moment already. Choose another validFrom.');
  }
  return id;
}
