import { describe, expect, it } from 'vitest';
import { DEFAULT_REQUEST_POLICY, overdueReminderMs, requestTimes } from '../../../../domain/requests/request-policy.ts';
import { isVietnamHoliday } from '../../../../domain/requests/vietnam-holiday.ts';
import { workingDaysEndMs } from '../../../../domain/requests/working-day.ts';

const at = (text: string) => Date.parse(`${text}+07:00`);
const DAY_MS = 86_400_000;

/** New moon number `k` since January 1900 as the day in Viet Nam; Meeus, Astronomical Formulae for Calculators, chapter 32. */
function newMoonDay(k: number): string {
  const t = k / 1236.85;
  const sin = (degrees: number) => Math.sin((degrees * Math.PI) / 180);
  const m = 359.2242 + 29.10535608 * k - 0.0000333 * t ** 2 - 0.00000347 * t ** 3;
  const mp = 306.0253 + 385.81691806 * k + 0.0107306 * t ** 2 + 0.00001236 * t ** 3;
  const f = 21.2964 + 390.67050646 * k - 0.0016528 * t ** 2 - 0.00000239 * t ** 3;
  const mean = 2415020.75933 + 29.53058868 * k + 0.0001178 * t ** 2 - 0.000000155 * t ** 3 + 0.00033 * sin(166.56 + 132.87 * t - 0.009173 * t ** 2);
  const change =
    (0.1734 - 0.000393 * t) * sin(m) +
    0.0021 * sin(2 * m) -
    0.4068 * sin(mp) +
    0.0161 * sin(2 * mp) -
    0.0004 * sin(3 * mp) +
    0.0104 * sin(2 * f) -
    0.0051 * sin(m + mp) -
    0.0074 * sin(m - mp) +
    0.0004 * sin(2 * f + m) -
    0.0004 * sin(2 * f - m) -
    0.0006 * sin(2 * f + mp) +
    0.001 * sin(2 * f - mp) +
    0.0005 * sin(2 * mp + m);
  const julian = mean + change - (-0.000278 + 0.000265 * t + 0.000262 * t ** 2);
  return new Date(Math.round((julian - 2440587.5) * DAY_MS) + 7 * 3_600_000).toISOString().slice(0, 10);
}

/** The day of the new moon in Viet Nam that is nearest to a day. */
function nearestNewMoon(day: string): string {
  const k = Math.round((Date.parse(day) / DAY_MS + 2440587.5 - 2415020.75933) / 29.53058868);
  return newMoonDay(k);
}

const plus = (day: string, days: number) => new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
const isWeekend = (day: string) => [0, 6].includes(new Date(day).getUTCDay());

describe('holidays', () => {
  it.each([
    ['2026-02-17', '2026-04-26'],
    ['2027-02-06', '2027-04-16'],
    ['2028-01-26', '2028-04-04'],
    ['2029-02-13', '2029-04-23'],
    ['2030-02-02', '2030-04-12'],
  ])('of the lunar year that begins on %s follow the moon', (tet, kings) => {
    expect(nearestNewMoon(tet)).toBe(tet);
    expect(plus(nearestNewMoon(plus(kings, -9)), 9)).toBe(kings);
    for (let day = -1; day <= 3; day++) expect([plus(tet, day), isVietnamHoliday(plus(tet, day))]).toEqual([plus(tet, day), !isWeekend(plus(tet, day))]);
    // on a Sunday the day after is off instead
    expect(isVietnamHoliday(isWeekend(kings) ? plus(kings, 1) : kings)).toBe(true);
  });

  it('leave eleven days off a year, those in place of Saturdays and Sundays included', () => {
    for (const year of [2027, 2028, 2029, 2030]) {
      let count = 0;
      for (let ms = Date.UTC(year, 0, 1); ms < Date.UTC(year + 1, 0, 1); ms += DAY_MS) if (isVietnamHoliday(new Date(ms).toISOString().slice(0, 10))) count++;
      expect([year, count]).toEqual([year, 11]);
    }
  });
});

describe('two working days', () => {
  it.each([
    ['a Monday morning', '2026-11-30T08:00:00', '2026-12-03T00:00:00'],
    ['the last second of a Monday', '2026-11-30T23:59:59', '2026-12-03T00:00:00'],
    ['a Friday', '2026-11-27T16:00:00', '2026-12-02T00:00:00'],
    ['a Saturday', '2026-11-28T10:00:00', '2026-12-02T00:00:00'],
    ['before New Year', '2026-12-31T10:00:00', '2027-01-06T00:00:00'],
    ['before Tết', '2027-02-03T10:00:00', '2027-02-13T00:00:00'],
    ['in Tết', '2027-02-08T10:00:00', '2027-02-16T00:00:00'],
  ])('from %s', (_name, from, end) => {
    expect(workingDaysEndMs(at(from), 2)).toBe(at(end));
  });

  it('end for a request after a reminder on the last morning and before one on the next working day', () => {
    const times = requestTimes(DEFAULT_REQUEST_POLICY, at('2026-11-26T09:00:00'));
    expect(times).toEqual({ dueAtMs: at('2026-12-01T00:00:00'), remindAtMs: at('2026-11-30T08:00:00'), expiresAtMs: at('2026-12-04T00:00:00') });
    expect(overdueReminderMs(times.dueAtMs)).toBe(at('2026-12-01T08:00:00'));
    expect(overdueReminderMs(at('2026-11-28T00:00:00'))).toBe(at('2026-11-30T08:00:00'));
  });
});
