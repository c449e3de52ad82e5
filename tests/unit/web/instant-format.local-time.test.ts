import { describe, expect, it } from 'vitest';
import {
  formatCalendarDay,
  formatDay,
  formatInstant,
  formatInstantSeconds,
  formatInterval,
  formatTime,
  formatTimeSeconds,
} from '../../../web/formats/instant-format.ts';

describe('instants on screen', () => {
  it('are in Vietnamese local time, day first and in 24 hours', () => {
    expect(formatInstant('2026-11-22T01:05:09.000Z')).toBe('22/11/2026 08:05');
    expect(formatInstantSeconds('2026-11-22T01:05:09.000Z')).toBe('22/11/2026 08:05:09');
  });

  it('write midnight as 00 and the evening after 12', () => {
    expect(formatTime('2026-11-21T17:00:00Z')).toBe('00:00');
    expect(formatTime('2026-11-22T16:59:00Z')).toBe('23:59');
    expect(formatTimeSeconds('2026-11-21T17:00:09.999Z')).toBe('00:00:09');
  });

  it('take the day of Vietnam, not that of UTC', () => {
    expect(formatDay('2026-11-21T17:30:00Z')).toBe('22/11/2026');
  });

  it('leave a calendar day as it is, whatever the zone', () => {
    expect(formatCalendarDay('2026-11-01')).toBe('01/11/2026');
  });

  it('name the second day of an interval only when it is another', () => {
    expect(formatInterval('2026-11-22T01:00:00Z', '2026-11-22T01:05:00Z')).toBe('22/11/2026 08:00 – 08:05');
    expect(formatInterval('2026-11-22T16:00:00Z', '2026-11-22T18:00:00Z')).toBe('22/11/2026 23:00 – 23/11/2026 01:00');
    expect(formatInterval('2026-11-22T01:00:01Z', '2026-11-22T01:05:02Z', true)).toBe('22/11/2026 08:00:01 – 08:05:02');
  });
});
