import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDay, formatTime } from '../../../web/formats/instant-format.ts';
import { parseLocalDay, parseLocalInstant, parseLocalMoment, parseLocalSeconds, parseLocalTime } from '../../../web/formats/local-time.ts';

describe('a typed day', () => {
  it.each([
    ['22/11/2026', '2026-11-22'],
    ['2/1/2026', '2026-01-02'],
    [' 02.01.2026 ', '2026-01-02'],
    ['29/02/2028', '2028-02-29'],
  ])('%s is read as %s', (text, day) => expect(parseLocalDay(text)).toBe(day));

  it.each(['', '31/02/2026', '29/02/2026', '11/22/2026', '2026-11-22', '1/1/26', 'hôm nay', '0/1/2026'])('"%s" is refused', (text) =>
    expect(parseLocalDay(text)).toBeNull(),
  );
});

describe('a typed time', () => {
  it.each([
    ['08:05', '08:05'],
    ['8:05', '08:05'],
    ['8h05', '08:05'],
    ['8h', '08:00'],
    ['8g30', '08:30'],
    ['0805', '08:05'],
    ['23:59', '23:59'],
    ['00:00', '00:00'],
  ])('%s is read as %s', (text, time) => expect(parseLocalTime(text)).toBe(time));

  it.each(['', '24:00', '8:60', '8', '805', '8:5', 'trưa', '12:30 PM'])('"%s" is refused', (text) => expect(parseLocalTime(text)).toBeNull());
});

describe('a typed time with seconds', () => {
  it.each([
    ['08:05:30', '08:05:30'],
    ['8:05:30', '08:05:30'],
    ['8h05m30', '08:05:30'],
    ['8.05.30', '08:05:30'],
    ['080530', '08:05:30'],
    ['8:05', '08:05:00'],
  ])('%s is read as %s', (text, time) => expect(parseLocalSeconds(text)).toBe(time));

  it.each(['', '08:05:60', '24:05:00', '8:5:30', '8', 'trưa', '08:05:30 PM'])('"%s" is refused', (text) => expect(parseLocalSeconds(text)).toBeNull());

  it('says which of day and time is wrong', () => {
    expect(parseLocalMoment('22/11/2026', '8:05:30')).toEqual({ instant: '2026-11-22T08:05:30+07:00', wrong: [] });
    expect(parseLocalMoment('31/11/2026', '8:05:61')).toEqual({ instant: null, wrong: ['day', 'time'] });
  });
});

describe('a typed instant', () => {
  it('is seven hours ahead of UTC', () => {
    expect(new Date(parseLocalInstant('22/11/2026', '08:05') ?? 0).toISOString()).toBe('2026-11-22T01:05:00.000Z');
  });

  it('comes back as it was typed, for every minute of a century', () => {
    const firstMinute = Date.UTC(1980, 0, 1) / 60_000;
    fc.assert(
      fc.property(fc.integer({ min: firstMinute, max: firstMinute + 100 * 525_960 }), (minute) => {
        const instant = parseLocalInstant(formatDay(minute * 60_000), formatTime(minute * 60_000));
        expect(Date.parse(instant ?? '')).toBe(minute * 60_000);
      }),
    );
  });
});
