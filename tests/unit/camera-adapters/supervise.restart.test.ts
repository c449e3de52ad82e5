import { describe, expect, test } from 'vitest';
import { createBackoff } from '../../../camera-adapters/backoff.ts';
import type { BackoffPolicy } from '../../../camera-adapters/backoff.ts';
import { superviseRecording } from '../../../camera-adapters/supervise.ts';
import { systemSupervisorClock } from '../../../camera-adapters/supervisor-clock.ts';
import { AppError } from '../../../domain/app-error.ts';
import type { RecordedSegment } from '../../../domain/camera-contact.ts';

const POLICY: BackoffPolicy = { firstMs: 1_000, mostMs: 8_000, hopelessMs: 300_000, stableMs: 60_000 };
const STALLED = new AppError('timeout', 'stream_stalled', 'stalled');
const AUTH_FAILED = new AppError('camera', 'auth_failed', 'refused');

/** What happens in one try: time passes, a segment ends, it fails; when the list is at its end the try ends normally. */
type Step = { readonly passMs: number } | { readonly segment: readonly [fromMs: number, toMs: number] } | { readonly fail: Error } | 'abort';

/** Runs tries under a clock that only moves when told to, or when the supervisor waits. */
async function supervise(
  tries: readonly (readonly Step[])[],
  options: { readonly random?: () => number; readonly onSegment?: (segment: RecordedSegment) => void } = {},
) {
  const controller = new AbortController();
  const seen = { waits: [] as number[], errors: [] as string[], gaps: [] as [number, number][], segments: [] as number[], tries: 0 };
  let nowMs = 0;
  async function* start(): AsyncGenerator<RecordedSegment, void, undefined> {
    const steps = tries[seen.tries] ?? ['abort' as const];
    seen.tries += 1;
    for (const step of steps) {
      if (step === 'abort') controller.abort();
      else if ('passMs' in step) nowMs += step.passMs;
      else if ('fail' in step) throw step.fail;
      else {
        nowMs = Math.max(nowMs, step.segment[1]);
        yield segment(...step.segment);
      }
    }
  }
  await superviseRecording({
    start,
    onSegment: (taken) => {
      options.onSegment?.(taken);
      seen.segments.push(taken.trueFromMs);
    },
    onError: (error, retryInMs) => {
      seen.errors.push(error.code);
      seen.waits.push(retryInMs);
    },
    onGap: ({ fromMs, toMs }) => seen.gaps.push([fromMs, toMs]),
    signal: controller.signal,
    clock: {
      now: () => nowMs,
      wait: async (ms) => {
        nowMs += ms;
      },
    },
    random: options.random ?? (() => 0.5),
    policy: POLICY,
  });
  return { ...seen, endedAtMs: nowMs };
}

function segment(trueFromMs: number, trueToMs: number): RecordedSegment {
  return { filePath: 'x.mp4', byteLength: 1, codec: 'h264', trueFromMs, trueToMs, uncertaintyMs: 100, deviceTimeSource: 'none' };
}

describe('a supervised recording', () => {
  test('starts again after each failure and hands on every segment', async () => {
    const { tries, segments, errors } = await supervise([
      [{ segment: [0, 10_000] }, { segment: [10_000, 20_000] }, { fail: STALLED }],
      [{ fail: new Error('a foreign one') }],
      [{ segment: [30_000, 40_000] }, 'abort'],
    ]);
    expect(tries).toBe(3);
    expect(segments).toEqual([0, 10_000, 30_000]);
    expect(errors).toEqual(['stream_stalled', 'internal_error']);
  });

  test('that ends by itself has failed', async () => {
    expect(await supervise([[{ segment: [0, 10_000] }]])).toMatchObject({ errors: ['stream_ended'], tries: 2 });
  });

  test('ends when told to, without a failure, and never starts when told before', async () => {
    expect(await supervise([['abort']])).toMatchObject({ tries: 1, errors: [], gaps: [] });
    expect(await supervise([['abort', { fail: new AppError('cancelled', 'contact_cancelled', 'ended') }]])).toMatchObject({ errors: [], gaps: [] });
  });

  test('reports what fails while it ends, since nobody else will', async () => {
    expect(await supervise([['abort', { fail: new AppError('unavailable', 'disk_full', 'full') }]])).toMatchObject({
      tries: 1,
      errors: ['disk_full'],
      waits: [Infinity],
    });
  });

  test('counts a segment that nobody could take over as a failure and as a gap', async () => {
    let isBroken = true;
    const onSegment = (): void => {
      if (isBroken) {
        isBroken = false;
        throw new AppError('unavailable', 'database_down', 'down');
      }
    };
    const seen = await supervise([[{ segment: [0, 10_000] }], [{ segment: [11_000, 20_000] }, 'abort']], { onSegment });
    expect(seen).toMatchObject({ errors: ['database_down'], segments: [11_000], gaps: [[0, 11_000]] });
  });
});

describe('gaps', () => {
  test('after a failure are told when the next segment is there', async () => {
    const { gaps } = await supervise([
      [{ segment: [0, 10_000] }, { passMs: 5_000 }, { fail: STALLED }],
      [{ fail: STALLED }],
      [{ segment: [25_000, 35_000] }, 'abort'],
    ]);
    expect(gaps).toEqual([[10_000, 25_000]]);
  });

  test('within one try are told when they are more than uncertainty', async () => {
    expect((await supervise([[{ segment: [0, 10_000] }, { segment: [10_150, 20_000] }, { segment: [20_300, 30_000] }, 'abort']])).gaps).toEqual([
      [20_000, 20_300],
    ]);
  });

  test('before the first segment are told only when a try failed', async () => {
    expect((await supervise([[{ segment: [3_000, 10_000] }, 'abort']])).gaps).toEqual([]);
    expect(
      (
        await supervise([
          [{ passMs: 2_000 }, { fail: STALLED }],
          [{ segment: [6_000, 10_000] }, 'abort'],
        ])
      ).gaps,
    ).toEqual([[0, 6_000]]);
  });

  test('that are still open at the end are told up to the end', async () => {
    const { gaps, endedAtMs } = await supervise([
      [{ segment: [0, 10_000] }, { fail: STALLED }],
      [{ passMs: 7_000 }, 'abort'],
    ]);
    expect(gaps).toEqual([[10_000, endedAtMs]]);
    expect(endedAtMs).toBe(10_000 + 500 + 7_000);
  });
});

describe('backoff', () => {
  test('doubles up to its limit, in full jitter', async () => {
    const failing = Array.from({ length: 6 }, () => [{ fail: STALLED }]);
    expect((await supervise(failing, { random: () => 0.999_999 })).waits.map(Math.round)).toEqual([1_000, 2_000, 4_000, 8_000, 8_000, 8_000]);
    expect((await supervise(failing, { random: () => 0 })).waits).toEqual([0, 0, 0, 0, 0, 0]);
    expect((await supervise(failing, { random: () => 0.25 })).waits).toEqual([250, 500, 1_000, 2_000, 2_000, 2_000]);
  });

  test('begins anew after a stable time, not after a short one', async () => {
    const { waits } = await supervise([
      [{ fail: STALLED }],
      [{ fail: STALLED }],
      [{ passMs: 60_000 }, { fail: STALLED }],
      [{ passMs: 59_000 }, { fail: STALLED }],
    ]);
    expect(waits).toEqual([500, 1_000, 500, 1_000]);
  });

  test.each(['auth_failed', 'address_forbidden', 'path_not_found'])('is long at once where only a person can help: %s', (code) => {
    const backoff = createBackoff(POLICY, () => 0.5);
    expect(backoff.delayAfter(new AppError('camera', code, 'x'), 0)).toBe(450_000);
    expect(backoff.delayAfter(STALLED, 0)).toBe(1_000);
  });

  test('of a wrong password stays long however often it fails', async () => {
    expect((await supervise(Array.from({ length: 3 }, () => [{ fail: AUTH_FAILED }]))).waits).toEqual([450_000, 450_000, 450_000]);
  });
});

describe("the machine's clock", () => {
  test('waits as long as asked, and no longer than its signal', async () => {
    const startedAt = performance.now();
    await systemSupervisorClock.wait(30, new AbortController().signal);
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(29);
    const controller = new AbortController();
    const waiting = systemSupervisorClock.wait(3_600_000, controller.signal);
    controller.abort();
    await expect(waiting).resolves.toBeUndefined();
    await expect(systemSupervisorClock.wait(3_600_000, controller.signal)).resolves.toBeUndefined();
  });
});
