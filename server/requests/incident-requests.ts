import { isGatheringCase } from '../../domain/gathering-rule.ts';
import type { Queryable } from '../../db/database.ts';
import { endAndNote } from '../../db/requests/request-end.ts';
import type { AuditActor } from '../../db/repositories/audit-repository.ts';
import { findRequest, listRequestsWithoutSecond } from '../../db/repositories/footage-request-repository.ts';
import type { IncidentRow } from '../../db/repositories/incident-repository.ts';

/**
 * Ends the requests of an incident that becomes a gathering, opened ones too: no second officer agreed to them. In the transaction of the change, before it, so that whoever made it stands in the log; the database does the same
 * for changes by other ways.
 */
export async function endRequestsNotAllowed(
  tx: Queryable,
  change: { readonly actor: AuditActor; readonly before: IncidentRow; readonly category: string; readonly nowMs: number },
): Promise<void> {
  const { before, category, actor, nowMs } = change;
  if (isGatheringCase(before) || !isGatheringCase({ ...before, category })) return;
  for (const { id } of await listRequestsWithoutSecond(tx, before.id)) {
    await endAndNote(tx, await findRequest(tx, id), { because: 'limits', atMs: nowMs }, { action: 'request.end', actor });
  }
}
