import { describe, it, type TestContext } from 'vitest';
import { readBurntInClock } from '../../support/services/burnt-in-clock.ts';
import { decodeRtspFrames } from '../../support/services/decode-rtsp-frames.ts';
import type { RtspServerOptions } from '../../support/services/rtsp-server-options.ts';
import { startRtspServer, type RtspServer } from '../../support/services/rtsp-server.ts';

const [widthPx, heightPx] = [640, 360];
async function startCamera(test: TestContext, options: RtspServerOptions = {}): Promise<RtspServer> {
  const camera = await startRtspServer(options);
  test.onTestFinished(() => camera.stop());
  return camera;
}

/** However long the reading took, what was read was drawn while it went on; at most what the server had under way is older. */
function expectWithin(test: TestContext, drawnMs: number, beginMs: number): void {
  test.expect(drawnMs).toBeGreaterThan(beginMs - 2_000);
  test.expect(drawnMs).toBeLessThanOrEqual(Date.now());
}

const variants: [string, RtspServerOptions][] = [
  ['H.264', {}],
  ['H.265', { codec: 'h265' }],
  ['MJPEG', { codec: 'mjpeg' }],
  ['H.264 1080p, read from a smaller copy', { widthPx: 1920, heightPx: 1080, bitrateBps: 2_000_000 }],
];

// One after the other: a camera that gets too little of the machine leaves pictures out.
describe('the burnt-in clock', () => {
  it.for(variants)('is read back from every frame: %s', async ([, options], test) => {
    const camera = await startCamera(test, options);
    const beginMs = Date.now();
    const frames = await decodeRtspFrames(camera.url, { frames: 12, widthPx, heightPx });
    const times = frames.map((frame) => readBurntInClock(frame, widthPx, heightPx) ?? Number.NaN);
    expectWithin(test, times[0]!, beginMs);
    expectWithin(test, times.at(-1)!, beginMs);
    const stepsMs = times.slice(1).map((time, index) => time - times[index]!);
    test.expect(Math.min(...stepsMs)).toBeGreaterThan(0);
    test.expect(Math.abs(times.at(-1)! - times[0]! - (11 / 12) * 1000)).toBeLessThan(300);
  });

  it('is there over UDP too', async (test) => {
    const camera = await startCamera(test, { transports: ['udp'] });
    const [frame] = await decodeRtspFrames(camera.url, { transport: 'udp' });
    test.expect(readBurntInClock(frame!, widthPx, heightPx)).toBeDefined();
  });

  it('is wrong by the offset that was asked for', async (test) => {
    const camera = await startCamera(test, { clockOffsetMs: -61_000 });
    const beginMs = Date.now();
    const [frame] = await decodeRtspFrames(camera.url);
    expectWithin(test, readBurntInClock(frame!, widthPx, heightPx)! + 61_000, beginMs);
  });

  it('stands still while frozen, although media goes on', async (test) => {
    const camera = await startCamera(test);
    await camera.freeze();
    const frames = await decodeRtspFrames(camera.url, { frames: 4 });
    const times = frames.map((frame) => readBurntInClock(frame, widthPx, heightPx));
    test.expect(new Set(times).size).toBe(1);
  });
});
