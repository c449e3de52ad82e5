import type { CameraAdapter } from '../../../camera-adapters/contract.ts';
import { createRtspAdapter } from '../../../camera-adapters/rtsp/rtsp-adapter.ts';
import type { RtspSource } from '../../../domain/camera-source.ts';
import { testFfmpegs } from '../media/test-ffmpegs.ts';
import { startRtspServer } from '../services/rtsp-server.ts';
import type { AdapterFixture, FixtureCamera } from './adapter-fixture.ts';
import { startSilentServer, unusedPort } from './silent-server.ts';

const CREDENTIALS = { username: 'admin', password: 'Kh4u-lenh "RTSP"' };

/** The RTSP adapter under the contract, against gst-rtsp-server. */
export const rtspFixture: AdapterFixture = {
  kind: 'rtsp',
  hasEvents: false,
  async startHealthy(deviceClockOffsetMs) {
    const server = await startRtspServer({ auth: 'digest', ...CREDENTIALS, deviceClockOffsetMs });
    return rtspCamera(server.url, () => server.stop());
  },
  async startRefusing() {
    const server = await startRtspServer({ auth: 'digest', ...CREDENTIALS, password: 'another' });
    return rtspCamera(server.url, () => server.stop());
  },
  async startSilent() {
    const server = await startSilentServer();
    return rtspCamera(`rtsp://127.0.0.1:${server.port}/live`, () => server.stop());
  },
  startAbsent: async () => rtspCamera(`rtsp://127.0.0.1:${await unusedPort()}/live`, () => Promise.resolve()),
};

async function rtspCamera(url: string, stop: () => Promise<void>): Promise<FixtureCamera> {
  const adapter: CameraAdapter<RtspSource> = createRtspAdapter({ ffmpeg: (await testFfmpegs()).system, openingMs: 3_000 });
  return { adapter: adapter as CameraAdapter, source: { kind: 'rtsp', url, transport: 'tcp' }, credentials: CREDENTIALS, stop };
}
