import { describe, expect, it } from 'vitest';
import type { MediaList } from '../../../web/api/api-types.ts';
import { deviceTimeAt, nextFootageMs, segmentAfter, segmentAt, segmentBefore, spanOf, tracksOf } from '../../../web/player/media-track.ts';

const T = Date.parse('2026-11-22T01:00:00Z');
const iso = (seconds: number) => new Date(T + seconds * 1000).toISOString();
const item = (id: string, from: number, to: number, ahead: number | null = null) => ({
  id,
  url: `/api/v1/media/${id}`,
  from: iso(from),
  to: iso(to),
  uncertaintyMs: 40,
  deviceFrom: ahead === null ? null : iso(from + ahead),
});
const listOf = (camera: string, requestId: string, from: number, to: number, items: object[], pictures: object[] = []) =>
  ({ requestId, camera: { id: camera, name: `Mắt ${camera}` }, from: iso(from), to: iso(to), items, pictures, gaps: [] }) as unknown as MediaList;

describe('tracks of what requests open', () => {
  it('put all requests of a camera on one, in the order of time, with the gaps of each window and none between windows', () => {
    const [a, b] = tracksOf([
      listOf('a', 'r2', 60, 80, [item('a3', 60, 70)]),
      listOf('b', 'r3', 0, 10, []),
      listOf('a', 'r1', 0, 30, [item('a2', 20, 30), item('a1', 0, 10)]),
    ]);
    expect(a!.segments.map(({ id, requestId }) => [id, requestId])).toEqual([
      ['a1', 'r1'],
      ['a2', 'r1'],
      ['a3', 'r2'],
    ]);
    const seconds = a!.gaps.map(({ fromMs, toMs }) => [(fromMs - T) / 1000, (toMs - T) / 1000]);
    expect(seconds).toEqual([
      [10, 20],
      [70, 80],
    ]);
    expect(b!.gaps).toHaveLength(1);
    expect(spanOf([a!, b!].flatMap(({ windows }) => windows))).toEqual({ fromMs: T, toMs: T + 80_000 });
    expect(spanOf([])).toBeUndefined();
  });

  it('know what shows a moment, before and after it', () => {
    const [track] = tracksOf([listOf('a', 'r', 0, 60, [item('whole', 0, 20), item('within', 5, 10), item('later', 30, 40)])]);
    const at = (seconds: number) => segmentAt(track!, T + seconds * 1000)?.id;
    expect([at(0), at(6), at(19.999), at(20), at(30), at(40)]).toEqual(['whole', 'whole', 'whole', undefined, 'later', undefined]);
    const whole = segmentAt(track!, T)!;
    expect(segmentAfter(track!, whole)?.id).toBe('later');
    expect(segmentBefore(track!, segmentAfter(track!, whole)!)?.id).toBe('whole');
    expect(segmentBefore(track!, whole)).toBeUndefined();
  });

  it('find the next video after a gap, of whichever camera', () => {
    const tracks = tracksOf([
      listOf('a', 'r1', 0, 60, [item('a1', 0, 5), item('a2', 5, 10), item('a3', 40, 50)]),
      listOf('b', 'r2', 0, 60, [item('b1', 25, 30)]),
    ]);
    expect([nextFootageMs(tracks, T), nextFootageMs(tracks, T + 25_000), nextFootageMs(tracks, T + 40_000)]).toEqual([T + 25_000, T + 40_000, undefined]);
  });

  it('tell the device’s time by what lies nearest, also in a gap', () => {
    const [track] = tracksOf([listOf('a', 'r', 0, 60, [item('a1', 0, 10, 61), item('a2', 40, 50, 65), item('a3', 50, 60)])]);
    const ahead = (seconds: number) => (deviceTimeAt(track!, T + seconds * 1000)! - T) / 1000 - seconds;
    expect([ahead(5), ahead(12), ahead(39), ahead(55)]).toEqual([61, 61, 65, 65]);
    expect(deviceTimeAt({ segments: [], pictures: [] }, T)).toBeNull();
  });
});
