import { expect, it, onTestFinished, vi } from 'vitest';
import { decodeRtspFrames } from '../../support/services/decode-rtsp-frames.ts';
import type { RtspServerOptions } from '../../support/services/rtsp-server-options.ts';
import { startRtspServer, type RtspServer } from '../../support/services/rtsp-server.ts';
import { classifyH264Packet } from './h264-rtp-slice.ts';
import { openRtspProbe, type InterleavedPacket, type RtspProbe } from './rtsp-probe.ts';

async function startCamera(options: RtspServerOptions = {}): Promise<RtspServer> {
  const camera = await startRtspServer(options);
  onTestFinished(() => camera.stop());
  return camera;
}

async function openProbe(camera: RtspServer): Promise<RtspProbe> {
  const probe = await openRtspProbe(camera.url);
  onTestFinished(() => probe.close());
  return probe;
}

function waitForFrames(camera: RtspServer, framesDrawn: number): Promise<void> {
  const check = async (): Promise<void> => expect((await camera.stats()).framesDrawn).toBeGreaterThanOrEqual(framesDrawn);
  return vi.waitFor(check, 30_000);
}

const isMedia = ({ channel }: InterleavedPacket): boolean => channel === 0;
const isSlice = (packet: InterleavedPacket): boolean => isMedia(packet) && classifyH264Packet(packet.bytes) !== 'other';
const isKey = (packet: InterleavedPacket): boolean => isMedia(packet) && classifyH264Packet(packet.bytes) === 'key';

it('lets clients join in the middle of a group of pictures, and they can decode from the next', async () => {
  const camera = await startCamera({ keyframeIntervalFrames: 24 });
  const first = await openProbe(camera);
  await first.nextPacket(isKey);
  const second = await openProbe(camera);
  const joinedWith = await second.nextPacket(isSlice);
  expect(classifyH264Packet(joinedWith.bytes)).toBe('delta');
  expect(await decodeRtspFrames(camera.url, { frames: 2 })).toHaveLength(2);
});

it('stalls with the connection open, and goes on', async () => {
  const camera = await startCamera();
  const probe = await openProbe(camera);
  await probe.nextPacket(isMedia);
  await camera.stall();
  const stalled = await camera.stats();
  // What was on its way when the stall began may still arrive.
  await waitForFrames(camera, stalled.framesDrawn + 3);
  const received = probe.mediaPacketCount;
  await waitForFrames(camera, stalled.framesDrawn + 18);
  expect(probe.mediaPacketCount).toBe(received);
  expect((await camera.stats()).picturesSent).toBe(stalled.picturesSent);
  expect(probe.isConnected).toBe(true);

  await camera.resume();
  await probe.nextPacket(isMedia);
});

it('drops connections, and accepts new ones', async () => {
  const camera = await startCamera();
  const probe = await openProbe(camera);
  await camera.dropConnections();
  await probe.waitForEnd();
  const again = await openProbe(camera);
  await again.nextPacket(isMedia);
  expect(await camera.stats()).toMatchObject({ connectedClients: 1, totalConnections: 2 });
});

it('answers 404 for any other path', async () => {
  const camera = await startCamera();
  await expect(openRtspProbe(`${camera.url}-other`)).rejects.toThrow('RTSP/1.0 404 Not Found');
});

it('answers 461 for a transport it does not offer', async () => {
  const camera = await startCamera({ transports: ['udp'] });
  await expect(openRtspProbe(camera.url)).rejects.toThrow('RTSP/1.0 461');
});
