import type { MediaList } from '../api/api-types.ts';

export type MediaSegment = MediaList['items'][number];
export type MediaPicture = MediaList['pictures'][number];

/** What lies one after the other on the page: a piece of video, a gap, or a picture. */
export type MediaPart =
  | { readonly kind: 'segment'; readonly fromMs: number; readonly segment: MediaSegment }
  | { readonly kind: 'gap'; readonly fromMs: number; readonly toMs: number }
  | { readonly kind: 'picture'; readonly fromMs: number; readonly picture: MediaPicture };

/** The parts of a list in the order of their time. */
export function mediaParts({ items, gaps, pictures }: Pick<MediaList, 'items' | 'gaps' | 'pictures'>): readonly MediaPart[] {
  const parts: MediaPart[] = [
    ...items.map((segment) => ({ kind: 'segment' as const, fromMs: Date.parse(segment.from), segment })),
    ...gaps.map(({ from, to }) => ({ kind: 'gap' as const, fromMs: Date.parse(from), toMs: Date.parse(to) })),
    ...pictures.map((picture) => ({ kind: 'picture' as const, fromMs: Date.parse(picture.takenAt), picture })),
  ];
  return parts.toSorted((a, b) => a.fromMs - b.fromMs);
}

/** True time and the device's time where a player stands, `positionS` seconds into a segment; the device's is null where it isn't known. */
export function timesAt(segment: MediaSegment, positionS: number): { readonly trueMs: number; readonly deviceMs: number | null } {
  const positionMs = positionS * 1000;
  return { trueMs: Date.parse(segment.from) + positionMs, deviceMs: segment.deviceFrom === null ? null : Date.parse(segment.deviceFrom) + positionMs };
}
