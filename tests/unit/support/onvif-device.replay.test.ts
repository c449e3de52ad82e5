import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeFile, makeTestVideo } from '../../support/media/test-video.ts';
import type { FootageSpan, Recording } from '../../support/onvif-device/recording/recording.ts';
import { sampleRecording } from '../../support/onvif-device/recording/sample-recording.ts';
import { readNalUnits } from '../../support/onvif-replay/annex-b-reader.ts';
import { footageOfFiles } from '../../support/onvif-replay/footage-of-file.ts';
import { audioTrack, metadataTrack } from '../../support/onvif-replay/further-tracks.ts';
import type { ReplayOptions } from '../../support/onvif-replay/replay-options.ts';
import { type WirePacket, PlainViewer, recorder } from './onvif-recorder-calls.ts';

const ffmpeg = '/usr/bin/ffmpeg';
const allOfIt = 'clock=20261120T010000Z-';
let folder: string;
let video: Uint8Array;
let spans: readonly FootageSpan[];
let stopped: Recording;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'replay-'));
  video = await makeTestVideo(ffmpeg, { seconds: 3, framesPerSecond: 10, framesPerGroup: 10, format: 'h264' });
  const file = join(folder, 'three-seconds.h264');
  await writeFile(file, video);
  // Two times three seconds with seven between them.
  spans = await footageOfFiles(['2026-11-20T01:00:00Z', '2026-11-20T01:00:10Z'].map((startUtc) => ({ startUtc, file, framesPerSecond: 10 })));
  stopped = sampleRecording({ spans, status: 'Stopped' });
});

afterAll(() => rm(folder, { recursive: true }));

/** What the extension of the first packet of each access unit says, such as `01:00:00.000 C`. */
function marks(packets: readonly WirePacket[]): string[] {
  return packets.flatMap(({ extension }) => {
    if (extension === undefined) return [];
    const utcMs = (extension.readUInt32BE(4) - 2_208_988_800) * 1_000 + Math.round((extension.readUInt32BE(8) * 1_000) / 2 ** 32);
    const flags = extension.readUInt8(12);
    const letters = [...'CEDT'].filter((_, index) => (flags & (0x80 >> index)) !== 0).join('');
    return [`${new Date(utcMs).toISOString().slice(11, 23)} ${letters}`.trim()];
  });
}

const units = (viewer: PlainViewer) => viewer.packets.filter(({ marker }) => marker).length;

async function viewerOf(recording: Recording, replay: Partial<ReplayOptions> = {}, tracks: readonly string[] = ['VIDEO001']): Promise<PlainViewer> {
  const started = await recorder([recording], {}, replay);
  const viewer = await PlainViewer.open(started.replay.urlOf(recording.token));
  await viewer.prepare(...tracks);
  return viewer;
}

/** The H.264 byte stream of what came, put together by RFC 6184. */
function byteStream(packets: readonly WirePacket[]): Buffer {
  const code = Buffer.from([0, 0, 0, 1]);
  return Buffer.concat(
    packets.flatMap(({ payload }) => {
      if ((payload.readUInt8(0) & 0x1f) !== 28) return [code, payload];
      const [indicator, header] = [payload.readUInt8(0), payload.readUInt8(1)];
      const start = (header & 0x80) === 0 ? [] : [code, Buffer.from([(indicator & 0xe0) | (header & 0x1f)])];
      return [...start, payload.subarray(2)];
    }),
  );
}

describe('the replay server', () => {
  it('describes the tracks of a recording by their references', async () => {
    const { replay } = await recorder([sampleRecording({ spans, furtherTracks: [audioTrack(spans), metadataTrack(spans)] })]);
    const viewer = await PlainViewer.open(replay.urlOf('recording_1'));
    const { status, headers, body } = await viewer.ask('DESCRIBE');
    expect([status, headers.get('content-base')]).toEqual([200, `${replay.urlOf('recording_1')}/`]);
    expect(body).toMatch(
      /m=video 0 RTP\/AVP 96\r\na=rtpmap:96 H264\/90000\r\na=fmtp:96 packetization-mode=1;profile-level-id=[0-9A-F]{6};sprop-parameter-sets=Z[^,]*,a[^\r]*\r\na=control:VIDEO001\r\na=x-onvif-track:VIDEO001\r\n/,
    );
    expect(body).toContain('m=audio 0 RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\na=control:AUDIO001\r\na=x-onvif-track:AUDIO001\r\n');
    expect(body).toContain('m=application 0 RTP/AVP 107\r\na=rtpmap:107 vnd.onvif.metadata/90000\r\n');
    expect(replay.requests.map((request) => request.status)).toEqual([401, 200]);
    expect(JSON.stringify(replay.requests)).not.toMatch(/response=\\"[0-9a-f]/);
  });

  it('plays footage as fast as it is read, with its times, its gap and its end marked', async () => {
    // in real time, which a pace slows down, it would take an hour and a half
    const viewer = await viewerOf(stopped, { pace: 0.001 });
    const answer = await viewer.play(allOfIt);
    await viewer.until((now) => units(now) === 60);
    expect([answer.status, answer.headers.get('range')]).toEqual([200, 'clock=20261120T010000.000Z-']);
    const all = marks(viewer.packets);
    expect(all).toHaveLength(60);
    expect(all.filter((mark) => mark.includes(' '))).toEqual(
      ['00.000 C', '01.000 C', '02.000 C', '02.900 E', '10.000 C', '11.000 C', '12.000 C', '12.900 ET'].map((mark) => `01:00:${mark}`),
    );
    const first = viewer.packets[0]?.extension;
    expect([first?.readUInt32BE(0), first?.readUInt8(13), first?.readUInt16BE(14)]).toEqual([0xabac_0003, viewer.cseq, 0]);
    const times = viewer.packets.map(({ timestamp }) => (timestamp - (viewer.packets[0]?.timestamp ?? 0) + 2 ** 32) % 2 ** 32);
    expect([times.at(-1), Math.max(...times)]).toEqual([12.9 * 90_000, 12.9 * 90_000]);
    const sequences = viewer.packets.map(({ sequence }) => (sequence - (viewer.packets[0]?.sequence ?? 0) + 2 ** 16) % 2 ** 16);
    expect(sequences).toEqual(viewer.packets.map((_, index) => index));
    // Without rate control both times of a sender report are zero.
    expect(viewer.reports[0]?.subarray(8, 20).equals(Buffer.alloc(12))).toBe(true);
  });

  it('sends every NAL unit whole, so that the pictures decode', async () => {
    const viewer = await viewerOf(stopped);
    await viewer.play('clock=20261120T010000Z-20261120T010003Z');
    await viewer.until((now) => units(now) === 30);
    const rebuilt = byteStream(viewer.packets);
    const sent = readNalUnits(Buffer.from(video)).filter((nal) => ((nal[0] ?? 0) & 0x1f) !== 9);
    expect(readNalUnits(rebuilt).map((nal) => nal.length)).toEqual(sent.map((nal) => nal.length));
    expect(viewer.packets.some(({ payload }) => (payload.readUInt8(0) & 0x1f) === 28)).toBe(true);
    const file = join(folder, 'rebuilt.h264');
    await writeFile(file, rebuilt);
    expect(await decodeFile(ffmpeg, file)).toEqual({ frameCount: 30, complaints: '' });
  });

  it.each([
    ['from the key frame before the start to the end, which is left out', 'clock=20261120T010001.5Z-20261120T010002.5Z', ['01:00:01.000 C', '01:00:02.400']],
    ['from the next section when the start is in the gap', 'clock=20261120T010005Z-20261120T010010.5Z', ['01:00:10.000 C', '01:00:10.400']],
    ['across the gap', 'clock=20261120T010002Z-20261120T010010.1Z', ['01:00:02.000 C', '01:00:10.000 C']],
  ])('begins and ends %s', async (_, range, edges) => {
    const viewer = await viewerOf(stopped, { atEnd: 'bye' });
    await viewer.play(range);
    await viewer.until(({ reports }) => reports.length === 2);
    expect([marks(viewer.packets)[0], marks(viewer.packets).at(-1)]).toEqual(edges);
  });

  it('has nothing behind the footage, and goes neither backwards nor by other clocks', async () => {
    const viewer = await viewerOf(stopped);
    const ranges = ['clock=20261120T010013Z-', 'clock=20261120T010002Z-20261120T010001Z', 'clock=2026-11-20T01:00:00Z-', 'smpte=0-'];
    for (const range of ranges) expect((await viewer.play(range)).status).toBe(457);
    expect((await viewer.play(allOfIt, { Scale: '-1.0' })).status).toBe(501);
    expect((await viewer.ask('PLAY', { Require: 'other' })).headers.get('unsupported')).toBe('other');
    expect((await viewer.ask('PLAY', { Session: 'other' })).status).toBe(454);
  });

  it('sends key frames only when asked, at least as far apart as asked', async () => {
    const viewer = await viewerOf(stopped, { atEnd: 'bye' });
    await viewer.play('clock=20261120T010000Z-20261120T010005Z', { Frames: 'intra/2000' });
    await viewer.until(({ reports }) => reports.length === 2);
    expect(marks(viewer.packets)).toEqual(['01:00:00.000 C', '01:00:02.000 CE']);
  });

  it('pauses, goes on where it was, and jumps when told to at once', async () => {
    const viewer = await viewerOf(stopped, { endless: true });
    await viewer.play(allOfIt);
    await viewer.until((now) => units(now) > 100);
    expect((await viewer.ask('PAUSE')).status).toBe(200);
    const pausedAt = viewer.packets.length;
    await viewer.ask('GET_PARAMETER');
    expect(viewer.packets).toHaveLength(pausedAt);
    await viewer.play(allOfIt);
    await viewer.until(({ packets }) => packets.length > pausedAt);
    await viewer.play('clock=20261120T010011Z-', { Immediate: 'yes' });
    const byThis = ({ extension }: WirePacket) => extension?.readUInt8(13) === viewer.cseq;
    await viewer.until(({ packets }) => packets.some(byThis));
    expect(marks(viewer.packets.filter(byThis))[0]).toBe('01:00:11.000 CD');
    expect((await viewer.ask('TEARDOWN')).status).toBe(200);
    expect((await viewer.play(allOfIt)).status).toBe(454);
  });

  it('plays in real time without Rate-Control: no, and the gap takes none', async () => {
    const viewer = await viewerOf(stopped, { pace: 20, atEnd: 'bye' });
    const beganMs = performance.now();
    await viewer.ask('PLAY', { Range: 'clock=20261120T010000Z-' });
    await viewer.until(({ reports }) => reports.length === 2);
    expect(performance.now() - beganMs).toBeGreaterThan(290 - 10);
    const times = viewer.packets.map(({ timestamp }) => (timestamp - (viewer.packets[0]?.timestamp ?? 0) + 2 ** 32) % 2 ** 32);
    expect(times.at(-1)).toBe(5.9 * 90_000);
    expect(viewer.reports[0]?.readUInt32BE(8)).toBeGreaterThan(2_208_988_800);
  });

  it('multiplexes all tracks in the order of time', async () => {
    const viewer = await viewerOf(sampleRecording({ spans, status: 'Stopped', furtherTracks: [audioTrack(spans), metadataTrack(spans)] }), { atEnd: 'bye' }, [
      'VIDEO001',
      'AUDIO001',
      'META001',
    ]);
    await viewer.play('clock=20261120T010000Z-20261120T010001Z');
    await viewer.until(({ reports }) => reports.length === 6);
    const ofChannel = (channel: number) => marks(viewer.packets.filter((packet) => packet.channel === channel)).length;
    expect([ofChannel(0), ofChannel(2), ofChannel(4)]).toEqual([10, 50, 1]);
    expect(marks(viewer.packets)).toEqual(marks(viewer.packets).toSorted((one, other) => one.slice(0, 12).localeCompare(other.slice(0, 12))));
  });

  it('leaves the end open while it records', async () => {
    const viewer = await viewerOf(sampleRecording({ spans, status: 'Recording' }), { atEnd: 'bye' });
    await viewer.play('clock=20261120T010012Z-');
    await viewer.until(({ reports }) => reports.length === 2);
    expect(marks(viewer.packets).at(-1)).toBe('01:00:12.900');
  });
});

describe('a replay server that misbehaves', () => {
  it.each([
    ['without extension', { extension: 'none' }, 0],
    ['with it on every packet', { extension: 'every-packet' }, 'all'],
  ] as const)('%s', async (_, quirk, expected) => {
    const viewer = await viewerOf(stopped, { ...quirk, atEnd: 'bye' });
    await viewer.play('clock=20261120T010000Z-20261120T010001Z');
    await viewer.until(({ reports }) => reports.length === 2);
    expect(marks(viewer.packets)).toHaveLength(expected === 'all' ? viewer.packets.length : expected);
  });

  it.each([
    ['begins a group earlier', { earlierGroups: 1 }, ['01:00:00.000 C', '01:00:01.900']],
    ['begins a group later', { earlierGroups: -1, overrunMs: 1_000 }, ['01:00:02.000 C', '01:00:02.900 E']],
    ['goes on beyond the end', { overrunMs: 500 }, ['01:00:01.000 C', '01:00:02.400']],
    ['ignores the range', { ignoreRange: true }, ['01:00:00.000 C', '01:00:12.900 ET']],
    ['marks no end', { ignoreRange: true, omitEndMarks: true }, ['01:00:00.000 C', '01:00:12.900']],
    ['has a clock of its own', { timelineOffsetMs: 1_000 }, ['01:00:01.000 C', '01:00:01.900']],
  ] as const)('%s', async (_, quirk, edges) => {
    const viewer = await viewerOf(stopped, { ...quirk, atEnd: 'bye' });
    await viewer.play('clock=20261120T010001Z-20261120T010002Z');
    await viewer.until(({ reports }) => reports.length === 2);
    expect([marks(viewer.packets)[0], marks(viewer.packets).at(-1)]).toEqual(edges);
  });

  it('marks the first unit after a gap with D', async () => {
    const viewer = await viewerOf(stopped, { discontinuityAfterGap: true, atEnd: 'bye' });
    await viewer.play('clock=20261120T010002Z-20261120T010010.2Z');
    await viewer.until(({ reports }) => reports.length === 2);
    expect(marks(viewer.packets)).toContain('01:00:10.000 CD');
  });

  it('refuses by status', async () => {
    const { replay } = await recorder(
      [stopped],
      {},
      { refuse: { DESCRIBE: 404, SETUP: 461, GET_PARAMETER: { status: 302, headers: { Location: 'rtsp://169.254.169.254/' } } } },
    );
    const viewer = await PlainViewer.open(replay.urlOf('recording_1'));
    expect((await viewer.ask('DESCRIBE')).status).toBe(404);
    expect((await viewer.ask('SETUP', { Transport: 'RTP/AVP/TCP;unicast;interleaved=0-1' }, '/VIDEO001')).status).toBe(461);
    expect((await viewer.ask('GET_PARAMETER')).headers.get('location')).toBe('rtsp://169.254.169.254/');
    replay.set({ refuse: { DESCRIBE: 401 } });
    expect((await viewer.ask('DESCRIBE')).headers.get('www-authenticate')).toContain('Digest realm=');
    replay.set({ refuse: {} });
    expect((await viewer.ask('SETUP', { Transport: 'RTP/AVP;unicast;client_port=5000-5001' }, '/VIDEO001')).status).toBe(461);
    expect((await viewer.ask('DESCRIBE', {}, 'x')).status).toBe(404);
  });

  it('stalls with the connection open, or breaks it', async () => {
    const stalled = await viewerOf(stopped, { stallAfterUnits: 12 });
    await stalled.play(allOfIt);
    await stalled.until((now) => units(now) === 12);
    expect((await stalled.ask('GET_PARAMETER')).status).toBe(200);
    expect(units(stalled)).toBe(12);
    const broken = await viewerOf(stopped, { breakAfterUnits: 5 });
    // `once` of node:events would reject with the reset
    const closed = new Promise((resolve) => broken.socket.once('close', resolve));
    void broken.play(allOfIt);
    await closed;
    expect(units(broken)).toBeLessThanOrEqual(5);
  });
});
