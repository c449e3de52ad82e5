import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { createLogReader } from '../support/audit/log-reader.ts';
import { DESKTOP, PHONE } from '../support/web/browser-page.ts';
import { makeCuttable, signInByHand, signOutByHand } from '../support/web/cuttable-page.ts';
import { accessibilityFaults, overflowPx } from '../support/web/page-checks.ts';
import { startWebApp, type WebApp } from '../support/web/web-app.ts';

let web: WebApp;
let seq: number;

beforeAll(async () => {
  web = await startWebApp();
  const { api } = web;
  const body = { kind: 'deletion', receivedAt: new Date(api.clock.now()).toISOString(), applicant: { name: 'Nguyễn Thị B', contact: '0900000000' } };
  expect((await api.as('board', 'POST', '/subject-requests', { ...body, summary: 'Xoá lời ghi về bà' })).statusCode).toBe(201);
  await appendAudit(api.db, { action: 'camera.look', detail: { purpose: 'Tìm bà Nguyễn Thị B' } });
  seq = (await createLogReader(api).all()).find(({ action }) => action === 'camera.look')!.seq;
});
afterAll(() => web.close());

async function expectRulesKept(page: Page, name: string): Promise<void> {
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(await overflowPx(page)).toBe(0);
  if (process.env['SCREENSHOTS'] !== undefined) await page.screenshot({ path: `${process.env['SCREENSHOTS']}/log-erasures-${name}.png`, fullPage: true });
}

it('an administrator asks from the register of requests, an auditor agrees, and the log says what went; by keyboard, on a phone and a desktop', async () => {
  const admin = await web.open({ user: 'admin', size: PHONE, path: '/subject-requests' });
  await admin.page.getByRole('link', { name: 'Đề nghị xoá trong nhật ký' }).click();
  const request = admin.page.getByLabel('Yêu cầu trong sổ');
  const places = admin.page.getByRole('textbox', { name: 'Số mục' });
  await expect.poll(() => request.locator('option:checked').textContent()).toContain('Xoá dữ liệu');
  await places.fill('x');
  await places.press('Enter');
  await admin.page.getByText('Viết các số cách nhau bằng dấu phẩy').waitFor();
  await expectRulesKept(admin.page, 'form-360');
  await places.fill('999999');
  await admin.page.getByLabel('Lý do').fill('Lời ghi nêu tên bà B, không cần cho vụ việc nào');
  await places.press('Enter');
  await admin.page.getByText('Nhật ký không có mục mang một trong các số này').waitFor();
  await places.fill(String(seq));
  await places.press('Enter');
  await admin.page.getByText('Chưa xoá gì cho đến khi một kiểm tra viên duyệt.').waitFor();
  const asked = admin.page.getByRole('listitem', { name: 'Chi tiết của 1 mục' });
  await asked.getByText('Chờ một kiểm tra viên khác').waitFor();
  expect(await admin.page.getByRole('button', { name: /Duyệt và xoá/ }).count()).toBe(0);
  await expectRulesKept(admin.page, 'asked-360');

  const auditor = await web.open({ user: 'auditor', size: DESKTOP, path: '/audit' });
  await auditor.page.getByRole('link', { name: 'Xoá trong nhật ký' }).click();
  await auditor.page.getByRole('listitem', { name: 'Chi tiết của 1 mục' }).getByText('Xoá dữ liệu, nhận lúc').waitFor();
  await auditor.page.getByRole('button', { name: 'Duyệt và xoá: Chi tiết của 1 mục' }).press('Enter');
  const question = auditor.page.getByRole('dialog');
  await question.getByText('Xoá rồi thì không ai lấy lại được.').waitFor();
  await expectRulesKept(auditor.page, 'sure-1280');
  await question.getByRole('button', { name: 'Duyệt và xoá' }).press('Enter');
  await auditor.page.getByText('Đã xoá', { exact: true }).waitFor();
  await auditor.page.getByText('Số mục đã xoá').waitFor();
  await expectRulesKept(auditor.page, 'erased-1280');
  await auditor.page.goto('/audit');
  await auditor.page.getByText(/Mục đích và chi tiết: đã xoá ngày .* theo yêu cầu của người có dữ liệu/).waitFor();
  await expectRulesKept(auditor.page, 'log-1280');
  expect([...admin.complaints, ...auditor.complaints]).toEqual([]);
  await admin.close();
  await auditor.close();
});

it.each([
  ['phone', PHONE],
  ['desktop', DESKTOP],
])('an auditor on a %s finds what was refused to whom, and verifies it, through a break of the connection', async (device, size) => {
  await web.api.as('officer', 'GET', '/privacy/breach-export?from=2026-11-01T00:00:00Z&to=2026-11-02T00:00:00Z');
  const { page, complaints, close } = await web.open({ size });
  const line = await makeCuttable(page);
  await signInByHand(page, 'auditor');
  // where an auditor arrives
  await page.getByRole('heading', { level: 1, name: 'Nhật ký truy cập' }).waitFor();
  const links = page.locator('nav a[href^="/"]');
  await expect.poll(() => links.evaluateAll((all) => all.map((link) => link.getAttribute('href')))).toEqual(['/audit', '/log-erasures']);
  const entries = page.getByRole('region', { name: 'Các mục' }).getByRole('listitem');
  await page.getByLabel('Kết quả').selectOption('refused');
  const areRefusals = async (): Promise<boolean> => {
    const texts = await entries.allInnerTexts();
    return texts.length > 0 && texts.every((text) => text.includes('Bị từ chối'));
  };
  await expect.poll(areRefusals).toBe(true);
  await line.cut();
  await page.getByLabel('Tên đăng nhập').fill('officer');
  await page.getByLabel('Tên đăng nhập').press('Enter');
  await page.getByRole('alert').getByText('Không kết nối được máy chủ.', { exact: false }).waitFor();
  await line.restore();
  // the page asks again by itself
  await entries
    .first()
    .getByText(/officer \(Cảnh sát khu vực\)/)
    .waitFor();
  await page.getByRole('button', { name: 'Kiểm tra', exact: true }).click();
  await page.getByRole('status').filter({ hasText: 'Mọi thứ đều khớp' }).waitFor();
  await expectRulesKept(page, `search-${device}`);
  await signOutByHand(page, 'auditor');
  expect(complaints).toEqual([]);
  await close();
});
