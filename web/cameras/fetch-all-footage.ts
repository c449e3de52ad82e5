import type { Footage } from '../api/api-types.ts';
import { fetchFootage, type InstantRange } from '../api/camera-api.ts';

/** An index of footage; `until` is set when it goes on after that instant. */
export type FootageIndex = Pick<Footage, 'segments' | 'gaps'> & { readonly until: string | null };

const MOST_PAGES = 12;

/** The index of a whole range: the service gives it in pieces. */
export async function fetchAllFootage(cameraId: string, range: InstantRange, signal?: AbortSignal): Promise<FootageIndex> {
  const segments: Footage['segments'][number][] = [];
  const gaps: Footage['gaps'][number][] = [];
  let from: string | null = range.from;
  for (let page = 0; page < MOST_PAGES && from !== null; page += 1) {
    const part: Footage = await fetchFootage(cameraId, { from, to: range.to }, signal);
    segments.push(...part.segments);
    gaps.push(...part.gaps);
    from = part.nextFrom;
  }
  return { segments, gaps, until: from };
}
