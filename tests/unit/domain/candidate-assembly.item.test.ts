import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assembleCandidate, type CandidateFacts, type CandidateIncident } from '../../../domain/candidate-assembly.ts';
import { footageAvailability, type Availability, type RecordingFacts } from '../../../domain/candidate-availability.ts';
import { footageOverlap, type StoredSegment } from '../../../domain/footage-overlap.ts';
import type { Facet } from '../../../domain/health-facet.ts';
import { healthShare } from '../../../domain/health-share.ts';

const FROM_MS = Date.parse('2026-11-22T01:00:00Z');
const TO_MS = Date.parse('2026-11-22T01:05:00Z');
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const NOW_MS = TO_MS + HOUR_MS;
const OCCURRED = { fromMs: FROM_MS, toMs: TO_MS };
const incident: CandidateIncident = { occurred: OCCURRED, location: [108.2433, 11.7891] };

function segment(index: number, changes: Partial<StoredSegment> = {}): StoredSegment {
  const fromMs = FROM_MS + index * MINUTE_MS;
  return { segmentId: `segment-${index}`, fromMs, toMs: fromMs + MINUTE_MS, uncertaintyMs: 0, expiresAtMs: fromMs + 72 * HOUR_MS, held: false, ...changes };
}

function facts(changes: Partial<CandidateFacts> = {}): CandidateFacts {
  return {
    cameraId: '019a0000-0000-7000-8000-000000000001',
    sees: 'partial',
    distanceM: 24.4441,
    placement: {
      position: { type: 'Point', coordinates: [108.2431, 11.789] },
      heightM: 4.5,
      bearingDeg: 90,
      tiltDeg: 12,
      hfovDeg: 87,
      rangeM: 45,
      resolution: { width: 1920, height: 1080 },
    },
    occluded: false,
    facetsThen: [
      { facet: 'reachable', state: 'up', fromMs: FROM_MS - HOUR_MS, toMs: null },
      { facet: 'recording', state: 'ok', fromMs: FROM_MS - HOUR_MS, toMs: null },
    ],
    clockReadings: [{ trueTimeMs: FROM_MS, deviceTimeMs: FROM_MS + 61_000, uncertaintyMs: 900, method: 'onvif' }],
    segments: [0, 1, 2, 3, 4].map((index) => segment(index)),
    snapshotIds: ['snapshot-1'],
    sourceKind: 'simulated',
    recordingMode: 'continuous',
    retentionHours: 72,
    registeredAtMs: FROM_MS - 1000 * HOUR_MS,
    ...changes,
  };
}

describe('assembleCandidate', () => {
  it('makes the item of the contract', () => {
    const item = assembleCandidate(facts(), incident, NOW_MS);
    expect(item).toMatchObject({
      cameraId: '019a0000-0000-7000-8000-000000000001',
      sees: 'partial',
      distanceM: 24.4,
      pxPerM: 40.7,
      level: { iec2014: 'detect', iec2025: 'outline' },
      occluded: false,
      availability: 'on_hand',
      overwrittenAt: '2026-11-25T01:00:00.000Z',
      trueWindow: { from: '2026-11-22T01:00:00.000Z', to: '2026-11-22T01:05:00.000Z' },
      healthThen: [
        { facet: 'reachable', state: 'up', from: '2026-11-22T01:00:00.000Z', to: '2026-11-22T01:05:00.000Z' },
        { facet: 'recording', state: 'on', from: '2026-11-22T01:00:00.000Z', to: '2026-11-22T01:05:00.000Z' },
      ],
      snapshotIds: ['snapshot-1'],
    });
    expect(item.footage).toEqual([0, 1, 2, 3, 4].map((index) => ({ segmentId: `segment-${index}`, overlapRatio: 0.2 })));
    expect(item.why[0]).toBe('Nhìn thấy một phần nơi xảy ra, cách 24,4 m.');
    expect(item.why).toHaveLength(item.whyCodes.length);
  });

  it('translates the interval into the clock of the camera, widened by its uncertainty', () => {
    const { clock, deviceWindow } = assembleCandidate(facts(), incident, NOW_MS);
    // 900 ms at the reading and 30 ms of drift until the end of the incident
    expect(clock).toEqual({ offsetMs: 61_000, uncertaintyMs: 930, method: 'onvif', readAt: '2026-11-22T01:00:00.000Z' });
    expect(deviceWindow).toEqual({ from: '2026-11-22T01:01:00.070Z', to: '2026-11-22T01:06:01.930Z' });
  });

  it('widens by 30 minutes and says so when the clock was never compared', () => {
    const item = assembleCandidate(facts({ clockReadings: [] }), incident, NOW_MS, 'en');
    expect(item.clock).toBeNull();
    expect(item.deviceWindow).toEqual({ from: '2026-11-22T00:30:00.000Z', to: '2026-11-22T01:35:00.000Z' });
    expect(item.why.join(' ')).toContain('never compared');
  });

  it('covers a clock that was set in the middle of a long incident', () => {
    const long = { ...incident, occurred: { fromMs: FROM_MS, toMs: FROM_MS + 20 * HOUR_MS } };
    const clockReadings = [0, 20].map((hour) => {
      const trueTimeMs = FROM_MS + hour * HOUR_MS;
      return { trueTimeMs, deviceTimeMs: trueTimeMs + (hour === 0 ? 600_000 : 0), uncertaintyMs: 500, method: 'onvif' as const };
    });
    const { deviceWindow } = assembleCandidate(facts({ clockReadings }), long, NOW_MS);
    expect(Date.parse(deviceWindow.from)).toBeLessThanOrEqual(long.occurred.fromMs);
    expect(Date.parse(deviceWindow.to)).toBeGreaterThanOrEqual(long.occurred.toMs + 600_000);
  });

  it('names the earliest expiry of what is not held', () => {
    const segments = [segment(0, { held: true }), segment(1), segment(2)];
    expect(assembleCandidate(facts({ segments }), incident, NOW_MS).overwrittenAt).toBe('2026-11-25T01:01:00.000Z');
    expect(assembleCandidate(facts({ segments: [segment(0, { held: true })] }), incident, NOW_MS).overwrittenAt).toBeNull();
  });

  it('names when a camera overwrites its own recording', () => {
    const item = assembleCandidate(facts({ segments: [], recordingMode: 'edge', retentionHours: 24 }), incident, NOW_MS);
    expect(item).toMatchObject({ availability: 'at_edge', overwrittenAt: '2026-11-23T01:00:00.000Z' });
  });

  it('ignores segments and states that only touch the incident', () => {
    const item = assembleCandidate(
      facts({ segments: [segment(-1), segment(5)], facetsThen: [{ facet: 'picture', state: 'covered', fromMs: TO_MS, toMs: null }] }),
      incident,
      NOW_MS,
    );
    expect(item.footage).toEqual([]);
    expect(item.healthThen).toEqual([]);
  });

  it('tells the health then facet by facet, in one order for all cameras', () => {
    const then = (facet: Facet, state: string, fromMs = FROM_MS - HOUR_MS, toMs: number | null = null) => ({ facet, state, fromMs, toMs });
    const middleMs = FROM_MS + MINUTE_MS;
    const facetsThen = [then('clock', 'ok'), then('reachable', 'down', middleMs), then('picture', 'ok'), then('reachable', 'up', FROM_MS, middleMs)];
    const { healthThen } = assembleCandidate(facts({ facetsThen }), incident, NOW_MS);
    expect(healthThen.map(({ facet, state }) => `${facet} ${state}`)).toEqual(['reachable up', 'reachable down', 'picture ok', 'clock ok']);
  });

  it('can be sent as JSON for whatever a camera is like', () => {
    const anyFacts = fc.record({
      distanceM: fc.double({ min: 0, max: 5000, noNaN: true }),
      heightM: fc.double({ min: 0, max: 300, noNaN: true }),
      hfovDeg: fc.double({ min: 0.001, max: 360, noNaN: true }),
      sees: fc.constantFrom('full' as const, 'partial' as const, 'none' as const),
    });
    fc.assert(
      fc.property(anyFacts, ({ distanceM, heightM, hfovDeg, sees }) => {
        const item = assembleCandidate(facts({ distanceM, sees, placement: { ...facts().placement, heightM, hfovDeg } }), incident, NOW_MS);
        expect(JSON.parse(JSON.stringify(item))).toEqual(item);
      }),
    );
  });
});

describe('footageAvailability', () => {
  const recording: RecordingFacts = {
    sourceKind: 'rtsp',
    recordingMode: 'continuous',
    retentionHours: 72,
    registeredAtMs: 0,
    recordingThen: [],
    hasFootage: false,
  };
  const was = (state: string) => [{ state, fromMs: FROM_MS - HOUR_MS, toMs: null }];

  it.each<[Availability, string, Partial<RecordingFacts>, number]>([
    ['on_hand', 'any overlap is stored', { hasFootage: true, recordingMode: 'off' }, NOW_MS],
    ['at_edge', 'the camera keeps its own recording', { recordingMode: 'edge' }, NOW_MS],
    ['at_edge', 'a part of it is not overwritten yet', { recordingMode: 'edge' }, TO_MS + 72 * HOUR_MS - 1],
    ['lost', 'the camera has overwritten it', { recordingMode: 'edge' }, TO_MS + 72 * HOUR_MS],
    ['unknown', 'a household recorder may have it', { sourceKind: 'registered', recordingMode: 'off' }, NOW_MS],
    ['lost', 'recording ran and nothing is left', { recordingThen: was('ok') }, NOW_MS],
    ['unknown', 'recording runs and the segment is still being written', { recordingThen: was('ok') }, TO_MS + MINUTE_MS],
    ['never_recorded', 'recording had a gap', { recordingThen: was('gap') }, NOW_MS],
    ['never_recorded', 'recording was off then', { recordingThen: was('off') }, NOW_MS],
    ['lost', 'recording ran then and is off today', { recordingThen: was('ok'), recordingMode: 'off' }, NOW_MS],
    ['never_recorded', 'it is not set to record', { recordingMode: 'off' }, NOW_MS],
    ['never_recorded', 'it was registered later', { registeredAtMs: TO_MS }, NOW_MS],
    ['unknown', 'nothing is known of its recording', {}, NOW_MS],
    ['unknown', 'what is known is of another time', { recordingThen: [{ state: 'off', fromMs: 0, toMs: FROM_MS }] }, NOW_MS],
    ['lost', 'retention is over', {}, TO_MS + 72 * HOUR_MS],
  ])('is %s when %s', (availability, _, changes, nowMs) => {
    expect(footageAvailability({ ...recording, ...changes }, OCCURRED, nowMs)).toBe(availability);
  });
});

describe('footageOverlap', () => {
  it('counts moments once that several segments cover', () => {
    const { coveredShare, segments } = footageOverlap([segment(0), segment(0, { segmentId: 'again' }), segment(0.5, { segmentId: 'half' })], OCCURRED);
    expect(coveredShare).toBeCloseTo(0.3, 9);
    expect(segments.map(({ overlapRatio }) => overlapRatio)).toEqual([0.2, 0.2, 0.2]);
  });

  it('counts a segment that holds the whole incident as 1', () => {
    const long = segment(-10, { toMs: TO_MS + HOUR_MS });
    expect(footageOverlap([long], OCCURRED)).toMatchObject({ coveredShare: 1, segments: [{ overlapRatio: 1 }] });
  });

  it('keeps a segment that may show the incident if its time is off by its uncertainty', () => {
    expect(footageOverlap([segment(-1, { uncertaintyMs: 2 })], OCCURRED).segments).toEqual([{ segment: expect.anything(), overlapRatio: 0.0001 }]);
  });

  it('stays between 0 and 1 for any segments', () => {
    const any = fc.array(fc.tuple(fc.integer({ min: -20, max: 20 }), fc.integer({ min: 1, max: 20 * MINUTE_MS }), fc.integer({ min: 0, max: 5000 })), {
      maxLength: 20,
    });
    fc.assert(
      fc.property(any, (list) => {
        const segments = list.map(([index, lengthMs, uncertaintyMs]) => segment(index, { toMs: FROM_MS + index * MINUTE_MS + lengthMs, uncertaintyMs }));
        const overlap = footageOverlap(segments, OCCURRED);
        expect(overlap.coveredShare >= 0 && overlap.coveredShare <= 1).toBe(true);
        for (const { overlapRatio } of overlap.segments) expect(overlapRatio > 0 && overlapRatio <= 1).toBe(true);
      }),
    );
  });
});

describe('healthShare', () => {
  const during = (facet: string, state: string, fromMinute: number, toMinute: number | null) => ({
    facet,
    state,
    fromMs: FROM_MS + fromMinute * MINUTE_MS,
    toMs: toMinute === null ? null : FROM_MS + toMinute * MINUTE_MS,
  });

  it.each([
    ['null when nothing is known', null, []],
    ['null when reachability is unknown', null, [during('reachable', 'unknown', 0, null), during('picture', 'ok', 0, null)]],
    ['1 when up throughout', 1, [during('reachable', 'up', -60, null)]],
    ['0 when down throughout', 0, [during('reachable', 'down', -60, null)]],
    ['the time up', 0.4, [during('reachable', 'up', -60, 2), during('reachable', 'down', 2, null)]],
    ['without the time of a faulty picture', 0.4, [during('reachable', 'up', -60, null), during('picture', 'covered', 2, null)]],
    [
      'counting a moment down and faulty once',
      0.2,
      [during('reachable', 'up', -60, 2), during('reachable', 'down', 2, null), during('picture', 'covered', 1, 4)],
    ],
    ['of the time that is known', 1, [during('reachable', 'unknown', -60, 3), during('reachable', 'up', 3, null)]],
    ['with a picture not yet known taken as good', 1, [during('reachable', 'up', -60, null), during('picture', 'unknown', -60, null)]],
  ])('is %s', (_, share, history) => {
    expect(healthShare(history, OCCURRED)).toEqual(share === null ? null : expect.closeTo(share, 9));
  });
});
