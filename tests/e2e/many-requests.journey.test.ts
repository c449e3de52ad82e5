import { isDeepStrictEqual } from 'node:util';
import type { Locator } from 'playwright-core';
import sql from 'sql-template-tag';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '../../platform/new-id.ts';
import { incidentBody } from '../support/incident-body.ts';
import { cameraBody } from '../support/test-app.ts';
import { DESKTOP, PHONE } from '../support/web/browser-page.ts';
import { accessibilityFaults, overflowPx } from '../support/web/page-checks.ts';
import { startWebApp, type WebApp } from '../support/web/web-app.ts';

let web: WebApp;
const startMs = Math.floor(Date.now() / 60_000) * 60_000 - 1_800_000;

beforeAll(async () => {
  web = await startWebApp();
});
afterAll(() => web.close());

/** A camera that sees the place of the incident; of some the middle minutes are recorded. */
async function register(name: string, isRecorded: boolean, { bearingDeg = 90, keptDays = 2 } = {}): Promise<void> {
  // registered cameras can't be dialled: nobody records more of them meanwhile
  const body = cameraBody(web.api.world, { name, source: { kind: 'registered' } });
  const placement = { ...(body['placement'] as object), bearingDeg, validFrom: '2026-01-01T00:00:00Z' };
  const { id } = (await web.api.as('board', 'POST', '/cameras', { ...body, placement })).json();
  if (!isRecorded) return;
  const [fromMs, toMs] = [startMs + 60_000, startMs + 240_000];
  await web.api.db
    .run(sql`INSERT INTO footage_segment (id, camera_id, true_during, uncertainty_ms, device_time_source, source, codec, sha256, blob_key, byte_length, expires_at)
    VALUES (${newId(fromMs)}, ${id}, tstzrange(${new Date(fromMs)}, ${new Date(toMs)}), 0, 'none', 'upload', 'h264', ${Buffer.alloc(32)}, ${`test/${id}`}, 1, now() + make_interval(days => ${keptDays}))`);
  const [trueTime, deviceTime] = [new Date(startMs).toISOString(), new Date(startMs + 61_000).toISOString()];
  await web.api.as('board', 'POST', `/cameras/${id}/clock-readings`, { trueTime, deviceTime, method: 'manual', uncertaintyMs: 900 });
}

it('an officer sees all candidates on one line of time, asks for those with footage in one act, and only for the lost one again', async () => {
  await register('Ngã ba chợ', true);
  await register('Cổng chợ', true);
  await register('Nhà xe chợ', false);
  const { id: incidentId } = (await web.api.as('officer', 'POST', '/incidents', incidentBody(startMs))).json();
  const { page, complaints, close } = await web.open({ user: 'officer', size: PHONE, path: `/incidents/${incidentId}`, withoutWebGl: true });
  await page
    .getByText(/^Lúc \d\d:\d\d:00 đồng hồ camera chỉ \d\d:\d\d:01 \(sai số dưới 1 giây\)$/)
    .nth(1)
    .waitFor();
  await page.getByText(/đồng hồ camera chưa được đo/).waitFor();
  await page.getByRole('img', { name: /^Ngã ba chợ: .*Có dữ liệu/ }).waitFor();
  await expect.poll(() => page.getByText(/^Bị xoá từ /).count()).toBeGreaterThanOrEqual(2);
  await page.getByRole('slider', { name: /^Giờ đúng ngày/ }).press('ArrowRight');
  await page
    .getByText(/^Lúc \d\d:\d\d:01 đồng hồ camera chỉ \d\d:\d\d:02/)
    .nth(1)
    .waitFor();

  await page.getByRole('button', { name: 'Chọn mọi camera thấy nơi xảy ra và có hình' }).click();
  expect(await page.getByRole('checkbox', { name: 'Chọn Nhà xe chợ để xin trích xuất' }).isChecked()).toBe(false);
  await page.getByRole('button', { name: 'Xin trích xuất 2 camera đã chọn' }).click();
  const form = page.getByRole('form', { name: 'Xin trích xuất 2 camera cùng lúc' });
  await form.getByLabel('Mục đích').fill('Xác minh xe nào sang đường trước.');
  await form.getByLabel('Căn cứ pháp lý').fill('Điều 88 Bộ luật Tố tụng hình sự 2015');
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(await overflowPx(page)).toBe(0);
  // the second one arrives, and its answer is lost on the way
  let count = 0;
  await page.route('**/footage-requests', async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    count += 1;
    if (count !== 2) return route.continue();
    await route.fetch();
    return route.abort();
  });
  await form.getByRole('button', { name: 'Gửi 2 đề nghị' }).click();
  await form.getByText('Đã gửi 1 trên 2 đề nghị.').waitFor();
  const results = form.getByRole('list', { name: 'Kết quả từng camera' }).getByRole('listitem');
  await results.filter({ hasText: 'Chưa gửi được' }).waitFor();
  if (process.env['MANY_SHOT'] !== undefined) {
    for (const width of [360, 768, 1280, 1920]) {
      await page.setViewportSize({ width, height: 900 });
      await page.screenshot({ path: `${process.env['MANY_SHOT']}-${width}.png`, fullPage: true });
    }
  }
  expect(await form.getByLabel('Mục đích').inputValue()).toBe('Xác minh xe nào sang đường trước.');
  await form.getByRole('button', { name: 'Gửi lại 1 đề nghị chưa được' }).click();
  await form.getByText('Đã gửi 2 trên 2 đề nghị.').waitFor();
  expect(count).toBe(3);
  const { items } = (await web.api.as('officer', 'GET', `/footage-requests?incidentId=${incidentId}`)).json();
  expect(items.map(({ cameraName }: { cameraName: string }) => cameraName).toSorted()).toEqual(['Cổng chợ', 'Ngã ba chợ']);
  // by the clock of each, to full seconds
  expect(new Set(items.map(({ from }: { from: string }) => Date.parse(from) % 1000))).toEqual(new Set([0]));
  const listed = page.getByRole('region', { name: 'Đề nghị trích xuất hình ảnh' });
  for (const name of ['Cổng chợ', 'Ngã ba chợ']) await listed.getByRole('listitem', { name }).waitFor();
  await form.getByRole('button', { name: 'Đóng' }).click();
  // what was asked for is not among all that may be asked for
  await page.getByText('Không có camera nào thấy nơi xảy ra, có hình của lúc đó, mà chưa xin.').waitFor();
  await expect.poll(() => page.getByRole('checkbox', { checked: true }).count()).toBe(0);
  expect(complaints).toEqual([]);
  await close();
});

it('an officer has all candidates fetched page after page, and sees in one list which footage goes first, wherever its camera looks', async () => {
  // kept for longer than any hold that the service makes by itself
  await register('Cổng chùa', true, { keptDays: 10 });
  await register('Hẻm sau chùa', true, { keptDays: 5, bearingDeg: 270 });
  await register('Nhà xe chùa', false);
  const { id: incidentId } = (await web.api.as('officer', 'POST', '/incidents', incidentBody(startMs))).json();
  // they are told of, and the list is fetched anew: before anybody looks at it
  const holds = () => web.api.as('officer', 'GET', `/incidents/${incidentId}/holds`);
  await expect.poll(async () => (await holds()).json<{ items: unknown[] }>().items.length).toBeGreaterThan(0);
  const { page, complaints, close } = await web.open({ user: 'officer', path: '/incidents', size: PHONE, withoutWebGl: true });
  // pages of two stand for pages of fifty
  let isLineOpen = Promise.resolve();
  await page.route('**/candidates?*', async (route) => {
    const url = new URL(route.request().url());
    url.searchParams.set('limit', '2');
    if (url.searchParams.has('cursor')) await isLineOpen;
    await route.continue({ url: url.href });
  });
  await page.goto(`/incidents/${incidentId}`);
  const rows = page.getByRole('table').first().getByRole('rowheader').getByRole('link');
  const names = () => rows.evaluateAll((all) => all.map((row) => row.textContent?.replace(/^\d+\. /, '')));
  await page.getByText('Mới hiện 2 camera, còn nữa.').waitFor();
  let openLine = (): void => undefined;
  isLineOpen = new Promise((resolve) => {
    openLine = resolve;
  });
  await page.getByRole('button', { name: 'Tải hết các camera còn lại' }).press('Enter');
  await page.getByRole('status').filter({ hasText: 'Đang tải hết: đã có 2 camera…' }).waitFor();
  expect(await overflowPx(page)).toBe(0);
  await page.getByRole('button', { name: 'Dừng tải' }).press('Enter');
  openLine();
  // what was on its way comes, and no more
  await page.getByText('Mới hiện 4 camera, còn nữa.').waitFor();
  await page.getByRole('button', { name: 'Tải hết các camera còn lại' }).press('Enter');
  await page
    .getByRole('status')
    .filter({ hasText: /^Đã hiện đủ \d+ camera\.$/ })
    .waitFor();
  // the button that was pressed is gone
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toMatch(/^Đã hiện đủ/);
  const byScore = await names();
  expect(new Set(byScore)).toEqual(new Set((await candidatesOf(incidentId)).map(({ cameraName }) => cameraName)));
  expect(byScore.at(-1)).toBe('Hẻm sau chùa');
  await page.getByRole('heading', { name: 'Lối đến và đi (1)' }).waitFor();

  await page.getByText('Sắp bị xoá trước', { exact: true }).click();
  await page.getByRole('heading', { name: `Sắp bị xoá trước (${byScore.length})` }).waitFor();
  // the other order is fetched to its end as well
  // what the service holds by itself meanwhile is known later, here and there
  await expect
    .poll(async () =>
      isDeepStrictEqual(
        await names(),
        (await candidatesOf(incidentId)).map(({ cameraName }) => cameraName),
      ),
    )
    .toBe(true);
  const byOverwrite = await names();
  // what goes earlier stands first, also where its camera doesn't see the place; what has nothing to lose is last
  const [alley, gate, shed] = ['Hẻm sau chùa', 'Cổng chùa', 'Nhà xe chùa'].map((name) => byOverwrite.indexOf(name));
  expect([alley! < gate!, gate! < shed!]).toEqual([true, true]);
  expect(await page.getByRole('heading', { name: /^Lối đến và đi/ }).count()).toBe(0);
  await page.getByRole('listitem', { name: 'Hẻm sau chùa' }).getByText('Không thấy nơi xảy ra').waitFor();
  await page
    .getByRole('listitem', { name: 'Cổng chùa' })
    .getByText(/^Thấy (?:toàn bộ|một phần)$/)
    .waitFor();
  const lines = page.getByRole('region', { name: 'Các camera trên một đường thời gian' });
  for (const size of [DESKTOP, PHONE]) {
    await page.setViewportSize(size);
    // however many there are, the map isn't far; the keyboard goes through the lines
    expect((await lines.boundingBox())!.height).toBeLessThan(size.height * 0.67);
    await lines.press('End');
    await expect.poll(() => hiddenPx(lines)).toBe(0);
    await lines.press('Home');
    await expect.poll(() => hiddenPx(lines)).toBeGreaterThan(100);
    if (process.env['MANY_SHOT'] !== undefined) await page.screenshot({ path: `${process.env['MANY_SHOT']}-order-${size.width}.png`, fullPage: true });
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await overflowPx(page)).toBe(0);
  }
  // on paper nothing scrolls
  await page.emulateMedia({ media: 'print' });
  expect(await hiddenPx(lines)).toBe(0);
  expect(complaints).toEqual([]);
  await close();
});

/** How much there is below what is in sight of a part of the page that scrolls. */
const hiddenPx = (part: Locator): Promise<number> => part.evaluate((box) => Math.round(box.scrollHeight - box.clientHeight - box.scrollTop));

async function candidatesOf(incidentId: string): Promise<readonly { readonly cameraName: string }[]> {
  return (await web.api.as('officer', 'GET', `/incidents/${incidentId}/candidates?order=overwrite`)).json<{ items: { cameraName: string }[] }>().items;
}
