import { describe, expect, it } from 'vitest';
import { clockDiagnosis } from '../../../domain/clock-diagnosis.ts';
import { clockNotes } from '../../../domain/clock-notes.ts';
import type { ClockReading } from '../../../domain/clock-reading.ts';
import { clockWhy } from '../../../domain/clock-why.ts';
import { candidateWhy } from '../../../domain/candidate-why.ts';
import { parseDeviceTime } from '../../../domain/device-time-text.ts';

const TRUE = '2026-11-22T08:00:00+07:00';
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** A reading at eight in the morning; `shown` is the wall time on the device's screen. */
function shows(shown: string, uncertaintyMs = 2000): ClockReading {
  return { trueTimeMs: Date.parse(TRUE), deviceTimeMs: parseDeviceTime(shown), uncertaintyMs, method: 'photo' };
}

describe('a clock of a recorder', () => {
  it.each([
    ['2026-11-22T08:00:20', 'right', null],
    ['2026-11-22T08:17:00', 'ahead', null],
    ['2026-11-22T07:43:00', 'behind', null],
    ['2026-11-22T01:00:40', 'time_zone', '+00:00'],
    ['2026-11-22T02:00:00', 'time_zone', '+01:00'],
    ['2026-11-22T09:00:00', 'time_zone', '+08:00'],
    ['2026-11-22T08:58:30', 'time_zone', '+08:00'],
    ['2026-11-22T10:01:55', 'time_zone', '+09:00'],
    ['2026-11-22T06:30:00', 'time_zone', '+05:30'],
    ['2026-11-22T06:45:00', 'time_zone', '+05:45'],
    ['2026-11-22T07:30:00', 'time_zone', '+06:30'],
    ['2026-11-22T15:00:00', 'time_zone', '+14:00'],
    ['2026-11-21T17:00:00', 'time_zone', '-08:00'],
    ['2026-11-22T08:15:00', 'ahead', null],
    ['2026-11-22T08:45:00', 'ahead', null],
    ['2026-11-22T09:03:00', 'ahead', null],
    ['2026-11-22T20:00:30', 'half_day', null],
    ['2026-11-21T20:00:00', 'half_day', null],
    ['2022-11-26T08:00:00', 'date_swapped', null],
    ['2026-11-23T08:00:00', 'wrong_date', null],
    ['2026-10-22T08:01:00', 'wrong_date', null],
    ['2025-11-22T08:00:00', 'wrong_date', null],
    ['1970-01-01T07:12:33', 'reset', null],
    ['2000-01-03T11:40:00', 'reset', null],
    ['2010-11-22T08:00:00', 'reset', null],
    ['2036-02-07T06:28:16', 'reset', null],
  ])('that shows %s at eight in the morning of 22 November 2026 is %s %s', (shown, kind, zone) => {
    expect(clockDiagnosis(shows(shown))).toEqual({ kind, zone });
  });

  it('has day and month exchanged', () => {
    const reading = { ...shows('2026-07-12T08:00:00'), trueTimeMs: Date.parse('2026-12-07T08:00:00+07:00') };
    expect(clockDiagnosis(reading).kind).toBe('date_swapped');
  });

  it('is not named by a reading that fits several causes', () => {
    expect(clockDiagnosis(shows('2026-11-22T09:00:00', 10 * MINUTE_MS)).kind).toBe('ahead');
    expect(clockDiagnosis(shows('2026-11-22T09:00:00', 2 * 60 * MINUTE_MS)).kind).toBe('right');
  });
});

describe('what is said of the clock of a candidate', () => {
  const at = { fromMs: Date.parse(TRUE), toMs: Date.parse(TRUE) + 5 * MINUTE_MS };
  const said = (readings: ClockReading[]) => candidateWhy(clockWhy(clockNotes(readings, at)), 'en');

  it('is nothing when it is right or was never read', () => {
    expect(said([])).toEqual([]);
    expect(said([shows('2026-11-22T08:17:00')])).toEqual([]);
  });

  it('names the zone, in both languages', () => {
    const why = clockWhy(clockNotes([shows('2026-11-22T09:00:00')], at));
    expect(candidateWhy(why, 'vi')).toEqual(['Sai múi giờ: thiết bị để giờ Bắc Kinh (GMT+8), hoặc đang bật giờ mùa hè.']);
    expect(said([shows('2026-11-22T01:00:00')])).toEqual(['Wrong time zone: the device is set to UTC.']);
  });

  it('tells of a clock that was set around it, and when', () => {
    const before = { ...shows('2026-11-22T08:17:00'), trueTimeMs: at.fromMs - DAY_MS, deviceTimeMs: at.fromMs - DAY_MS + 17 * MINUTE_MS };
    const after = { ...before, trueTimeMs: at.fromMs + DAY_MS, deviceTimeMs: at.fromMs + DAY_MS };
    expect(said([before, after])).toEqual(['The clock was set by 17 min between 21/11/2026 08:00:00 and 23/11/2026 08:00:00: both times are searched.']);
    const long = { ...after, trueTimeMs: at.fromMs + 2 * DAY_MS, deviceTimeMs: at.fromMs + 2 * DAY_MS };
    expect(clockNotes([before, after, long], { fromMs: after.trueTimeMs + 1000, toMs: after.trueTimeMs + 2000 })!.step).toBeNull();
  });

  it('tells of readings that contradict each other', () => {
    const other: ClockReading = { ...shows('2026-11-22T08:40:00'), method: 'osd' };
    expect(said([shows('2026-11-22T08:17:00'), other])).toEqual(['Readings of the clock contradict each other: the search covers them all.']);
  });
});

describe('a typed time', () => {
  it.each(['2026-02-30T08:00:00', '2026-13-01T08:00:00', '2026-11-22T25:00:00', 'hôm qua', '22/11/2026 08:00'])('%s is refused', (text) => {
    expect(() => parseDeviceTime(text)).toThrowError(expect.objectContaining({ code: 'malformed_device_time' }));
  });
});
