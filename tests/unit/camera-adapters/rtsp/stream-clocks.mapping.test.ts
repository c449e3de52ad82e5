import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createArrivalTimeline } from '../../../../camera-adapters/rtsp/arrival-timeline.ts';
import { readDateHeaderClock } from '../../../../camera-adapters/rtsp/date-header-clock.ts';
import { createDeviceClock } from '../../../../camera-adapters/rtsp/device-clock.ts';
import { createRtpTimestampUnwrapper } from '../../../../camera-adapters/rtsp/rtp-timestamp-unwrapper.ts';
import { readingOffsetMs } from '../../../../domain/clock-reading.ts';

const BEGIN_MS = Date.UTC(2026, 10, 22, 3, 0, 0);

describe('the arrival timeline', () => {
  test('places a picture where it would have arrived without its own delay', () => {
    const timeline = createArrivalTimeline();
    // 10 frames a second; every tenth is a large keyframe and comes 180 ms late
    for (let frame = 0; frame < 100; frame += 1) timeline.note(frame * 100, BEGIN_MS + frame * 100 + (frame % 10 === 0 ? 180 : 5));
    expect(timeline.at(5_000)).toEqual({ trueTimeMs: BEGIN_MS + 5_005, jitterMs: 0 });
  });

  test('sees through a burst of stored pictures at the beginning', () => {
    const timeline = createArrivalTimeline();
    for (let frame = 0; frame < 120; frame += 1) {
      const takenAtMs = BEGIN_MS + frame * 100;
      const joinedAtMs = BEGIN_MS + 3_000;
      timeline.note(frame * 100, Math.max(takenAtMs, joinedAtMs) + 2);
    }
    expect(timeline.at(0)?.trueTimeMs).toBe(BEGIN_MS + 2);
  });

  test('says how much the way varied', () => {
    const timeline = createArrivalTimeline();
    for (let second = 0; second < 30; second += 1) timeline.note(second * 1_000, BEGIN_MS + second * 1_000 + (second === 10 ? 0 : 40));
    expect(timeline.at(10_000)).toEqual({ trueTimeMs: BEGIN_MS + 10_000, jitterMs: 40 });
  });

  test('follows a camera whose clock drifts', () => {
    const timeline = createArrivalTimeline();
    for (let second = 0; second < 1_000; second += 1) timeline.note(second * 1_000, BEGIN_MS + second * 1_000.1);
    expect(Math.abs((timeline.at(900_000)?.trueTimeMs ?? 0) - (BEGIN_MS + 900_090))).toBeLessThanOrEqual(2);
  });

  test('forgets what is twenty minutes old, and knows nothing of what never was', () => {
    const timeline = createArrivalTimeline();
    expect(timeline.at(0)).toBeUndefined();
    for (let second = 0; second < 2_000; second += 1) timeline.note(second * 1_000, BEGIN_MS + second * 1_000);
    expect(timeline.at(100_000)).toBeUndefined();
    expect(timeline.at(900_000)?.trueTimeMs).toBe(BEGIN_MS + 900_000);
    expect(timeline.at(3_000_000)).toBeUndefined();
  });

  test('never places a picture later than it arrived', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(5_000), { minLength: 1, maxLength: 200 }), (delaysMs) => {
        const timeline = createArrivalTimeline();
        delaysMs.forEach((delayMs, frame) => timeline.note(frame * 40, BEGIN_MS + frame * 40 + delayMs));
        delaysMs.forEach((delayMs, frame) => {
          const placed = timeline.at(frame * 40);
          expect(placed?.trueTimeMs).toBeGreaterThanOrEqual(BEGIN_MS + frame * 40);
          expect(placed?.trueTimeMs).toBeLessThanOrEqual(BEGIN_MS + frame * 40 + delayMs);
        });
      }),
    );
  });
});

describe("the device's clock", () => {
  const report = (ntpMs: number) => ({ synchronisationSource: 7, ntpMs, rtpTimestamp: 0 });

  test('is unknown before the first report', () => {
    expect(createDeviceClock().at(0)).toBeUndefined();
    expect(createDeviceClock().reading(10)).toBeUndefined();
  });

  test('is told by the report that is nearest in the stream, so that setting it moves only what came after', () => {
    const clock = createDeviceClock();
    clock.note(report(BEGIN_MS + 60_000), 5_000, BEGIN_MS + 5_000);
    clock.note(report(BEGIN_MS + 10_000), 10_000, BEGIN_MS + 10_000);
    expect(clock.at(4_000)).toBe(BEGIN_MS + 59_000);
    expect(clock.at(11_000)).toBe(BEGIN_MS + 11_000);
  });

  test('is read by the report that was fastest, and is as sure as reports are alike', () => {
    const clock = createDeviceClock();
    for (const [index, delayMs] of [90, 20, 60].entries())
      clock.note(report(BEGIN_MS + 61_000 + index * 5_000), index * 5_000, BEGIN_MS + index * 5_000 + delayMs);
    const reading = clock.reading(20);
    expect(reading).toEqual({ trueTimeMs: BEGIN_MS + 5_010, deviceTimeMs: BEGIN_MS + 66_000, uncertaintyMs: 81, method: 'rtcp' });
    expect(Math.abs((reading === undefined ? 0 : readingOffsetMs(reading)) - 61_000)).toBeLessThanOrEqual(reading?.uncertaintyMs ?? 0);
  });

  test('by one report alone is not believed to less than 50 ms', () => {
    const clock = createDeviceClock();
    clock.note(report(BEGIN_MS), 0, BEGIN_MS);
    expect(clock.reading(0)?.uncertaintyMs).toBe(51);
  });

  test('that was set in between is read by what came after', () => {
    const clock = createDeviceClock();
    for (let index = 0; index < 6; index += 1)
      clock.note(report(BEGIN_MS + index * 5_000 + (index < 4 ? 3_600_000 : 0)), index * 5_000, BEGIN_MS + index * 5_000);
    expect(clock.reading(0)).toMatchObject({ deviceTimeMs: BEGIN_MS + 20_000, trueTimeMs: BEGIN_MS + 20_000, uncertaintyMs: 11 });
  });
});

describe('the Date field of an answer', () => {
  test('is a clock to half a second', () => {
    const reading = readDateHeaderClock('Sun, 22 Nov 2026 03:00:07 GMT', BEGIN_MS, BEGIN_MS + 10);
    expect(reading).toEqual({ trueTimeMs: BEGIN_MS + 5, deviceTimeMs: BEGIN_MS + 7_500, uncertaintyMs: 505, method: 'http_date' });
  });

  test.each([undefined, '', 'yesterday', 'Thu, 01 Jan 1970 00:00:09 GMT', 'Sun, 22 Nov 2026 25:00:07 GMT', 'Sun, 22 Nov 2026 03:00:07 +0700'])(
    '%s is none',
    (field) => {
      expect(readDateHeaderClock(field, BEGIN_MS, BEGIN_MS)).toBeUndefined();
    },
  );
});

describe('RTP time stamps', () => {
  test('run on where 32 bits end', () => {
    const unwrapper = createRtpTimestampUnwrapper();
    expect([4_294_960_000, 4_294_967_295, 0, 1_704].map((timestamp) => unwrapper.advance(timestamp))).toEqual([0, 7_295, 7_296, 9_000]);
  });

  test('of steps up to half the range are added up exactly, for days', () => {
    fc.assert(
      fc.property(fc.nat(2 ** 32 - 1), fc.array(fc.integer({ min: -1_000_000, max: 2 ** 31 - 1 }), { maxLength: 50 }), (first, steps) => {
        const unwrapper = createRtpTimestampUnwrapper();
        unwrapper.advance(first);
        let sum = 0;
        for (const step of steps) {
          sum += step;
          const timestamp = Number(BigInt.asUintN(32, BigInt(first) + BigInt(sum)));
          expect(unwrapper.peek(timestamp)).toBe(sum);
          expect(unwrapper.advance(timestamp)).toBe(sum);
        }
      }),
    );
  });
});
