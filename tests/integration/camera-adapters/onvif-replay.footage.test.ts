import { rm } from 'node:fs/promises';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { AppError } from '../../../domain/app-error.ts';
import { failureOf } from '../../support/camera-adapters/rtsp-contact.ts';
import { replayContact } from '../../support/camera-adapters/replay-contact.ts';
import { startTlsFront } from '../../support/camera-adapters/tls-front.ts';
import type { SeenReplay } from '../../support/camera-adapters/replay-contact.ts';
import { readFragmentedMp4 } from '../../../media/fragmented-mp4.ts';
import { testFfmpegs } from '../../support/media/test-ffmpegs.ts';
import type { FootageSpan, Recording } from '../../support/onvif-device/recording/recording.ts';
import { sampleRecording } from '../../support/onvif-device/recording/sample-recording.ts';
import { clockFootage } from '../../support/onvif-replay/clock-footage.ts';
import { audioTrack } from '../../support/onvif-replay/further-tracks.ts';

const DAY = '2026-11-20T';
const at = (time: string): string => `${DAY}${time}Z`;
const ms = (time: string): number => Date.parse(at(time));
const times = (replay: SeenReplay): string[] => replay.files.map(({ deviceFromMs, deviceToMs }) => `${short(deviceFromMs)}-${short(deviceToMs)}`);
const short = (epochMs: number): string => new Date(epochMs).toISOString().slice(14, 23);

let spans: readonly FootageSpan[];
let stopped: Recording;

beforeAll(async () => {
  const ffmpeg = (await testFfmpegs()).system.path;
  const look = { seconds: 3, framesPerSecond: 10, framesPerGroup: 10 };
  // two times three seconds with seven between them
  spans = await Promise.all(['01:00:00', '01:00:10'].map((time) => clockFootage(ffmpeg, { startUtc: at(time), ...look })));
  stopped = sampleRecording({ spans, status: 'Stopped' });
});

/** Each picture's burnt-in time is its place in the file, to the millisecond. */
function expectExactTimes({ files }: SeenReplay): void {
  for (const { clocksMs, deviceFromMs, deviceToMs } of files) {
    expect(clocksMs).toEqual(clocksMs.map((_, index) => deviceFromMs + index * 100));
    expect(deviceToMs).toBe((clocksMs.at(-1) ?? Number.NaN) + 100);
  }
}

describe.concurrent('what a recorder keeps comes as files of its own time', () => {
  test('all of it: gaps lie between files, and every picture is where its burnt-in clock says', async (context) => {
    const contact = await replayContact(context, [stopped]);
    const replay = await contact.replay(at('01:00:00'), at('01:00:13'));
    expect(replay.outcome).toEqual({ kind: 'complete', reachedMs: ms('01:00:13') });
    expect(times(replay)).toEqual(['00:00.000-00:03.000', '00:10.000-00:13.000']);
    expectExactTimes(replay);
    expect(replay.files[0]).toMatchObject({ codec: 'h264', widthPx: 320, heightPx: 180, timesFrom: 'header_extension', uncertaintyMs: 1 });
    const play = contact.recorder.replay.requests.find(({ method }) => method === 'PLAY');
    expect(play?.headers).toMatchObject({ require: 'onvif-replay', 'rate-control': 'no' });
    await contact.recorder.replay.waitFor('TEARDOWN');
  });

  test('a window begins with the key frame before it, and ends before its end', async (context) => {
    const replay = await (await replayContact(context, [stopped])).replay(at('01:00:01.450'), at('01:00:02.250'));
    expect(times(replay)).toEqual(['00:01.000-00:02.250']);
    expect(replay.files[0]?.clocksMs.at(-1)).toBe(ms('01:00:02.200'));
    expect(replay.outcome.kind).toBe('complete');
  });

  test('files are cut at key frames and join without a gap', async (context) => {
    const replay = await (await replayContact(context, [stopped])).replay(at('01:00:00'), at('01:00:13'), { segmentMs: 1_000 });
    expect(times(replay)).toEqual([
      '00:00.000-00:01.000',
      '00:01.000-00:02.000',
      '00:02.000-00:03.000',
      '00:10.000-00:11.000',
      '00:11.000-00:12.000',
      '00:12.000-00:13.000',
    ]);
    expectExactTimes(replay);
  });

  test('over TLS it is the same, at an address that the device gives so (RTSPS)', async (context) => {
    const contact = await replayContact(context, [stopped]);
    const { device, replay: server } = contact.recorder;
    const front = await startTlsFront(server.port);
    context.onTestFinished(() => front.stop());
    device.set({ replayUri: ({ recordingToken }) => server.urlOf(recordingToken).replace('rtsp:', 'rtsps:').replace(`:${server.port}/`, `:${front.port}/`) });
    const replay = await contact.replay(at('01:00:00'), at('01:00:13'));
    expect(replay.outcome).toEqual({ kind: 'complete', reachedMs: ms('01:00:13') });
    expect(times(replay)).toEqual(['00:00.000-00:03.000', '00:10.000-00:13.000']);
    expectExactTimes(replay);
    await server.waitFor('TEARDOWN');
    expect(front.connections()).toBe(1);
  });

  test('a clock that is wrong stays as it is', async (context) => {
    const device = { clockOffsetMs: 17 * 60_000 + 250 };
    const replay = await (await replayContact(context, [stopped], { device })).replay(at('01:17:00.250'), at('01:17:03.250'));
    expect(times(replay)).toEqual(['17:00.250-17:03.250']);
    expect(replay.files[0]?.clocksMs[0]).toBe(ms('01:00:00'));
  });

  test('the old ffmpeg that comes with npm makes the same of it', async (context) => {
    const contact = await replayContact(context, [stopped], { ffmpeg: 'packaged' });
    const replay = await contact.replay(at('01:00:00'), at('01:00:13'), { segmentMs: 1_000 });
    expect(times(replay)).toHaveLength(6);
    expectExactTimes(replay);
  });

  test('a file has one size of picture: another one begins where it changes, though no time is missing', async (context) => {
    const look = { seconds: 2, framesPerSecond: 10, framesPerGroup: 10 };
    const [small, large] = await Promise.all([
      clockFootage('ffmpeg', { startUtc: at('03:00:00'), ...look }),
      clockFootage('ffmpeg', { startUtc: at('03:00:02'), ...look, size: { widthPx: 640, heightPx: 360 } }),
    ]);
    const whole = { startMs: small.startMs, endMs: large.endMs, units: [...(small.units ?? []), ...(large.units ?? [])] };
    const contact = await replayContact(context, [sampleRecording({ spans: [whole], status: 'Stopped' })]);
    const replay = await contact.replay(at('03:00:00'), at('03:00:04'));
    expect(times(replay)).toEqual(['00:00.000-00:02.000', '00:02.000-00:04.000']);
    expect(replay.files.map(({ widthPx, heightPx }) => [widthPx, heightPx])).toEqual([
      [320, 180],
      [640, 360],
    ]);
    expectExactTimes(replay);
  });

  test('sound beside the pictures is left out', async (context) => {
    const recording = sampleRecording({ spans, status: 'Stopped', furtherTracks: [audioTrack(spans)] });
    const replay = await (await replayContact(context, [recording])).replay(at('01:00:00'), at('01:00:03'));
    expect(times(replay)).toEqual(['00:00.000-00:03.000']);
  });

  test('the middle of a recording is complete although the recorder only falls silent', async (context) => {
    const contact = await replayContact(context, [stopped]);
    const startedAt = performance.now();
    const replay = await contact.replay(at('01:00:00'), at('01:00:02'), { stallMs: 20_000 });
    expect(replay.outcome).toEqual({ kind: 'complete', reachedMs: ms('01:00:02') });
    expect(performance.now() - startedAt).toBeLessThan(10_000);
  });

  test.for(['bye', 'close'] as const)('the end may be a %s', async (atEnd, context) => {
    const replay = await (await replayContact(context, [stopped], { replay: { atEnd } })).replay(at('01:00:00'), at('01:00:03'));
    expect(replay.outcome).toEqual({ kind: 'complete', reachedMs: ms('01:00:03') });
    expectExactTimes(replay);
  });

  test.for([
    ['01:00:05', '01:00:08'],
    ['01:30:00', '01:31:00'],
  ] as const)('a window without footage is complete and empty: %s', async ([from, to], context) => {
    const replay = await (await replayContact(context, [stopped])).replay(at(from), at(to));
    expect(replay).toEqual({ files: [], outcome: { kind: 'complete', reachedMs: undefined } });
  });
});

describe.concurrent('a recorder that does otherwise', () => {
  test.for<[what: string, replay: object]>([
    ['begins two groups too early', { earlierGroups: 2 }],
    ['sends two seconds too much', { overrunMs: 2_000 }],
    ['plays everything whatever was asked', { ignoreRange: true }],
    ['marks every packet', { extension: 'every-packet' }],
    ['names absolute addresses', { control: 'absolute' }],
  ])('%s: the window is as asked', async ([, options], context) => {
    const replay = await (await replayContact(context, [stopped], { replay: options })).replay(at('01:00:11.050'), at('01:00:11.750'));
    expect(times(replay)).toEqual(['00:11.000-00:11.750']);
    expect(replay.outcome.kind).toBe('complete');
  });

  test.for<[what: string, replay: object]>([
    ['marks no ends', { omitEndMarks: true }],
    ['marks discontinuities', { discontinuityAfterGap: true }],
    ['sends no reports', { rtcp: false }],
  ])('%s: no file reaches across the gap', async ([, options], context) => {
    const replay = await (await replayContact(context, [stopped], { replay: options })).replay(at('01:00:00'), at('01:00:13'));
    expect(times(replay)).toEqual(['00:00.000-00:03.000', '00:10.000-00:13.000']);
    expectExactTimes(replay);
    expect(replay.outcome.kind).toBe('complete');
  });

  test('tells no times: they are counted, and less certain by an interval of key frames', async (context) => {
    const replay = await (await replayContact(context, [stopped], { replay: { extension: 'none' } })).replay(at('01:00:01.450'), at('01:00:03'));
    expect(times(replay)).toEqual(['00:01.000-00:03.000']);
    expect(replay.files[0]).toMatchObject({ timesFrom: 'counted', uncertaintyMs: 1_001 });
    expect(replay.outcome.kind).toBe('complete');
  });

  test('marks no ends: a gap at the end of the window is told from a recorder that hangs', async (context) => {
    const replay = await (await replayContact(context, [stopped], { replay: { omitEndMarks: true } })).replay(at('01:00:00'), at('01:00:08'));
    expect(times(replay)).toEqual(['00:00.000-00:03.000']);
    expect(replay.outcome).toEqual({ kind: 'complete', reachedMs: ms('01:00:03') });
  });

  test('sends what lies behind a window without footage: that is no footage of the window', async (context) => {
    const replay = await (await replayContact(context, [stopped], { replay: { overrunMs: 3_600_000 } })).replay(at('01:00:05'), at('01:00:08'));
    expect(replay).toEqual({ files: [], outcome: { kind: 'complete', reachedMs: undefined } });
  });

  test('is still recording: what it has by now comes, and the rest can be asked for later', async (context) => {
    const recording = sampleRecording({ spans, status: 'Recording' });
    const replay = await (await replayContact(context, [recording])).replay(at('01:00:10'), at('01:05:00'));
    expect(replay.outcome).toEqual({ kind: 'stalled', reachedMs: ms('01:00:13') });
  });

  test('takes the range and sends nothing: nobody knows what it has', async (context) => {
    const replay = await (await replayContact(context, [stopped], { replay: { stallAfterUnits: 0 } })).replay(at('01:00:00'), at('01:00:08'));
    expect(replay).toEqual({ files: [], outcome: { kind: 'stalled', reachedMs: undefined } });
  });

  test('means another time by the same words: its pictures are refused, and not taken for an empty window', async (context) => {
    const replay = { timelineOffsetMs: 7 * 3_600_000, ignoreRange: true };
    const contact = await replayContact(context, [stopped], { replay });
    expect(await failureOf(contact.replay(at('01:00:00'), at('01:00:03')))).toMatchObject({ kind: 'camera', code: 'bad_answer' });
  });

  test('falls silent in the middle: what came is kept, and the outcome says how far', async (context) => {
    const contact = await replayContact(context, [stopped], { replay: { stallAfterUnits: 17 } });
    const replay = await contact.replay(at('01:00:00'), at('01:00:13'));
    expect(replay.outcome).toEqual({ kind: 'stalled', reachedMs: ms('01:00:01.700') });
    expectExactTimes(replay);
  });

  test('breaks off in the middle: what came is kept, and the rest comes the next time', async (context) => {
    const contact = await replayContact(context, [stopped], { replay: { breakAfterUnits: 17 } });
    const first = await contact.replay(at('01:00:00'), at('01:00:13'), { segmentMs: 1_000 });
    expect(first.outcome).toEqual({ kind: 'cut_off', reachedMs: ms('01:00:01.700') });
    contact.recorder.replay.set({ breakAfterUnits: Number.POSITIVE_INFINITY });
    const rest = await contact.replay(new Date(first.outcome.reachedMs ?? 0).toISOString(), at('01:00:13'));
    expect(times(rest)).toEqual(['00:01.000-00:03.000', '00:10.000-00:13.000']);
  });

  test('never ends: the limit of bytes does', async (context) => {
    const contact = await replayContact(context, [stopped], { replay: { endless: true } });
    const replay = await contact.replay(at('01:00:00'), at('23:00:00'), { maxBytes: 200_000, segmentMs: 1_000 });
    expect(replay.outcome.kind).toBe('limit_reached');
    expect(replay.files.length).toBeGreaterThan(0);
    expect(replay.files.reduce((sum, { byteLength }) => sum + byteLength, 0)).toBeLessThanOrEqual(200_000);
  });

  test.for<[code: string, refuse: object]>([
    ['auth_failed', { DESCRIBE: 401 }],
    ['path_not_found', { DESCRIBE: 404 }],
    ['redirect_refused', { DESCRIBE: { status: 302, headers: { Location: 'rtsp://127.0.0.9/elsewhere' } } }],
    ['transport_unsupported', { SETUP: 461 }],
    ['camera_busy', { SETUP: 453 }],
    ['replay_refused', { SETUP: 551 }],
    ['replay_refused', { PLAY: 455 }],
  ])('refuses with %s', async ([code, refuse], context) => {
    const contact = await replayContact(context, [stopped], { replay: { refuse } });
    expect(await failureOf(contact.replay(at('01:00:00'), at('01:00:03')))).toMatchObject({ kind: 'camera', code });
    await vi.waitFor(() => expect(contact.recorder.replay.connectionCount).toBe(0), { timeout: 30_000 });
  });
});

/** The value once it hasn't changed for a second, at least `leastMs` from now. */
async function settled(measure: () => Promise<number>, leastMs: number): Promise<number> {
  const fromMs = performance.now();
  let [value, since] = [await measure(), fromMs];
  while (performance.now() < Math.max(since + 1_000, fromMs + leastMs)) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    const now = await measure();
    if (now !== value) [value, since] = [now, performance.now()];
  }
  return value;
}

describe.concurrent('whoever takes the files', () => {
  test('may be slow: the recorder waits, its session lives on, and no picture is lost', { timeout: 300_000 }, async (context) => {
    const look = { startUtc: at('02:00:00'), seconds: 2, framesPerSecond: 25, framesPerGroup: 25, isNoisy: true };
    const noisy = await clockFootage((await testFfmpegs()).system.path, look);
    // more than what lies in sockets between recorder and file
    const contact = await replayContact(context, [sampleRecording({ spans: [noisy], status: 'Stopped' })], {
      replay: { endless: true, sessionTimeoutSeconds: 6 },
    });
    const files: string[] = [];
    let waiting = 0;
    const replay = await contact.replay(at('02:00:00'), at('23:00:00'), {
      ...{ segmentMs: 1_000, maxBytes: 48e6 },
      onFile: async ({ filePath, deviceFromMs, deviceToMs }) => {
        // longer than the session lives without a sign of life
        if (files.length === 1) waiting = await settled(async () => (await contact.leftovers()).length, 7_000);
        files.push(`${short(deviceFromMs)}-${short(deviceToMs)}: ${(await readFragmentedMp4(filePath)).frameCount}`);
        await rm(filePath);
      },
    });
    expect(replay.outcome.kind).toBe('limit_reached');
    expect(files.length).toBeGreaterThan(20);
    const second = (index: number): string => short(ms('02:00:00') + index * 1_000);
    expect(files.slice(0, -1)).toEqual(files.slice(0, -1).map((_, index) => `${second(index)}-${second(index + 1)}: 25`));
    // what was under way when the taker stopped, and not all that came later
    expect(waiting).toBeLessThan(files.length - 6);
    expect(await contact.leftovers()).toEqual([]);
  });

  test('may refuse: the replay ends with the same, and nothing is left', async (context) => {
    const contact = await replayContact(context, [stopped]);
    const full = new AppError('unavailable', 'disk_full', 'full');
    const refusing = contact.replay(at('01:00:00'), at('01:00:13'), {
      segmentMs: 1_000,
      onFile: async ({ filePath }) => rm(filePath).then(() => Promise.reject(full)),
    });
    expect(await failureOf(refusing)).toBe(full);
    expect(await contact.leftovers()).toEqual([]);
    await vi.waitFor(() => expect(contact.recorder.replay.connectionCount).toBe(0), { timeout: 30_000 });
  });

  test('may go away: it ends at once, and nothing is left', async (context) => {
    const contact = await replayContact(context, [stopped], { replay: { stallAfterUnits: 29 } });
    const leaving = new AbortController();
    const replay = contact.replay(at('01:00:00'), at('01:00:13'), { stallMs: 60_000 }, { signal: leaving.signal });
    await contact.recorder.replay.waitFor('PLAY');
    await vi.waitFor(async () => expect(await contact.leftovers()).not.toEqual([]), { timeout: 30_000 });
    leaving.abort();
    expect(await failureOf(replay)).toMatchObject({ code: 'contact_cancelled' });
    expect(await contact.leftovers()).toEqual([]);
    await vi.waitFor(() => expect(contact.recorder.replay.connectionCount).toBe(0), { timeout: 30_000 });
  });
});
