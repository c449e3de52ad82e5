import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseAllowedNetworks } from '../../domain/allowed-networks.ts';
import { startOnvifDevice, type OnvifDevice } from '../support/onvif-device/start-onvif-device.ts';
import { readBurntInClock } from '../support/services/burnt-in-clock.ts';
import { startRtspServer, type RtspServer } from '../support/services/rtsp-server.ts';
import { cameraBody } from '../support/test-app.ts';
import { PHONE } from '../support/web/browser-page.ts';
import { accessibilityFaults, overflowPx } from '../support/web/page-checks.ts';
import { startWebApp, type WebApp } from '../support/web/web-app.ts';

/** A board member beneath a real camera, whose clock runs ahead. */
const SIGN_IN = { username: 'admin', password: 'Th0n.5-xyz' } as const;
const AHEAD_MS = 61_000;

let web: WebApp;
let stream: RtspServer;
let device: OnvifDevice;

beforeAll(async () => {
  stream = await startRtspServer({ auth: 'digest', ...SIGN_IN, deviceClockOffsetMs: AHEAD_MS });
  // it gives no picture by HTTP: its stream is photographed
  device = await startOnvifDevice({ credentials: SIGN_IN, streamUri: stream.url, snapshotUriCapability: false, clockOffsetMs: AHEAD_MS });
  web = await startWebApp({ addressPolicy: { overrideNetworks: parseAllowedNetworks('127.0.0.0/8') } });
});
afterAll(async () => {
  await web.close();
  await device.stop();
  await stream.stop();
});

it.each(['RTSP', 'ONVIF'] as const)(
  'a board connects a camera by %s, is told of a wrong password, and then sees what the camera sees at this moment',
  async (kind) => {
    const begunMs = Date.now();
    const name = `Cổng chợ ${kind}`;
    const registered = await web.api.as('board', 'POST', '/cameras', cameraBody(web.api.world, { name, source: { kind: 'registered' } }));
    const { id } = registered.json<{ id: string }>();
    const { page, complaints, close } = await web.open({ user: 'board', path: `/cameras/${id}/edit`, size: PHONE });
    await page.getByRole('radio', { name: kind }).check();
    await page.getByRole('textbox', { name: 'Địa chỉ', exact: true }).fill(kind === 'RTSP' ? stream.url : device.url);
    await page.getByLabel('Tên đăng nhập camera').fill(SIGN_IN.username);
    await page.getByLabel('Mật khẩu camera', { exact: true }).fill('Sai-mat-khau-1');
    await page.getByRole('button', { name: 'Lưu thay đổi' }).click();

    await page.getByRole('heading', { level: 1, name }).waitFor();
    await page.getByRole('button', { name: 'Kiểm tra camera này ngay' }).click();
    await page.getByText('Camera từ chối đăng nhập', { exact: false }).first().waitFor();
    await page.getByRole('link', { name: 'Sửa camera' }).first().click();
    await page.getByLabel('Tên đăng nhập camera').fill(SIGN_IN.username);
    await page.getByLabel('Mật khẩu camera', { exact: true }).fill(SIGN_IN.password);
    await page.getByRole('button', { name: 'Lưu thay đổi' }).click();

    await page.getByRole('button', { name: 'Chụp hình ngay' }).click();
    const picture = page.getByRole('img', { name: `Hình của camera ${name} lúc` });
    await picture.waitFor();
    await page.getByText('đồng hồ camera chạy nhanh 1 phút').first().waitFor();
    const source = (await picture.getAttribute('src'))!;
    const shown = await page.request.get(source);
    const { data, info } = await sharp(await shown.body())
      .greyscale()
      .raw()
      .toBuffer({ resolveWithObject: true });
    // the camera's own drawn clock, which runs while this test does: no picture of ours, and none of before
    const drawnMs = readBurntInClock(data, info.width, info.height)! - AHEAD_MS;
    expect(drawnMs).toBeGreaterThan(begunMs);
    expect(drawnMs).toBeLessThan(Date.now());
    await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(info.width);
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await overflowPx(page)).toBe(0);
    expect(await page.content()).not.toContain(SIGN_IN.password);
    expect(complaints).toEqual([]);
    await close();
  },
);
