import { expect, onTestFinished, test } from 'vitest';
import { createRtspAdapter } from '../../../camera-adapters/rtsp/rtsp-adapter.ts';
import type { OnvifSource } from '../../../domain/camera-source.ts';
import { checkJpeg } from '../../../media/jpeg-check.ts';
import { onvifContact } from '../../support/camera-adapters/onvif-contact.ts';
import { testFfmpegs } from '../../support/media/test-ffmpegs.ts';
import { defaultMediaOptions, type MediaProfile } from '../../support/onvif-device/media/media-options.ts';
import { startRtspServer } from '../../support/services/rtsp-server.ts';

const CREDENTIALS = { username: 'quan-sat', password: 'Kh4u-lenh' };
const [main, sub] = defaultMediaOptions.profiles as [MediaProfile, MediaProfile];
const of = (source: string, profile: MediaProfile, name: string): MediaProfile => ({ ...profile, token: `${source}_${name}`, videoSourceToken: source });
/** A recorder with two video sources: each with a small and a large profile, the small one first. */
const PROFILES = ['Kênh-A', 'Kênh-B'].flatMap((source) => [of(source, sub, 'sub'), of(source, main, 'main')]);

test.each<[what: string, wanted: Partial<OnvifSource>, token: string]>([
  ['the first when nothing is said', {}, 'Kênh-A_main'],
  ['channel 1', { channel: 1 }, 'Kênh-A_main'],
  ['channel 2', { channel: 2 }, 'Kênh-B_main'],
  ["the source of the device's own token, whatever the number", { channel: 1, videoSource: 'Kênh-B' }, 'Kênh-B_main'],
])('of a recorder with two video sources, %s is photographed', async (_what, wanted, token) => {
  for (const media2 of [true, false]) {
    const { adapter, source, context, device } = await onvifContact({ profiles: PROFILES, media2 });
    await adapter.snapshot({ ...source, ...wanted }, context);
    expect(decodeURIComponent(device.requests.at(-1)!.target)).toContain(token);
  }
});

test('a channel that the recorder has not is told from a recorder that is gone', async () => {
  const { adapter, source, context } = await onvifContact({ profiles: PROFILES });
  for (const wanted of [{ channel: 3 }, { videoSource: 'Kênh-C' }]) {
    const missing = { ...source, ...wanted };
    for (const contact of [() => adapter.ping(missing, context), () => adapter.snapshot(missing, context)]) {
      await expect(contact()).rejects.toMatchObject({ kind: 'camera', code: 'no_such_channel', details: { channelCount: 2 } });
    }
    expect((await adapter.probe(missing, context)).problems.map(({ code }) => code)).toContain('no_such_channel');
  }
  await expect(adapter.ping({ ...source, channel: 2 }, context)).resolves.toMatchObject({ roundTripMs: expect.any(Number) });
});

test('a probe tells which video sources there are', async () => {
  const { adapter, source, context } = await onvifContact({ profiles: PROFILES });
  expect((await adapter.probe(source, context)).capabilities.videoSources).toEqual(['Kênh-A', 'Kênh-B']);
});

test('each channel plays its own stream of a real RTSP server', async () => {
  const server = await startRtspServer({ auth: 'digest', ...CREDENTIALS, path: '/Kenh-A', otherPaths: ['/Kenh-B'] });
  onTestFinished(() => server.stop());
  const rtsp = createRtspAdapter({ ffmpeg: (await testFfmpegs()).system });
  const streamUri = ({ profileToken }: { readonly profileToken: string }) =>
    `rtsp://127.0.0.1:${server.port}/${profileToken.startsWith('Kênh-A') ? 'Kenh-A' : 'Kenh-B'}`;
  const { adapter, source, context } = await onvifContact(
    { credentials: CREDENTIALS, profiles: PROFILES, streamUri, snapshotUriCapability: false },
    { deadlineMs: 20_000 },
    rtsp,
  );
  await server.closePath('/Kenh-B');
  const picture = await adapter.snapshot({ ...source, channel: 1 }, context);
  expect(checkJpeg(picture.jpeg)).toEqual({ widthPx: 640, heightPx: 360 });
  await expect(adapter.snapshot({ ...source, channel: 2 }, context)).rejects.toMatchObject({ code: 'path_not_found' });
  await server.openPath('/Kenh-B');
  await expect(adapter.snapshot({ ...source, channel: 2 }, context)).resolves.toMatchObject({ widthPx: 640 });
});
