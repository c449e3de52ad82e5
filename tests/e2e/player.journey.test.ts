import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GREY_FPS } from '../support/media/grey-video.ts';
import { createOpenedFootage, type OpenedFootage } from '../support/media/opened-footage.ts';
import { PHONE } from '../support/web/browser-page.ts';
import { accessibilityFaults, overflowPx } from '../support/web/page-checks.ts';
import { startWebApp, type WebApp } from '../support/web/web-app.ts';

const FRAME_MS = 1000 / GREY_FPS;
const SLOW = { timeout: 30_000 };
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

/** True time that each video on screen shows, in the order of the page. */
const shownMs = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLVideoElement>('video[data-shown="true"]')].map((video) => Number(video.dataset['fromMs']) + video.currentTime * 1000),
  );
/** How far two videos are apart while they play, of many looks, the nearest first. */
const apartMs = (page: Page, looks: number) =>
  page.evaluate(async (count) => {
    const apart: number[] = [];
    for (let look = 0; look < count; look += 1) {
      await new Promise(requestAnimationFrame);
      const videos = [...document.querySelectorAll<HTMLVideoElement>('video[data-shown="true"]')];
      const [a, b] = videos.map((video) => Number(video.dataset['fromMs']) + video.currentTime * 1000);
      if (a !== undefined && b !== undefined && videos.every(({ paused }) => !paused)) apart.push(Math.abs(a - b));
    }
    return apart.toSorted((a, b) => a - b);
  }, looks);

describe('an officer', () => {
  it('watches two cameras at one true time, steps a frame, marks a moment, and loses what is taken back', async () => {
    const startMs = Math.floor(Date.now() / 1000) * 1000 - 600_000;
    const [a, b] = [await footage.register(startMs), await footage.register(startMs + 1500)];
    await footage.addPicture(b.cameraId, startMs + 3250);
    const { incidentId, requestId } = await footage.open(a.cameraId, startMs, startMs + 20_000);
    await footage.openIn(incidentId, b.cameraId, startMs, startMs + 20_000);
    const { page, complaints, close } = await web.open({ user: 'officer', path: '/requests' });
    await page.getByRole('link', { name: 'Xem các camera cùng lúc' }).first().click();
    const player = page.getByRole('region', { name: 'Trình phát: các camera cùng một thời điểm' });
    // at the first second only one camera has anything
    await page.getByText('Không có hình ở giây này').waitFor();
    await expect.poll(() => shownMs(page), SLOW).toEqual([startMs]);
    await player.focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => shownMs(page), SLOW).toEqual([startMs + 2000, startMs + 2000]);
    await player
      .getByText(/^Giờ trên camera: /)
      .nth(1)
      .waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);

    await page.keyboard.press('Space');
    await expect.poll(async () => Math.min(...(await shownMs(page))), SLOW).toBeGreaterThan(startMs + 3000);
    const apart = await apartMs(page, 20);
    if (process.env['PLAYER_SHOT'] !== undefined)
      process.stdout.write(`apart: median ${apart[apart.length >> 1]} ms, furthest ${apart.at(-1)} ms of ${apart.length} looks\n`);
    // a browser that is given no processor for a tenth of a second falls behind and catches up
    expect(apart.length).toBeGreaterThan(0);
    expect(apart[Math.floor(apart.length * 0.9)]).toBeLessThan(100);
    await page.keyboard.press('Space');

    await page.getByRole('button', { name: /^Ảnh / }).click();
    await page.getByRole('img', { name: /^Ảnh của camera lúc/ }).waitFor();
    await player.focus();
    await page.keyboard.press('.');
    await page.getByRole('img', { name: /^Ảnh của camera lúc/ }).waitFor({ state: 'detached' });
    // a step ends a millisecond within its frame
    await expect.poll(async () => Math.round((await shownMs(page))[0]! - startMs) % FRAME_MS, SLOW).toBe(1);
    const [before] = await shownMs(page);
    await page.keyboard.press('.');
    await expect.poll(async () => Math.round((await shownMs(page))[0]! - before!), SLOW).toBe(FRAME_MS);
    await page.keyboard.press(',');
    await expect.poll(async () => Math.round((await shownMs(page))[0]! - before!), SLOW).toBe(0);

    await page.keyboard.press('m');
    await page.keyboard.type('Gọi 0912 345 678');
    await page.keyboard.press('Enter');
    await page.getByRole('alert', { name: 'Có lỗi xảy ra' }).waitFor();
    await page.getByLabel('Ghi chú cho thời điểm đang xem').fill('Người chạy về phía chợ');
    await page.keyboard.press('Enter');
    const marked = page.getByRole('list', { name: 'Thời điểm đã đánh dấu' }).getByRole('listitem');
    await marked.getByText('Người chạy về phía chợ').waitFor();
    await player.focus();
    await page.keyboard.press('Home');
    await marked.getByRole('button', { name: /^Xem lại/ }).click();
    await expect.poll(async () => Math.abs((await shownMs(page))[0]! - before!), SLOW).toBeLessThan(2);
    await page.getByRole('button', { name: 'Lập gói chứng cứ' }).waitFor();
    if (process.env['PLAYER_SHOT'] !== undefined) {
      for (const width of [360, 768, 1280, 1920]) {
        await page.setViewportSize({ width, height: 900 });
        await page.screenshot({ path: `${process.env['PLAYER_SHOT']}-${width}.png`, fullPage: true });
      }
    }
    await page.setViewportSize(PHONE);
    expect(await overflowPx(page)).toBe(0);
    expect(await accessibilityFaults(page)).toEqual([]);

    await web.api.as('board', 'POST', `/footage-requests/${requestId}/revocation`, { reason: 'Hết cần thiết' });
    await page.getByText('Không còn được xem các đoạn này').waitFor({ timeout: 5000 });
    await expect.poll(async () => (await shownMs(page)).length, SLOW).toBe(1);
    expect(complaints).toEqual([]);
    await close();
  });

  it('has four cameras side by side, and a fifth only in the place of another: until then nothing of it is asked for', async () => {
    const startMs = Math.floor(Date.now() / 1000) * 1000 - 1_200_000;
    const first = await footage.register(startMs);
    const { incidentId } = await footage.open(first.cameraId, startMs, startMs + 6000);
    for (let count = 1; count < 5; count += 1) await footage.openIn(incidentId, (await footage.register(startMs)).cameraId, startMs, startMs + 6000);
    const { items } = (await web.api.as('officer', 'GET', `/footage-requests?incidentId=${incidentId}`)).json<{
      items: { id: string; cameraName: string }[];
    }>();
    const { page, complaints, close } = await web.open({ user: 'officer', path: '/manifest.webmanifest' });
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await page.goto(`/incidents/${incidentId}/watch`);
    await expect.poll(() => shownMs(page), SLOW).toEqual([startMs, startMs, startMs, startMs]);
    const choice = page.getByRole('group', { name: 'Chọn camera để xem cạnh nhau (nhiều nhất 4)' });
    const states = () =>
      choice.getByRole('checkbox').evaluateAll((boxes: HTMLInputElement[]) => boxes.map(({ checked, disabled }) => `${checked}${disabled ? ', fixed' : ''}`));
    expect(await states()).toEqual(['true', 'true', 'true', 'true', 'false, fixed']);
    const names = await choice.getByRole('checkbox').evaluateAll((boxes: HTMLInputElement[]) => boxes.map(({ labels }) => labels![0]!.textContent));
    const fifth = items.find(({ cameraName }) => cameraName === names.at(-1))!;
    const isFifthAsked = () => asked.includes(`/api/v1/footage-requests/${fifth.id}/media`);
    expect(isFifthAsked()).toBe(false);
    expect(await overflowPx(page)).toBe(0);
    expect(await accessibilityFaults(page)).toEqual([]);

    await choice.getByRole('checkbox').first().uncheck();
    await expect.poll(() => shownMs(page), SLOW).toHaveLength(3);
    expect(isFifthAsked()).toBe(false);
    await choice.getByRole('checkbox').last().check();
    await expect.poll(() => shownMs(page), SLOW).toEqual([startMs, startMs, startMs, startMs]);
    expect(isFifthAsked()).toBe(true);
    expect(await states()).toEqual(['false, fixed', 'true', 'true', 'true', 'true']);
    expect(complaints).toEqual([]);
    await close();
  });
});
