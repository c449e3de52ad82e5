import type { Queryable } from '../../db/database.ts';
import { endAndNote, noteRequest } from '../../db/requests/request-end.ts';
import { tellOfRequest } from '../../db/requests/tell-of-request.ts';
import { settleFulfilment, type FootageRequestRow } from '../../db/repositories/footage-request-repository.ts';
import { onHandOf } from '../../db/repositories/request-due-repository.ts';
import { footageGaps } from '../../domain/footage-gaps.ts';

const LOOK_AGAIN_MS = 60_000;

/**
 * Looks whether what an approved request opened is on hand: all of it completes the request; while something is missing it is being fulfilled and looked at again every minute; when its access is over it stays partial, or
 * unavailable when nothing came.
 */
export async function lookForFootage(
  tx: Queryable,
  request: FootageRequestRow,
  { nowMs, publicUrl }: { readonly nowMs: number; readonly publicUrl: string | undefined },
): Promise<void> {
  const { id, state } = request;
  const { parts, pictures } = await onHandOf(tx, request.cameraId, request);
  const act = { action: 'request.fulfil' };
  if (footageGaps(parts, request).length === 0) {
    await settleFulfilment(tx, id, { state: 'completed', lookAtMs: null, atMs: nowMs });
    return noteRequest(tx, request, { ...act, state: 'completed', detail: { segments: parts.length, pictures } });
  }
  const isOver = (request.accessUntilMs ?? 0) <= nowMs;
  if (!isOver) {
    await settleFulfilment(tx, id, { state: 'fulfilling', lookAtMs: nowMs + LOOK_AGAIN_MS, atMs: nowMs });
    return state === 'fulfilling' ? undefined : noteRequest(tx, request, { ...act, state: 'fulfilling', detail: { segments: parts.length, pictures } });
  }
  if (parts.length + pictures === 0) {
    await endAndNote(tx, request, { because: 'no_footage', atMs: nowMs, missing: 'not_delivered' }, act);
    return tellOfRequest(tx, request, 'unavailable', { publicUrl, nowMs });
  }
  await settleFulfilment(tx, id, { state: 'partial', lookAtMs: null, atMs: nowMs, missing: 'not_delivered' });
  await noteRequest(tx, request, { ...act, state: 'partial', detail: { segments: parts.length, pictures } });
  await tellOfRequest(tx, request, 'partial', { publicUrl, nowMs });
}
