import type { Page } from 'playwright-core';
import sharp from 'sharp';
import sql from 'sql-template-tag';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { incidentBody } from '../support/incident-body.ts';
import { cameraBody, TEST_PASSWORD } from '../support/test-app.ts';
import { DESKTOP, PHONE } from '../support/web/browser-page.ts';
import { answersAreKept, workerIsThere } from '../support/web/kept-in-browser.ts';
import { accessibilityFaults, overflowPx } from '../support/web/page-checks.ts';
import { startWebApp, type WebApp } from '../support/web/web-app.ts';

let web: WebApp;
let photo: { readonly name: string; readonly mimeType: string; readonly buffer: Buffer };

beforeAll(async () => {
  web = await startWebApp();
  const source = { kind: 'simulated', seed: 7, faults: { authFails: true } };
  // it hung there when the incidents happened
  const placement = { ...(cameraBody(web.api.world)['placement'] as object), validFrom: '2026-01-01T00:00:00Z' };
  await web.api.as('board', 'POST', '/cameras', cameraBody(web.api.world, { name: 'Ngã tư hỏng', source, placement }));
  await vi.waitUntil(async () => (await web.api.as('board', 'GET', '/faults')).json<{ items: unknown[] }>().items.length > 0, { timeout: 120_000 });
  const picture = sharp({ create: { width: 3000, height: 2000, channels: 3, background: '#c80' } }).withExif({ IFD0: { Make: 'DIEN-THOAI' } });
  photo = { name: 'anh.jpg', mimeType: 'image/jpeg', buffer: await picture.jpeg().toBuffer() };
});
afterAll(() => web.close());

interface Asked {
  readonly id: string;
  readonly purpose: string;
}

/** An officer's request for footage of the broken camera, that says what it is for. */
async function askForFootage(purpose: string): Promise<Asked> {
  const [camera] = (await web.api.as('board', 'GET', '/cameras?q=Ngã tư hỏng')).json<{ items: { id: string }[] }>().items;
  const startMs = Math.floor(web.api.clock.now() / 1000) * 1000 - 3_600_000;
  const { id } = (await web.api.as('officer', 'POST', '/incidents', incidentBody(startMs))).json<{ id: string }>();
  const span = { from: new Date(startMs).toISOString(), to: new Date(startMs + 60_000).toISOString() };
  const asked = await web.api.as('officer', 'POST', `/incidents/${id}/footage-requests`, { cameraId: camera!.id, ...span, purpose, legalBasis: 'Điều 88' });
  expect(asked.statusCode, asked.body).toBe(201);
  return { id: asked.json<{ id: string }>().id, purpose };
}

const keepsRules = async (page: Page): Promise<void> => {
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(await overflowPx(page)).toBe(0);
};

it.each([
  ['phone', PHONE],
  ['desktop', DESKTOP],
] as const)(
  'a board member signs in, sees what is the matter, registers a camera beneath it, repairs on a lost connection, answers a request and sees who looked: %s',
  async (device, size) => {
    const name = `Ngã ba mới, ${device}`;
    const request = await askForFootage(`Xác minh vụ va chạm, ${device}`);
    const { page, complaints, close } = await web.open({ path: '/', size, hasTouch: device === 'phone', serviceWorker: true });
    await page.locator('input[name="username"]').fill('board');
    await page.locator('input[name="password"]').fill(TEST_PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('listitem').filter({ hasText: 'Ngã tư hỏng' }).getByText('Camera từ chối đăng nhập').waitFor();
    await keepsRules(page);

    await registerBeneath(page, name);
    await page.getByRole('button', { name: 'Chụp hình ngay' }).click();
    await page.getByRole('img', { name: new RegExp(`^Hình của camera ${name}`) }).waitFor();
    await keepsRules(page);

    await page.getByRole('link', { name: 'Camera', exact: true }).click();
    // pictures are asked for of what is on the list by then
    await page.getByRole('listitem').filter({ hasText: name }).waitFor();
    await page.getByRole('button', { name: 'Xem hình mới nhất' }).click();
    const small = page.getByRole('listitem').filter({ hasText: name }).getByRole('img');
    await small.waitFor();
    expect(await small.getAttribute('src')).toMatch(/^data:image\/jpeg/);
    await keepsRules(page);

    await page.getByRole('link', { name: 'Cần sửa' }).click();
    // the list of cameras, which has an item of the same name, stays until the other is there
    await page.getByRole('heading', { level: 1, name: 'Việc cần sửa' }).waitFor();
    await page.getByRole('listitem').filter({ hasText: 'Ngã tư hỏng' }).getByRole('link').click();
    await page.getByRole('heading', { level: 1, name: /^Ngã tư hỏng/ }).waitFor();
    await repairOffline(page, `Đã thay nguồn, ${device}.`);

    await page.getByRole('link', { name: /^Trích xuất/ }).click();
    const asked = page.getByRole('listitem', { name: 'Ngã tư hỏng' }).filter({ hasText: request.purpose });
    await asked.getByRole('button', { name: 'Từ chối: Ngã tư hỏng' }).click();
    await asked.getByLabel('Lý do từ chối').fill('Camera hỏng lúc đó, không có hình.');
    await asked.getByRole('button', { name: 'Từ chối', exact: true }).click();
    // the reason itself would be found in the field that it was typed in
    await asked.waitFor({ state: 'detached' });
    await expect.poll(() => statesOf([request])).toEqual(['denied']);

    await page.getByRole('link', { name: 'Ai đã xem' }).click();
    await page.getByRole('listitem').filter({ hasText: 'Ghi chú vào sổ sửa chữa' }).first().waitFor();
    await page.getByRole('button', { name: /^Tài khoản/ }).click();
    await page.getByRole('menuitem', { name: 'Đăng xuất' }).click();
    await page.locator('input[name="username"]').waitFor();
    expect(complaints.filter((text) => !text.startsWith('WebSocket connection to'))).toEqual([]);
    await close();

    const registered = await web.api.db
      .row(sql`SELECT c.purpose, round(p.bearing_deg) AS bearing, round(ST_Y(p.position)::numeric, 4)::text AS lat, f.width_px AS width, n.posted_on IS NOT NULL AS posted
    FROM camera c JOIN camera_placement p ON p.camera_id = c.id JOIN camera_notice n ON n.camera_id = c.id JOIN camera_notice_photo f ON f.camera_id = c.id WHERE c.name = ${name}`);
    expect(registered).toMatchObject({ purpose: 'junction', lat: '11.7951', width: 1024, posted: true });
    expect(Number((registered as { bearing: unknown }).bearing)).toBe(92);
  },
);

it('a board member decides on requests without connection: what was read is answered once when the line is back, what changed meanwhile is not', async () => {
  const [kept, withdrawn] = [await askForFootage('Xác minh lời khai'), await askForFootage('Tìm xe bị mất')];
  const { page, complaints, close } = await web.open({ user: 'board', path: '/requests', size: PHONE, serviceWorker: true });
  const answered: string[] = [];
  page.on('response', (response) => {
    if (response.request().method() === 'POST' && response.url().endsWith('/decision')) answered.push(new URL(response.url()).pathname.split('/').at(-2)!);
  });
  const itemOf = ({ purpose }: Asked) => page.getByRole('listitem', { name: 'Ngã tư hỏng' }).filter({ hasText: purpose });
  await itemOf(kept).waitFor();
  await itemOf(withdrawn).waitFor();
  await workerIsThere(page);
  await answersAreKept(page, '["requests",');

  await page.context().setOffline(true);
  await itemOf(kept).getByRole('button', { name: 'Từ chối: Ngã tư hỏng' }).click();
  await itemOf(kept).getByLabel('Lý do từ chối').fill('Camera hỏng lúc đó.');
  await itemOf(kept).getByRole('button', { name: 'Từ chối', exact: true }).click();
  await itemOf(kept).getByText('Chưa gửi, đang chờ mạng: Từ chối trích xuất.').waitFor();
  await itemOf(withdrawn).getByRole('button', { name: 'Đồng ý: Ngã tư hỏng' }).click();
  await itemOf(withdrawn).getByLabel('Lý do đồng ý').fill('Đúng vụ việc.');
  await itemOf(withdrawn).getByRole('button', { name: 'Đồng ý', exact: true }).click();
  await itemOf(withdrawn).getByText('Chưa gửi, đang chờ mạng: Đồng ý trích xuất.').waitFor();
  const panel = page.getByRole('region', { name: 'Việc chờ gửi' });
  await panel.getByText('Chờ gửi (2): sẽ gửi khi có mạng').waitFor();
  // what was read and what waits are there when the application is opened again
  await page.reload();
  await panel.getByText('Chờ gửi (2): sẽ gửi khi có mạng').waitFor();
  await itemOf(kept).getByText('Chưa gửi, đang chờ mạng: Từ chối trích xuất.').waitFor();
  // nobody is told that it is done
  expect(await itemOf(kept).getByRole('button', { name: 'Từ chối: Ngã tư hỏng' }).count()).toBe(0);
  expect(await statesOf([kept, withdrawn])).toEqual(['submitted', 'submitted']);
  await keepsRules(page);
  const given = await web.api.as('officer', 'POST', `/footage-requests/${withdrawn.id}/cancellation`, { reason: 'Đã tìm thấy xe' });
  expect(given.statusCode, given.body).toBe(200);

  await page.context().setOffline(false);
  await panel.getByText('Không được nhận (1) · Đã gửi (1)').waitFor();
  await panel.getByText('Không gửi, vì nội dung đã thay đổi sau khi bạn đọc. Hãy đọc lại rồi làm lại.').waitFor();
  await page.reload();
  await panel.getByText('Không được nhận (1) · Đã gửi (1)').waitFor();
  await page.waitForLoadState('networkidle');
  expect(answered).toEqual([kept.id]);
  expect(await statesOf([kept, withdrawn])).toEqual(['denied', 'cancelled']);
  expect(complaints.filter((text) => !text.startsWith('WebSocket connection to'))).toEqual([]);
  await close();
});

async function statesOf(requests: readonly Asked[]): Promise<string[]> {
  return Promise.all(requests.map(async ({ id }) => (await web.api.as('board', 'GET', `/footage-requests/${id}`)).json<{ state: string }>().state));
}

/** Place by satellite, direction by compass, name, purpose, the sign's photograph: what a thumb does beneath a camera. */
async function registerBeneath(page: Page, name: string): Promise<void> {
  await page.context().grantPermissions(['geolocation', 'accelerometer', 'gyroscope', 'magnetometer']);
  await page.context().setGeolocation({ latitude: 11.7951, longitude: 108.2351, accuracy: 6 });
  await page.getByRole('link', { name: 'Đăng ký camera' }).click();
  await page.getByRole('link', { name: 'Đang đứng dưới camera' }).click();
  await page.getByRole('heading', { level: 1, name: 'Đăng ký tại chỗ' }).waitFor();
  await page.getByRole('button', { name: 'Lấy vị trí của tôi' }).click();
  await page.getByText('Đã có vị trí, sai số khoảng 6 m.').waitFor();
  await page.getByRole('button', { name: 'Đo hướng bằng la bàn' }).click();
  const keep = page.getByRole('button', { name: 'Giữ hướng này' });
  const sayAndCount = async () => {
    await sayHeading(page);
    return keep.count();
  };
  await expect.poll(sayAndCount).toBe(1);
  await keep.click();
  await page.getByText('Hướng camera nhìn: 92° (đông)').waitFor();
  await page.getByLabel('Tên camera').fill(name);
  await page.getByLabel('Mục đích', { exact: true }).selectOption('junction');
  await page.locator('input[type="file"]').first().setInputFiles(photo);
  await page.getByRole('img', { name: 'Ảnh 1 sẽ gửi' }).waitFor();
  await expect.poll(() => page.getByLabel('Biển báo có camera đã gắn ở đây').isChecked()).toBe(true);
  await page.getByLabel('Camera mô phỏng').check();
  await keepsRules(page);
  await page.getByRole('button', { name: 'Đăng ký', exact: true }).click();
  await page.getByText('Đã lưu ảnh biển báo.').waitFor();
}

/** As a compass says it, again and again: the page may not listen yet. */
const sayHeading = (page: Page): Promise<void> =>
  page.evaluate(() => void window.dispatchEvent(new DeviceOrientationEvent('deviceorientationabsolute', { alpha: 268, beta: 10, gamma: 0, absolute: true })));

/** Writes what was done, with a photograph, while nothing reaches the service; it arrives once, and the photograph is looked at. */
async function repairOffline(page: Page, text: string): Promise<void> {
  await page.context().setOffline(true);
  await page.getByLabel('Loại ghi chép').selectOption('Đã sửa');
  await page.getByLabel('Nội dung').fill(text);
  await page.locator('input[type="file"]').first().setInputFiles(photo);
  await page.getByRole('img', { name: 'Ảnh 1 sẽ gửi' }).waitFor();
  await page.getByRole('button', { name: 'Ghi lại' }).click();
  const panel = page.getByRole('region', { name: 'Việc chờ gửi' });
  await panel.getByText('Chờ gửi (1): sẽ gửi khi có mạng').waitFor();
  await keepsRules(page);
  await page.context().setOffline(false);
  await panel.getByText('Đã gửi (1)').waitFor();
  const note = page.getByRole('listitem').filter({ hasText: text });
  await note.getByRole('button', { name: 'Xem ảnh (1)' }).click();
  const shown = note.getByRole('img');
  await expect.poll(() => shown.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1024);
  await panel.getByText('Xem từng việc').click();
  await panel.getByRole('button', { name: /^Đã xem, cất đi/ }).click();
}
