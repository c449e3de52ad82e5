import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createRtspAdapter } from '../../../camera-adapters/rtsp/rtsp-adapter.ts';
import type { RecordedSegment } from '../../../domain/camera-contact.ts';
import { readFragmentedMp4 } from '../../../media/fragmented-mp4.ts';
import { checkJpeg } from '../../../media/jpeg-check.ts';
import { onvifContact } from '../../support/camera-adapters/onvif-contact.ts';
import type { OnvifContact } from '../../support/camera-adapters/onvif-contact.ts';
import { testFfmpegs } from '../../support/media/test-ffmpegs.ts';
import type { OnvifDeviceOverrides } from '../../support/onvif-device/device-options.ts';
import { startRtspServer } from '../../support/services/rtsp-server.ts';
import type { RtspServerOptions } from '../../support/services/rtsp-server-options.ts';

const CREDENTIALS = { username: 'admin', password: 'Kh4u-lenh' };

/** An ONVIF camera whose streams a real RTSP server plays, with the same sign-in. */
async function camera(device: OnvifDeviceOverrides = {}, stream: RtspServerOptions = {}): Promise<OnvifContact> {
  const server = await startRtspServer({ auth: 'digest', ...CREDENTIALS, ...stream });
  onTestFinished(() => server.stop());
  const rtsp = createRtspAdapter({ ffmpeg: (await testFfmpegs()).system });
  return onvifContact({ credentials: CREDENTIALS, streamUri: server.url, ...device }, { deadlineMs: 20_000 }, rtsp);
}

async function privateFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'matpho-onvif-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

test.each([
  ['that advertises no picture by HTTP', { snapshotUriCapability: false }],
  ['whose advertised picture is missing', { snapshotFault: { kind: 'html', status: 404 } }],
  ['that speaks Media1 only', { media2: false, snapshotUriCapability: false }],
] as const)('a camera %s is photographed by its stream', async (_what, device) => {
  const { adapter, source, context, heard } = await camera({ ...device, clockOffsetMs: 61_000 }, { deviceClockOffsetMs: 61_000 });
  const picture = await adapter.snapshot(source, context);
  expect(checkJpeg(picture.jpeg)).toEqual({ widthPx: 640, heightPx: 360 });
  expect(picture).toMatchObject({ widthPx: 640, heightPx: 360 });
  expect(['rtcp_sender_report', 'clock_offset']).toContain(picture.deviceTimeSource);
  expect(Math.abs(picture.deviceTimeMs! - picture.receivedAtMs - 61_000)).toBeLessThan(2_000);
  expect(heard().some((entry) => entry.startsWith('GetStreamUri'))).toBe(true);
});

test('a camera that has no RTP over TCP is asked for UDP', async () => {
  const { adapter, source, context, heard } = await camera({ transports: ['udp'], snapshotUriCapability: false }, { transports: ['udp'] });
  await expect(adapter.snapshot(source, context)).resolves.toMatchObject({ widthPx: 640 });
  expect(heard().filter((entry) => entry === 'GetStreamUri:digest')).toHaveLength(2);
});

test('records the stream until aborted, then ends', async () => {
  const { adapter, source, context } = await camera();
  const abort = new AbortController();
  const folder = await privateFolder();
  const segments: RecordedSegment[] = [];
  for await (const segment of adapter.record(source, { folder, segmentMs: 1_000, stallMs: 20_000 }, { ...context, signal: abort.signal })) {
    segments.push(segment);
    if (segments.length === 2) abort.abort();
  }
  expect(segments.length).toBeGreaterThanOrEqual(2);
  expect((await readdir(folder)).length).toBeGreaterThanOrEqual(2);
  for (const segment of segments) {
    expect(await readFragmentedMp4(segment.filePath)).toMatchObject({ codec: 'h264', byteLength: segment.byteLength });
    expect(segment.deviceTimeSource).not.toBe('none');
  }
});

test('a recording that is stopped while it still looks for its stream ends without segments', async () => {
  const abort = new AbortController();
  const { adapter, source, context, device } = await onvifContact({ faults: { GetStreamUri: { kind: 'hang', after: 'nothing' } } }, { signal: abort.signal });
  const recording = adapter.record(source, { folder: await privateFolder(), segmentMs: 1_000, stallMs: 1_000 }, context)[Symbol.asyncIterator]();
  const first = recording.next();
  await device.waitFor('GetStreamUri', ({ auth }) => auth.verdict === 'accepted');
  abort.abort();
  await expect(first).resolves.toEqual({ done: true, value: undefined });
});

test('a wrong password for the stream alone is auth_failed', async () => {
  const { adapter, source, context } = await camera({ snapshotUriCapability: false }, { password: 'another' });
  await expect(adapter.snapshot(source, context)).rejects.toMatchObject({ kind: 'camera', code: 'auth_failed' });
});
