import { describe, expect, test } from 'vitest';
import { asAt, periodUntil } from '../../../domain/coverage/as-at.ts';
import { sumFigures, type LeafFigures } from '../../../domain/coverage/unit-figures.ts';

const EMPTY: LeafFigures = { byState: {}, working: 0, enteredLater: 0, changes: {}, incidents: {}, upMs: 0, knownMs: 0, serviceMs: 0 };

describe('figures of units together', () => {
  test('of nothing are nothing, and no share is made up', () => {
    const { total, working, uptimeRatio, knownRatio, byState } = sumFigures([]);
    expect({ total, working, uptimeRatio, knownRatio, offline: byState.offline }).toEqual({
      total: 0,
      working: 0,
      uptimeRatio: null,
      knownRatio: null,
      offline: 0,
    });
  });

  test('add up; a unit with more cameras weighs more in the uptime', () => {
    const small: LeafFigures = { ...EMPTY, byState: { online: 1 }, working: 1, upMs: 0, knownMs: 10, serviceMs: 20, incidents: { theft: 2 } };
    const large: LeafFigures = {
      ...EMPTY,
      byState: { online: 8, offline: 1 },
      working: 8,
      upMs: 90,
      knownMs: 90,
      serviceMs: 180,
      changes: { went_dead: 1 },
      incidents: { theft: 1, brawl: 1 },
    };
    const sum = sumFigures([small, large]);
    expect(sum).toMatchObject({ total: 10, working: 9, byState: { online: 9, offline: 1, draft: 0 }, uptimeRatio: 0.9, knownRatio: 0.5 });
    expect(sum.incidents).toMatchObject({ theft: 3, brawl: 1, disorderly_gathering: 0 });
    expect(sum.changes).toEqual({ added: 0, retired: 0, went_dead: 1, came_back: 0, turned: 0 });
  });

  test('what was never known is no uptime of zero', () => {
    expect(sumFigures([{ ...EMPTY, byState: { unknown: 3 }, serviceMs: 100 }])).toMatchObject({ uptimeRatio: null, knownRatio: 0 });
  });
});

describe('the time of a day', () => {
  // 23:30 on the 27th in UTC is 06:30 on the 28th in Viet Nam
  const nowMs = Date.parse('2026-11-27T23:30:00Z');

  test('is now today, the last millisecond of an earlier day, and none of a day to come', () => {
    expect(asAt(undefined, nowMs)).toEqual({ day: '2026-11-28', atMs: nowMs, isNow: true });
    expect(asAt('2026-11-28', nowMs)).toEqual({ day: '2026-11-28', atMs: nowMs, isNow: true });
    expect(asAt('2026-11-27', nowMs)).toEqual({ day: '2026-11-27', atMs: Date.parse('2026-11-27T16:59:59.999Z'), isNow: false });
    expect(asAt('2026-11-29', nowMs)).toBeNull();
  });

  test('ends a period that begins with a day', () => {
    expect(periodUntil(asAt('2026-11-27', nowMs)!, 7)).toEqual({ fromMs: Date.parse('2026-11-20T17:00:00Z'), toMs: Date.parse('2026-11-27T16:59:59.999Z') });
    expect(periodUntil(asAt(undefined, nowMs)!, 1)).toEqual({ fromMs: Date.parse('2026-11-27T17:00:00Z'), toMs: nowMs });
  });
});
