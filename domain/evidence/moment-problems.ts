import type { EvidenceManifest } from './manifest-shape.ts';
import { momentClock } from './moment-clock.ts';

/** What doesn't hold of the moments that were marked: each is a second which its request opened to whoever marked it, and its clock is that of the footage that shows it. */
export function* momentProblems({ moments, requests, files, createdAt }: EvidenceManifest): Generator<string> {
  const ids = new Set<string>();
  for (const moment of moments) {
    const { id, requestId, cameraId, at, markedBy, markedAt } = moment;
    if (ids.has(id)) yield `The moment ${id} stands in the manifest twice.`;
    ids.add(id);
    const request = requests.find((one) => one.id === requestId);
    if (request === undefined || request.cameraId !== cameraId) yield `The moment ${id} belongs to no request of this package.`;
    else if (at < request.from || at >= request.to || markedBy.id !== request.requestedBy.id)
      yield `The moment ${id} lies beyond what request ${requestId} opened (${request.from} to ${request.to}), or was marked by somebody else.`;
    if (markedAt > createdAt) yield `The moment ${id} was marked after the package was made.`;
    const clock = momentClock(moment, files);
    if (clock.uncertaintyMs !== moment.uncertaintyMs || clock.deviceTime !== moment.deviceTime)
      yield `The moment ${id} has another time of the device, or another uncertainty, than the footage that shows it.`;
  }
}
