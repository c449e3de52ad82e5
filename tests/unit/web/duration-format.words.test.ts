import { describe, expect, it } from 'vitest';
import { formatDuration, formatShortDuration } from '../../../web/formats/duration-format.ts';
import { formatBytes, formatDistance, formatRatio } from '../../../web/formats/quantity-format.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('a length of time in words', () => {
  it.each([
    [0, '0 giây', '0 seconds'],
    [999, '0 giây', '0 seconds'],
    [1000, '1 giây', '1 second'],
    [59_999, '59 giây', '59 seconds'],
    [17 * MINUTE, '17 phút', '17 minutes'],
    [3 * MINUTE + 20_000, '3 phút 20 giây', '3 minutes 20 seconds'],
    [3 * HOUR, '3 giờ', '3 hours'],
    [HOUR + 20 * MINUTE, '1 giờ 20 phút', '1 hour 20 minutes'],
    [9 * HOUR + 20 * MINUTE, '9 giờ', '9 hours'],
    [2 * DAY + 4 * HOUR, '2 ngày 4 giờ', '2 days 4 hours'],
    [30 * DAY, '30 ngày', '30 days'],
  ])('%i ms is "%s" and "%s"', (durationMs, vietnamese, english) => {
    expect(formatDuration(durationMs, 'vi')).toBe(vietnamese);
    expect(formatDuration(durationMs, 'en')).toBe(english);
  });

  it('has tenths of seconds where a shift of a window shows them', () => {
    const words = [1600, -4960, 9999, 10_400, 61_000].map((ms) => formatShortDuration(ms, 'vi'));
    expect(words).toEqual(['1,6 giây', '4,9 giây', '9,9 giây', '10 giây', '1 phút 1 giây']);
  });

  it('drops the sign, which words around it tell', () => expect(formatDuration(-17 * MINUTE, 'vi')).toBe('17 phút'));
});

describe('quantities', () => {
  it('write disk space in powers of 1000 with the marks of the language', () => {
    expect(formatBytes(21_600_000_000, 'vi')).toBe('21,6 GB');
    expect(formatBytes(21_600_000_000, 'en')).toBe('21.6 GB');
    expect(formatBytes(7_646_400_000_000, 'vi')).toBe('7,6 TB');
  });

  it('write distances in metres, and far ones in kilometres', () => {
    expect(formatDistance(4.5, 'vi')).toBe('4,5 m');
    expect(formatDistance(24.4, 'vi')).toBe('24 m');
    expect(formatDistance(1234, 'en')).toBe('1.2 km');
  });

  it('write shares with one digit at most', () => expect(formatRatio(0.8612, 'en')).toBe('86.1%'));
});
