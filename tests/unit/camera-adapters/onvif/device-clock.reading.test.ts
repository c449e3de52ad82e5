import { describe, expect, test } from 'vitest';
import { readDeviceClock, readHttpDateClock } from '../../../../camera-adapters/onvif/device-clock.ts';
import { localToUtcMs } from '../../../../camera-adapters/onvif/local-time.ts';
import { parseXml } from '../../../../camera-adapters/onvif/parse-xml.ts';
import { readingOffsetMs } from '../../../../domain/clock-reading.ts';

const TRIP = { sentAtMs: Date.UTC(2026, 10, 22, 3, 0, 0), roundTripMs: 40.4 };

interface Fields {
  readonly utc?: readonly number[];
  readonly local?: readonly number[];
  readonly zone?: string;
  readonly summer?: string;
}

function answer({ utc, local, zone, summer = 'false' }: Fields) {
  const dateTime = (name: string, [year, month, day, hour, minute, second]: readonly number[]): string =>
    `<tt:${name}><tt:Time><tt:Hour>${hour}</tt:Hour><tt:Minute>${minute}</tt:Minute><tt:Second>${second}</tt:Second></tt:Time>` +
    `<tt:Date><tt:Year>${year}</tt:Year><tt:Month>${month}</tt:Month><tt:Day>${day}</tt:Day></tt:Date></tt:${name}>`;
  return parseXml(
    '<tds:GetSystemDateAndTimeResponse xmlns:tds="http://www.onvif.org/ver10/device/wsdl" xmlns:tt="http://www.onvif.org/ver10/schema"><tds:SystemDateAndTime>' +
      `<tt:DateTimeType>NTP</tt:DateTimeType><tt:DaylightSavings>${summer}</tt:DaylightSavings>` +
      (zone === undefined ? '' : `<tt:TimeZone><tt:TZ>${zone}</tt:TZ></tt:TimeZone>`) +
      (utc === undefined ? '' : dateTime('UTCDateTime', utc)) +
      (local === undefined ? '' : dateTime('LocalDateTime', local)) +
      '</tds:SystemDateAndTime></tds:GetSystemDateAndTimeResponse>',
  );
}

describe('the camera clock by ONVIF', () => {
  test('takes the middle of the round trip and of the second, and says how sure that is', () => {
    const reading = readDeviceClock(answer({ utc: [2026, 11, 22, 3, 1, 0] }), TRIP);
    expect(reading).toEqual({ trueTimeMs: TRIP.sentAtMs + 20, deviceTimeMs: Date.UTC(2026, 10, 22, 3, 1, 0) + 500, uncertaintyMs: 521, method: 'onvif' });
    expect(reading && readingOffsetMs(reading)).toBe(60_480);
  });

  test('holds the true offset, wherever in its second the camera answered and wherever in the trip', () => {
    for (const offsetMs of [0, 61_000, -123_456]) {
      for (const withinSecondMs of [0, 250, 999]) {
        for (const shareOfTrip of [0, 0.5, 1]) {
          const sentAtMs = Date.UTC(2026, 10, 22, 3, 0, 0) + withinSecondMs;
          const at = new Date(sentAtMs + 300 * shareOfTrip + offsetMs);
          const utc = [at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate(), at.getUTCHours(), at.getUTCMinutes(), at.getUTCSeconds()];
          const reading = readDeviceClock(answer({ utc }), { sentAtMs, roundTripMs: 300 });
          expect(reading).toBeDefined();
          if (reading !== undefined) expect(Math.abs(readingOffsetMs(reading) - offsetMs)).toBeLessThanOrEqual(reading.uncertaintyMs);
        }
      }
    }
  });

  test.each([
    ['with its zone', { local: [2026, 11, 22, 10, 1, 0], zone: 'ICT-7' }],
    ['with a zone in angle brackets', { local: [2026, 11, 22, 10, 1, 0], zone: '&lt;+07&gt;-7' }],
    ['without a zone as Vietnamese time', { local: [2026, 11, 22, 10, 1, 0] }],
    ['with summer time on', { local: [2026, 11, 22, 5, 1, 0], zone: 'CET-1CEST,M3.5.0,M10.5.0/3', summer: 'true' }],
    ['after a UTC time that does not exist', { utc: [2026, 2, 30, 3, 1, 0], local: [2026, 11, 22, 10, 1, 0], zone: 'ICT-7' }],
  ] as const)('reads LocalDateTime %s', (_what, fields) => {
    expect(readDeviceClock(answer(fields), TRIP)?.deviceTimeMs).toBe(Date.UTC(2026, 10, 22, 3, 1, 0) + 500);
  });

  test('a camera that lost its clock says 1970, and that is a reading', () => {
    expect(readDeviceClock(answer({ utc: [1970, 1, 1, 0, 0, 9] }), TRIP)?.deviceTimeMs).toBe(9_500);
  });

  test.each([
    ['nothing', {}],
    ['month 13', { utc: [2026, 13, 1, 0, 0, 0] }],
    ['hour 24', { utc: [2026, 11, 22, 24, 0, 0] }],
    ['a negative year', { utc: [-1, 11, 22, 0, 0, 0] }],
    ['a year past counting', { utc: [999_999, 11, 22, 0, 0, 0] }],
    ['31 November', { utc: [2026, 11, 31, 0, 0, 0] }],
    ['a local time in an unreadable zone', { local: [2026, 11, 22, 10, 0, 0], zone: 'Bắc Kinh' }],
  ] as const)('%s is no reading', (_what, fields) => {
    expect(readDeviceClock(answer(fields), TRIP)).toBeUndefined();
  });
});

describe('the camera clock by HTTP', () => {
  test('is read from the Date field', () => {
    expect(readHttpDateClock('Sun, 22 Nov 2026 03:01:00 GMT', TRIP)).toEqual({
      trueTimeMs: TRIP.sentAtMs + 20,
      deviceTimeMs: Date.UTC(2026, 10, 22, 3, 1, 0) + 500,
      uncertaintyMs: 521,
      method: 'http_date',
    });
  });

  test.each([undefined, '', 'now', '2026-11-22', 'Sun, 22 Nov 2026 03:01:00 +0700', 'Sun, 99 Nov 2026 03:01:00 GMT'])('%j is no reading', (field) => {
    expect(readHttpDateClock(field, TRIP)).toBeUndefined();
  });
});

describe('local time', () => {
  const noon = Date.UTC(2026, 6, 1, 12);
  test.each([
    ['ICT-7', false, 5],
    ['UTC0', false, 12],
    ['GMT+0', false, 12],
    ['EST5EDT', false, 17],
    ['EST5EDT', true, 16],
    ['EST5EDT4,M3.2.0,M11.1.0', true, 16],
    ['ICT-7', true, 5],
    ['CST-8:00:00', false, 4],
    ['Asia/Ho_Chi_Minh', false, 5],
    [undefined, false, 5],
  ] as const)('noon in %s, summer time %s, is %d o’clock UTC', (zone, isSummerTime, hour) => {
    expect(localToUtcMs(noon, zone, isSummerTime)).toBe(Date.UTC(2026, 6, 1, hour));
  });

  test('half hours and zones west count as well', () => {
    expect(localToUtcMs(noon, 'IST-5:30', false)).toBe(Date.UTC(2026, 6, 1, 6, 30));
    expect(localToUtcMs(noon, 'America/St_Johns', false)).toBe(Date.UTC(2026, 6, 1, 14, 30));
  });

  test.each(['', '7', 'Nowhere/Land', '../../etc', 'ICT'])('%j is no zone', (zone) => {
    expect(localToUtcMs(noon, zone, false)).toBeUndefined();
  });
});
