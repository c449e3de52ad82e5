import type { CameraAdapter } from '../../../camera-adapters/contract.ts';
import { createOnvifAdapter } from '../../../camera-adapters/onvif/onvif-adapter.ts';
import { createRtspAdapter } from '../../../camera-adapters/rtsp/rtsp-adapter.ts';
import { testFfmpegs } from '../media/test-ffmpegs.ts';
import { startOnvifDevice } from '../onvif-device/start-onvif-device.ts';
import { startRtspServer } from '../services/rtsp-server.ts';
import type { AdapterFixture, FixtureCamera } from './adapter-fixture.ts';
import { startSilentServer, unusedPort } from './silent-server.ts';

const CREDENTIALS = { username: 'admin', password: 'Kh4u-lenh & <ONVIF>' };

/** The ONVIF adapter under the contract: the test device for questions and pictures, gst-rtsp-server for its stream. */
export const onvifFixture: AdapterFixture = {
  kind: 'onvif',
  hasEvents: true,
  async startHealthy(clockOffsetMs) {
    const stream = await startRtspServer({ auth: 'digest', ...CREDENTIALS, deviceClockOffsetMs: clockOffsetMs });
    const device = await startOnvifDevice({ credentials: CREDENTIALS, clockOffsetMs, streamUri: stream.url });
    return onvifCamera(device.url, async () => {
      await device.stop();
      await stream.stop();
    });
  },
  async startRefusing() {
    const device = await startOnvifDevice({ credentials: { ...CREDENTIALS, password: 'another' } });
    return onvifCamera(device.url, () => device.stop());
  },
  async startSilent() {
    const server = await startSilentServer();
    return onvifCamera(`http://127.0.0.1:${server.port}/onvif/device_service`, () => server.stop());
  },
  startAbsent: async () => onvifCamera(`http://127.0.0.1:${await unusedPort()}/onvif/device_service`, () => Promise.resolve()),
};

async function onvifCamera(url: string, stop: () => Promise<void>): Promise<FixtureCamera> {
  const rtsp = createRtspAdapter({ ffmpeg: (await testFfmpegs()).system, openingMs: 3_000 });
  const adapter = createOnvifAdapter({ rtsp, openingMs: 3_000 });
  return { adapter: adapter as CameraAdapter, source: { kind: 'onvif', url }, credentials: CREDENTIALS, stop };
}
