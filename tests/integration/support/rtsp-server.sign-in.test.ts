import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeRtspFrames } from '../../support/services/decode-rtsp-frames.ts';
import { startRtspServer, type RtspServer } from '../../support/services/rtsp-server.ts';

const username = 'quản trị';
const password = `mật khẩu&@/:'1`;

describe.each(['digest', 'basic'] as const)('an RTSP camera with %s sign-in', (auth) => {
  let camera: RtspServer;

  beforeAll(async () => {
    camera = await startRtspServer({ auth, username, password });
  });
  afterAll(() => camera?.stop());

  it('lets the right password in', async () => {
    expect(await decodeRtspFrames(camera.url, { username, password })).toHaveLength(1);
  });

  it('refuses a wrong password and none at all with 401', async () => {
    await expect(decodeRtspFrames(camera.url, { username, password: 'sai' })).rejects.toThrow(/401/);
    await expect(decodeRtspFrames(camera.url)).rejects.toThrow(/401/);
  });
});
