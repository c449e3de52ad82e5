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
  it('watches what was approved, by both clocks, until the board takes it back, which reads who looked at what, and why', async () => {
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
    await page.getByRole('button', { name: /:\d\d – \d\d:/ }).click();
    await page.locator('video').waitFor();
    await expect.poll(() => page.locator('video').evaluate((video: HTMLVideoElement) => video.currentTime)).toBeGreaterThan(0.5);
    await page.getByText(/^Giờ trên camera: /).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await overflowPx(page)).toBe(0);
    if (process.env['WATCH_SHOT'] !== undefined) await page.screenshot({ path: process.env['WATCH_SHOT'], fullPage: true });
    const revokedAtMs = performance.now();
    await web.api.as('board', 'POST', `/footage-requests/${requestId}/revocation`, { reason: 'Hết cần thiết' });
    // it is told: the page asks for nothing by itself
    await page.getByText('Quyền xem đã bị thu hồi').waitFor({ timeout: 5000 });
    expect(performance.now() - revokedAtMs).toBeLessThan(5000);
    expect(await page.locator('video').count()).toBe(0);
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await close();

    const board = await web.open({ user: 'board', size: PHONE, path: '/' });
    await board.page.getByRole('link', { name: 'Ai đã xem' }).click();
    await board.page.getByRole('heading', { level: 1, name: 'Ai đã xem camera của chúng ta' }).waitFor();
    const looked = board.page.getByText('Xem hình ảnh', { exact: true });
    const look = board.page.getByRole('region', { name: 'Các mục' }).getByRole('listitem').filter({ has: looked, hasNotText: 'Bị từ chối' }).first();
    await look.getByText(/^\d\d\/\d\d\/\d{4} \d\d:\d\d:\d\d · officer \(Cảnh sát khu vực\), hiện thuộc Công an phường Một$/).waitFor();
    await look.getByText('Camera: Mắt 1', { exact: true }).waitFor();
    await look.getByText(/^Vụ việc: VV-/).waitFor();
    await look.getByText('Mục đích: Xác minh diễn biến', { exact: true }).waitFor();
    expect(await accessibilityFaults(board.page)).toEqual([]);
    expect(await overflowPx(board.page)).toBe(0);
    expect(board.complaints).toEqual([]);
    await board.close();
  });

  it('is told when the next part of a long list does not come, and asks for it again', async () => {
    const startMs = Math.floor(Date.now() / 1000) * 1000 - 1_200_000;
    const { cameraId } = await footage.register(startMs);
    const { requestId } = await footage.open(cameraId, startMs + 1000, startMs + 4000);
    const { page, complaints, close } = await web.open({ user: 'officer', size: PHONE, path: '/requests' });
    const answers = ['unreachable', 'refused', 'last'];
    await page.route(`**/footage-requests/${requestId}/media*`, async (route) => {
      const isNext = new URL(route.request().url()).searchParams.has('cursor');
      const answer = isNext ? answers.shift() : 'first';
      if (answer === 'unreachable') return route.abort();
      if (answer === 'refused') return route.continue();
      const first = await route.fetch({ url: route.request().url().split('?')[0]! });
      const list = (await first.json()) as object;
      return route.fulfill({
        response: first,
        json: { ...list, ...(answer === 'first' ? { nextCursor: 'x' } : { items: [], pictures: [], nextCursor: null }) },
      });
    });
    await page.goto(`/requests/${requestId}/watch`);
    const problem = page.getByRole('alert', { name: 'Có lỗi xảy ra' });
    const unreachable = 'Không kết nối được máy chủ.';
    await page.getByRole('button', { name: 'Xem tiếp phần sau' }).click();
    await problem.getByText(unreachable).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await overflowPx(page)).toBe(0);
    if (process.env['WATCH_SHOT'] !== undefined) await page.screenshot({ path: `${process.env['WATCH_SHOT']}-more.png`, fullPage: true });
    await page.getByRole('button', { name: 'Thử lại' }).click();
    // another problem than the one before
    await problem.filter({ hasNotText: unreachable }).waitFor();
    expect(answers).toEqual(['last']);
    await page.getByRole('button', { name: 'Thử lại' }).click();
    // while it waits the button has its first name again
    const more = page.getByRole('button', { name: /^(?:Xem tiếp phần sau|Thử lại)$/ });
    await expect.poll(async () => [answers.length, await more.count(), await problem.count()]).toEqual([0, 0, 0]);
    expect(complaints).toEqual([]);
    await close();
  });
});
