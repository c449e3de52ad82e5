import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DESKTOP, PHONE } from '../support/web/browser-page.ts';
import { makeCuttable, signInByHand, signOutByHand } from '../support/web/cuttable-page.ts';
import { accessibilityFaults, overflowPx } from '../support/web/page-checks.ts';
import { startWebApp, type WebApp } from '../support/web/web-app.ts';

let web: WebApp;
beforeAll(async () => {
  web = await startWebApp();
});
afterAll(() => web.close());

async function expectRulesKept(page: Page, name: string): Promise<void> {
  const folder = process.env['SCREENSHOTS'];
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(await overflowPx(page)).toBe(0);
}

const outline = (coordinates: number[][]) => ({
  name: 'to.geojson',
  mimeType: 'application/geo+json',
  buffer: Buffer.from(JSON.stringify({ type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates: [coordinates] } })),
});
/** What stands below a field, for those who hear the page too. */
const describedBy = (field: Element): string =>
  (field.getAttribute('aria-describedby') ?? '')
    .split(' ')
    .filter((id) => id.endsWith('error'))
    .map((id) => document.getElementById(id)?.textContent ?? '')
    .join(' ');
const ringFrom = (west: number) => [[west, 11.78], [west + 0.01, 11.78], [west + 0.01, 11.785], [west, 11.78]]; // prettier-ignore

it.each([
  ['phone', PHONE, 'Đông', 108.25],
  ['desktop', DESKTOP, 'Tây', 108.24],
])('an administrator on a %s makes a neighbourhood, its board and its first user, through a break of the connection', async (device, size, name, west) => {
  const { page, complaints, close } = await web.open({ size });
  const line = await makeCuttable(page);
  await signInByHand(page, 'admin');
  const menu = page.getByRole('navigation', { name: 'Trình đơn chính' });
  // where an administrator arrives
  await page.getByRole('heading', { level: 1, name: 'Quản trị' }).waitFor();
  await expectRulesKept(page, `admin-${device}`);
  await page.getByRole('link', { name: 'Đơn vị hành chính' }).click();
  await page.getByRole('link', { name: 'Phường Một' }).click();
  await page.getByRole('heading', { level: 1, name: 'Phường Một' }).waitFor();
  await page.getByRole('link', { name: 'Tổ dân phố Bắc' }).waitFor();

  await page.getByRole('button', { name: 'Thêm đơn vị' }).click();
  const file = page.locator('input[type="file"]').first();
  const levels = page.getByLabel('Cấp', { exact: true }).locator('option');
  await expect.poll(() => levels.allTextContents()).toEqual(['Tổ dân phố, thôn', 'Khu vực tự vẽ']);
  await page.getByLabel('Tên đơn vị').first().fill('Tổ dân phố Bắc');
  await file.setInputFiles(outline(ringFrom(west).slice(0, 3)));
  await page.getByText('Đường ranh giới chưa khép kín').waitFor();
  await expectRulesKept(page, `unit-new-${device}`);
  await file.setInputFiles(outline(ringFrom(west)));
  await page.getByText('Đã đọc ranh giới có 4 điểm.').waitFor();
  await page.getByRole('button', { name: 'Lưu đơn vị mới' }).click();
  await page.getByRole('alert').getByText('Ở đó đã có đơn vị mang tên này').waitFor();
  await page.getByLabel('Tên đơn vị').first().fill(`Tổ dân phố ${name}`);
  // what was typed outlives the break, and is stored once
  await line.cut();
  await page.getByRole('button', { name: 'Lưu đơn vị mới' }).click();
  await page.getByRole('alert').getByText('Không kết nối được máy chủ.', { exact: false }).waitFor();
  await line.restore();
  await page.getByRole('button', { name: 'Lưu đơn vị mới' }).click();
  await page.getByText(`Đã thêm Tổ dân phố ${name}.`).waitFor();

  await menu.getByRole('link', { name: 'Quản trị' }).click();
  await page.getByRole('link', { name: 'Đơn vị sử dụng' }).click();
  await page.getByRole('button', { name: 'Thêm đơn vị sử dụng' }).click();
  // what the service refuses stands below the field, with what to do
  await page.getByLabel('Tên', { exact: true }).fill('Ban điều hành '.repeat(20));
  await page.getByRole('button', { name: 'Lưu đơn vị mới' }).click();
  await expect.poll(() => page.getByLabel('Tên', { exact: true }).evaluate(describedBy)).toBe('Dài quá: nhiều nhất 200 ký tự.');
  await page.getByRole('alert').getByText('Có ô chưa được chấp nhận: hãy sửa rồi gửi lại. Dài quá: nhiều nhất 200 ký tự.').waitFor();
  await page.getByLabel('Tên', { exact: true }).fill(`Ban điều hành ${name}`);
  await page.getByRole('button', { name: 'Chọn đơn vị trong cây' }).click();
  await page.getByRole('button', { name: 'Mở Phường Một' }).click();
  await page.getByRole('button', { name: `Thêm Tổ dân phố ${name}` }).click();
  await page.getByRole('button', { name: `Bỏ Tổ dân phố ${name}` }).waitFor();
  await expectRulesKept(page, `organisation-new-${device}`);
  await page.getByRole('button', { name: 'Lưu đơn vị mới' }).click();
  await page.getByText(`Đã thêm Ban điều hành ${name}.`).waitFor();
  await page.getByRole('button', { name: new RegExp(`^Ban điều hành ${name}`) }).click();
  await page.getByRole('button', { name: `Bỏ Tổ dân phố ${name}` }).click();
  await page.getByRole('alert').getByText('bị đăng xuất ngay').waitFor();
  await expectRulesKept(page, `organisation-${device}`);
  await page.getByRole('link', { name: 'Người dùng của đơn vị này' }).click();
  await page.getByText(`Chỉ người dùng của Ban điều hành ${name}.`).waitFor();
  await page.getByRole('button', { name: 'Mời người dùng' }).click();
  await page.getByLabel('Họ tên hoặc chức danh').fill('Bác Tư');
  await page.getByLabel('Tên đăng nhập').fill('Bác Tư');
  await page.getByLabel('Đơn vị').selectOption({ label: `Ban điều hành ${name}` });
  await page.getByRole('button', { name: 'Tạo lời mời' }).click();
  await expect.poll(() => page.getByLabel('Tên đăng nhập').evaluate(describedBy)).toContain('Chưa đúng dạng viết');
  await page.getByLabel('Tên đăng nhập').fill(`bactu.${device}`);
  await page.getByLabel('Đơn vị').selectOption({ label: `Ban điều hành ${name}` });
  await page.getByRole('button', { name: 'Tạo lời mời' }).click();
  await page.getByRole('img', { name: `Mã QR của lời mời cho bactu.${device}` }).waitFor();
  await page.getByLabel('Tìm theo tên').fill('bac tu');
  await page.getByRole('button', { name: `Bác Tư (bactu.${device})` }).waitFor();

  await menu.getByRole('link', { name: 'Quản trị' }).click();
  await page.getByRole('link', { name: 'Nhập danh sách camera' }).click();
  const place = device === 'phone' ? '11.795,108.2351' : '11.796,108.2351';
  const list = `tên,đơn vị,vĩ độ,kinh độ\nNgã ba,${web.api.world.north},${place}\nLạc,Tổ dân phố không có,11.78,108.24\n`;
  await page.locator('input[type=file]').setInputFiles({ name: `${device}.csv`, mimeType: 'text/csv', buffer: Buffer.from(list) });
  await page.getByRole('button', { name: 'Gửi danh sách' }).click();
  await page.getByText('Đã xử lý 2 dòng.').waitFor();
  await page.getByRole('button', { name: 'Chưa nhận 1' }).waitFor();

  await page.goto('/units');
  await page.getByRole('link', { name: 'Phường Một' }).click();
  await page.getByRole('link', { name: `Tổ dân phố ${name}` }).click();
  // the unit above it can be ended too
  await page.getByRole('heading', { level: 1, name: `Tổ dân phố ${name}` }).waitFor();
  await page.getByLabel('Ngày đầu tiên không còn đơn vị này').fill('1/12/2026');
  await page.getByRole('button', { name: 'Kết thúc đơn vị' }).click();
  await page.getByRole('alert').getByText('0 đơn vị bên dưới, 1 đơn vị sử dụng, 0 camera').waitFor();
  await expectRulesKept(page, `unit-${device}`);
  await signOutByHand(page, 'admin');
  expect(complaints).toEqual([]);
  await close();
});

it('how the service fares is said in one sentence, then in figures; also when the queue is silent and things are wrong', async () => {
  const { page, complaints, close } = await web.open({ user: 'admin', size: PHONE, path: '/service' });
  await page.getByText('Mọi việc đều ổn.').waitFor();
  await page.getByRole('row', { name: /Kiểm tra camera đến giờ 3 giây/ }).waitFor();
  await page.getByText(/Số liệu lúc \d\d:\d\d:\d\d/).waitFor();
  await expectRulesKept(page, 'service-360');
  const state = (await web.api.as('admin', 'GET', '/service/state')).json<Record<string, unknown>>();
  const failures = [
    { queue: 'lengthy', name: 'build-evidence-package', failedAt: state['at'], attempts: 3, reason: 'disk_full' },
    { queue: 'lengthy', name: 'new-job', failedAt: state['at'], attempts: 1, reason: 'Something else.' },
  ];
  await page.route('**/api/v1/service/state', (route) =>
    route.fulfill({ json: { ...state, problems: ['queue_silent', 'disk_low'], queues: null, schedules: [], failures, disk: { freeBytes: 9_000_000_000 } } }),
  );
  await page.reload();
  await page.getByText('Hàng đợi không trả lời.').waitFor();
  await page.getByText('Khi hết chỗ, hình ảnh mới không lưu được.', { exact: false }).waitFor();
  await page.getByText('9 GB').waitFor();
  await page.setViewportSize(DESKTOP);
  await expectRulesKept(page, 'service-silent-1280');
  await page.unroute('**/api/v1/service/state');
  await page.route('**/api/v1/service/state', (route) => route.fulfill({ json: { ...state, problems: ['jobs_failed'], failures } }));
  await page.reload();
  await page.getByText('Máy chủ sắp hết chỗ chứa.', { exact: false }).waitFor();
  await page.getByRole('heading', { name: 'new-job' }).waitFor();
  expect(complaints).toEqual([]);
  await close();
});

it('others browse units, but change none, and have no page of the service', async () => {
  const { page, close } = await web.open({ user: 'officer', size: PHONE, path: '/units' });
  await page.getByRole('link', { name: 'Phường Hai' }).click();
  await page.getByText('24872').waitFor();
  expect(await page.getByRole('button', { name: 'Thêm đơn vị' }).count()).toBe(0);
  expect(await page.getByRole('heading', { name: 'Kết thúc đơn vị' }).count()).toBe(0);
  for (const path of ['/service', '/organisations', '/admin', '/cameras/import', '/policies', '/log-erasures']) {
    await page.goto(path);
    await page.getByText('Không thuộc quyền của bạn').first().waitFor();
  }
  await close();
});
