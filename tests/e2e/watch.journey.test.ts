import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOpenedFootage, type OpenedFootage } from '../support/media/opened-footage.ts';
import { PHONE } from '../support/web/browser-page.ts';
import { accessibilityFaults, overflowPx } from '../support/web/page-checks.ts';
import { startWebApp, type WebApp } from '../support/web/web-app.ts';

let web: WebApp;
let footage: OpenedFootage;

beforeAll(async () => {
  web = await startWebApp();
  footage = await createOpenedFootage(web.api);
});
afterAll(async () => {
  await footage.close();
  await web.close();
});

describe('an officer', () => {
  it('watches what was approved, by both clocks, until the board takes it back', async () => {
    const startMs = Math.floor(Date.now() / 1000) * 1000 - 600_000;
    const { cameraId } = await footage.register(startMs);
    await footage.addPicture(cameraId, startMs + 2500);
    const { requestId } = await footage.open(cameraId, startMs + 1000, startMs + 8000);
    const { page, complaints, close } = await web.open({ user: 'officer', size: PHONE, path: '/requests' });
    await page.getByRole('link', { name: 'Xem hình ảnh', exact: true }).click();
    await page.getByText('Nhanh 61 giây (±1 giây)').waitFor();
    await page.getByText(/^Không có hình: /).waitFor();
    await page.getByRole('button', { name: /^Ảnh / }).click();
    await page.getByRole('img', { name: /^Ảnh của camera lúc/ }).waitFor();
    await page.getByRole('button', { name: / – / }).click();
    await page.locator('video').waitFor();
    await expect.poll(() => page.locator('video').evaluate((video: HTMLVideoElement) => video.currentTime), { timeout: 15_000 }).toBeGreaterThan(0.5);
    await page.getByText(/^Giờ trên camera: /).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await overflowPx(page)).toBe(0);
    if (process.env['WATCH_SHOT'] !== undefined) await page.screenshot({ path: process.env['WATCH_SHOT'], fullPage: true });
    const revokedAtMs = performance.now();
    await web.api.as('board', 'POST', `/footage-requests/${requestId}/revocation`, { reason: 'Hết cần thiết' });
    await page.getByText('Quyền xem đã bị thu hồi').waitFor({ timeout: 5000 });
    expect(performance.now() - revokedAtMs).toBeLessThan(5000);
    expect(await page.locator('video').count()).toBe(0);
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await close();
  });
});
