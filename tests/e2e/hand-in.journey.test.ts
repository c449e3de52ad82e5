import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sha256Hex } from '../support/handin/hand-in-driver.ts';
import { cameraBody } from '../support/test-app.ts';
import { DESKTOP, PHONE } from '../support/web/browser-page.ts';
import { accessibilityFaults, overflowPx } from '../support/web/page-checks.ts';
import { startWebApp, type WebApp } from '../support/web/web-app.ts';

const run = promisify(execFile);
let web: WebApp;
let folder: string;
let video: string;
beforeAll(async () => {
  web = await startWebApp();
  folder = await mkdtemp(join(tmpdir(), 'matpho-hand-in-'));
  video = join(folder, 'xuat tu dau ghi.mp4');
  // noise, so that two seconds are several pieces long
  const noise = ['-f', 'lavfi', '-i', 'testsrc=size=640x360:rate=25', '-vf', 'noise=alls=100:allf=t', '-t', '2'];
  await run('ffmpeg', ['-v', 'error', ...noise, '-c:v', 'libx264', '-preset', 'ultrafast', '-qp', '5', '-pix_fmt', 'yuv420p', video]);
});
afterAll(async () => {
  await web.close();
  await rm(folder, { recursive: true, force: true });
});

it.each([
  ['phone', PHONE],
  ['desktop', DESKTOP],
])('a board on a %s pauses a file, goes on and gives it up, then hands one in over a line that breaks, and reads what became of it', async (device, size) => {
  expect((await stat(video)).size).toBeGreaterThan(5 * 1024 * 1024);
  const { id } = (await web.api.as('board', 'POST', '/cameras', cameraBody(web.api.world, { source: { kind: 'registered' } }))).json();
  const { page, complaints, close } = await web.open({ user: 'board', path: `/cameras/${id}`, size });
  const picture = async (name: string) => {
    if (process.env['SCREENSHOTS'] !== undefined) await page.screenshot({ path: join(process.env['SCREENSHOTS'], `${name}-${device}.png`), fullPage: true });
  };
  await page.getByRole('link', { name: 'Nộp dữ liệu ghi hình' }).click();
  await page.getByText('Bạn chưa nộp tệp nào cho camera này.').waitFor();
  await page.getByRole('button', { name: 'Nộp tệp' }).click();
  await page.getByText('Cần nhập ô này.').first().waitFor();
  expect([await overflowPx(page), await accessibilityFaults(page)]).toEqual([0, []]);
  await picture('hand-in-form');
  await fillIn(page);
  await pauseAndGiveUp(page);
  await fillIn(page);
  // the line breaks after the first piece
  let pieces = 0;
  await page.route('**/footage/uploads/*', (route) => (route.request().method() === 'PATCH' && ++pieces > 1 ? route.abort() : route.continue()));
  await page.getByRole('button', { name: 'Nộp tệp' }).click();
  await page.getByText('Mất kết nối. Hệ thống tự thử lại').waitFor();
  await page.getByRole('status').getByText('Đã gửi', { exact: false }).first().waitFor();
  expect([await overflowPx(page), await accessibilityFaults(page)]).toEqual([0, []]);
  await picture('hand-in-broken');
  // the page that still tries must not come through in between
  await page.reload();
  await page.getByText('Chưa gửi xong').waitFor();
  await page.unroute('**/footage/uploads/*');
  const other = join(folder, 'tep khac.mp4');
  await writeFile(other, (await readFile(video)).subarray(0, 1000));
  const again = page.getByRole('button', { name: 'Chọn lại tệp này để gửi tiếp' });
  const choose = async (path: string) => {
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), again.click()]);
    await chooser.setFiles(path);
  };
  await choose(other);
  await page.getByText('Không phải tệp đó.', { exact: false }).waitFor();
  await choose(video);
  await page.getByText('Đã nhận và giữ nguyên bản').waitFor();
  await page.getByText(sha256Hex(await readFile(video)), { exact: false }).waitFor();
  await page.getByText('Chưa biết đồng hồ đầu ghi đúng hay sai', { exact: false }).waitFor();
  expect([await overflowPx(page), await accessibilityFaults(page)]).toEqual([0, []]);
  await picture('hand-in-done');
  expect(complaints.filter((complaint) => !complaint.includes('net::ERR_FAILED'))).toEqual([]);
  await close();
});

/** Chooses the file and says what its first picture shows. */
async function fillIn(page: Page): Promise<void> {
  await page.locator('input[type=file]').setInputFiles(video);
  await page.getByLabel('Ngày trên hình').fill('20/11/2026');
  await page.getByLabel('Giờ trên hình, đến giây').fill('08:15:30');
}

/** Sends the first piece of a file, pauses, goes on and gives it up: what is under way breaks off each time, and nothing more is sent. */
async function pauseAndGiveUp(page: Page): Promise<void> {
  let pieces = 0;
  let letGo = (): void => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await page.route('**/footage/uploads/*', async (route) => {
    if (route.request().method() === 'PATCH' && ++pieces > 1) await held;
    // what was broken off is gone by then
    await route.continue().catch(() => undefined);
  });
  const status = page.getByRole('status').filter({ hasText: 'Đã gửi' });
  await page.getByRole('button', { name: 'Nộp tệp' }).click();
  await expect.poll(() => pieces).toBe(2);
  await page.getByRole('button', { name: 'Tạm dừng' }).click();
  await status.filter({ hasText: /^Đang tạm dừng\. Đã gửi [1-9]/ }).waitFor();
  expect([await overflowPx(page), await accessibilityFaults(page)]).toEqual([0, []]);
  expect(pieces).toBe(2);
  await page.getByRole('button', { name: 'Gửi tiếp' }).click();
  await expect.poll(() => pieces).toBe(3);
  await status.filter({ hasText: /^Đã gửi [1-9]/ }).waitFor();
  await page.getByRole('button', { name: 'Bỏ tệp này' }).click();
  await page.getByText('Bạn đã bỏ').waitFor();
  await page.getByRole('button', { name: 'Nộp tệp' }).waitFor();
  expect([pieces, await page.getByText('Chưa gửi xong').count()]).toEqual([3, 0]);
  letGo();
  await page.unroute('**/footage/uploads/*');
}
