import type { Queryable } from '../database.ts';
import type { AuditActor } from '../repositories/audit-repository.ts';
import { listLiveRequests } from '../repositories/footage-request-repository.ts';
import { endAndNote } from './request-end.ts';
import { tellOfRequest } from './tell-of-request.ts';

/** Ends the requests of an incident to which no second officer agrees, opened ones too: it is a gathering now, or one was recorded near it. The caller holds the incident's row. */
export async function endWithoutSecond(
  tx: Queryable,
  incidentId: string,
  { nowMs, actor, publicUrl }: { readonly nowMs: number; readonly actor?: AuditActor; readonly publicUrl?: string | undefined },
): Promise<void> {
  for (const request of await listLiveRequests(tx, incidentId, nowMs)) {
    if (request.needsSecond) continue;
    await endAndNote(tx, request, { because: 'limits', atMs: nowMs }, { action: 'request.end', actor });
    await tellOfRequest(tx, request, 'ended', { publicUrl, nowMs });
  }
}
