import { describe, expect, it } from 'vitest';
import { utcOffsetMs } from '../../support/onvif-device/device-service/posix-time-zone.ts';
import { bodies, call, device } from './onvif-device-calls.ts';

const nowMs = Date.UTC(2025, 11, 31, 17, 4, 9, 900);
const time = (hour: number, minute: number, second: number) =>
  `<tt:Time><tt:Hour>${hour}</tt:Hour><tt:Minute>${minute}</tt:Minute><tt:Second>${second}</tt:Second></tt:Time>`;
const date = (year: number, month: number, day: number) => `<tt:Date><tt:Year>${year}</tt:Year><tt:Month>${month}</tt:Month><tt:Day>${day}</tt:Day></tt:Date>`;

describe('GetSystemDateAndTime', () => {
  it('tells the time in the order of tt:SystemDateTime, in whole seconds', async () => {
    const { url } = await device({ now: () => nowMs });
    const { text } = await call(url, bodies.dateTime);
    expect(text).toContain(
      '<tds:GetSystemDateAndTimeResponse><tds:SystemDateAndTime><tt:DateTimeType>NTP</tt:DateTimeType>' +
        '<tt:DaylightSavings>false</tt:DaylightSavings><tt:TimeZone><tt:TZ>ICT-7</tt:TZ></tt:TimeZone>' +
        `<tt:UTCDateTime>${time(17, 4, 9)}${date(2025, 12, 31)}</tt:UTCDateTime>` +
        `<tt:LocalDateTime>${time(0, 4, 9)}${date(2026, 1, 1)}</tt:LocalDateTime>` +
        '</tds:SystemDateAndTime></tds:GetSystemDateAndTimeResponse>',
    );
  });

  it('shows an offset that changes while it runs, in its answers and in the HTTP date', async () => {
    const { url, set } = await device({ now: () => nowMs, clockOffsetMs: -125_000 });
    const slow = await call(url, bodies.dateTime);
    expect(slow.text).toContain(`<tt:UTCDateTime>${time(17, 2, 4)}`);
    expect(slow.headers.get('date')).toBe('Wed, 31 Dec 2025 17:02:04 GMT');
    set({ clockOffsetMs: 86_400_000 });
    expect((await call(url, bodies.dateTime)).text).toContain(`${time(17, 4, 9)}${date(2026, 1, 1)}`);
    set({ httpDate: false });
    expect((await call(url, bodies.dateTime)).headers.has('date')).toBe(false);
  });

  it('leaves out what it is told to', async () => {
    const { url, set } = await device({ omitUtcDateTime: true, dateTimeType: 'Manual' });
    const localOnly = (await call(url, bodies.dateTime)).text;
    expect(localOnly).toContain('>Manual<');
    expect(localOnly).not.toContain('UTCDateTime');
    expect(localOnly).toContain('LocalDateTime');
    set({ omitUtcDateTime: false, omitLocalDateTime: true, omitTimeZone: true });
    const utcOnly = (await call(url, bodies.dateTime)).text;
    expect(utcOnly).not.toMatch(/LocalDateTime|TimeZone/);
    expect(utcOnly).toContain('UTCDateTime');
  });

  it('moves the local time in summer', async () => {
    const { url } = await device({
      now: () => Date.UTC(2025, 6, 1, 10, 0, 0),
      timeZone: 'CET-1CEST,M3.5.0,M10.5.0/3',
      daylightSavings: true,
    });
    const { text } = await call(url, bodies.dateTime);
    expect(text).toContain('<tt:DaylightSavings>true</tt:DaylightSavings>');
    expect(text).toContain(`<tt:LocalDateTime>${time(12, 0, 0)}`);
  });
});

describe('POSIX time zones', () => {
  it.each([
    ['ICT-7', false, 7],
    ['<+07>-7', false, 7],
    ['UTC0', false, 0],
    ['EST5EDT', false, -5],
    ['EST5EDT', true, -4],
    ['NST3:30NDT2:30', true, -2.5],
    ['IST-5:30', true, 5.5],
  ])('%s, summer %s: %f hours', (zone, summer, hours) => {
    expect(utcOffsetMs(zone, summer)).toBe(hours * 3_600_000);
  });

  it.each(['', 'Asia/Ho_Chi_Minh', '+07:00', 'GMT+07:00:00:00'])('refuses %j', (zone) => {
    expect(() => utcOffsetMs(zone, false)).toThrow(RangeError);
  });
});
