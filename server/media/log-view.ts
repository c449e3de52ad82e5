import { servedSpan, type TimeMark } from '../../domain/media/served-span.ts';
import type { ViewBook } from '../../domain/media/view-book.ts';
import { toIso, type TimeInterval } from '../../domain/time-interval.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import type { ReadyCopy } from '../../db/repositories/session-medium-repository.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import type { ServerContext } from '../server-context.ts';
import type { Watched } from './find-watched.ts';

function marksOf({ markBytes, markMs }: ReadyCopy): TimeMark[] {
  return (markBytes ?? []).map((byte, index) => ({ byte, ms: markMs?.[index] ?? 0 }));
}

/** What of it the log names: times in UTC; a picture has one. */
function namedSpan({ kind }: Watched, span: TimeInterval): Readonly<Record<string, string>> {
  return kind === 'picture' ? { at: toIso(span.fromMs) } : { from: toIso(span.fromMs), to: toIso(span.toMs) };
}

/**
 * Writes into the log what bytes `start` to `end` of a copy show, before the first of them is sent: who, under which case and grant, from what second to what second, by true time and by the device's. What the same grant was sent of it in
 * the last minutes isn't written again.
 */
export async function logView(
  { db, clock }: ServerContext,
  book: ViewBook,
  session: LiveSession,
  view: { readonly watched: Watched; readonly grantId: string; readonly copy: ReadyCopy; readonly start: number; readonly end: number },
): Promise<void> {
  const { watched, grantId, copy, start, end } = view;
  const { request, kind, sourceId } = watched;
  const span = servedSpan(copy, marksOf(copy), start, end);
  const look = `${grantId} ${sourceId}`;
  const missing = book.missing(look, span, clock.now());
  if (missing === null) return;
  const device = watched.deviceTimeOf(missing);
  await appendAudit(db, {
    actor: actorOf(session),
    action: 'media.view',
    incidentId: request.incidentId,
    cameraIds: [request.cameraId],
    detail: {
      requestId: request.requestId,
      grantId,
      kind,
      sourceId,
      ...namedSpan(watched, missing),
      device: device === null ? null : namedSpan(watched, device),
      purpose: request.purpose,
    },
  });
  book.logged(look, missing, clock.now());
}
