import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cameraBody, type TestUser } from '../support/test-app.ts';
import { DESKTOP, PHONE } from '../support/web/browser-page.ts';
import { accessibilityFaults, overflowPx, transitionCount } from '../support/web/page-checks.ts';
import { startWebApp, type WebApp } from '../support/web/web-app.ts';

let web: WebApp;
const paths: Record<string, string> = {
  signIn: '/sign-in',
  map: '/',
  newCamera: '/cameras/new',
  discovery: '/discovery',
  incidents: '/incidents',
  newIncident: '/incidents/new',
  messages: '/messages',
  audit: '/audit',
  subjectRequests: '/subject-requests',
  signs: '/signs',
  nowhere: '/nowhere',
};

beforeAll(async () => {
  web = await startWebApp();
  const camera = await web.api.as('board', 'POST', '/cameras', cameraBody(web.api.world));
  const cameraId = camera.json<{ id: string }>().id;
  const nowMs = Date.now();
  const incident = await web.api.as('officer', 'POST', '/incidents', {
    category: 'brawl',
    occurredFrom: new Date(nowMs - 60_000).toISOString(),
    occurredTo: new Date(nowMs + 60_000).toISOString(),
    location: { type: 'Point', coordinates: [108.2352, 11.795] },
    summary: 'Đánh nhau trước chợ.',
  });
  const asked = {
    kind: 'copy',
    summary: 'Trần Thị Hỏi Đáp hỏi',
    receivedAt: new Date(nowMs - 60_000).toISOString(),
    applicant: { name: 'Trần Thị Hỏi Đáp', contact: '0912 345 678' },
  };
  await web.api.as('board', 'POST', '/subject-requests', asked);
  Object.assign(paths, {
    camera: `/cameras/${cameraId}`,
    editCamera: `/cameras/${cameraId}/edit`,
    incident: `/incidents/${incident.json<{ id: string }>().id}`,
  });
});
afterAll(() => web.close());

const VISITS: readonly (readonly [page: string, user: TestUser | 'nobody', readyText: string])[] = [
  ['signIn', 'nobody', 'Mật khẩu'],
  ['map', 'board', 'Ngã ba chợ 1'],
  ['camera', 'board', 'Dữ liệu hình ảnh hiện có'],
  ['camera', 'officer', 'Dữ liệu hình ảnh hiện có'],
  ['newCamera', 'board', 'Ngày gắn biển báo'],
  ['editCamera', 'board', 'Ngày gắn biển báo'],
  ['discovery', 'board', 'Tìm bao nhiêu địa chỉ'],
  ['incidents', 'officer', 'Đánh nhau trước chợ.'],
  ['newIncident', 'officer', 'Sai số (bán kính)'],
  ['incident', 'officer', 'Giờ thật của vụ việc'],
  ['messages', 'commander', 'Máy chủ này chưa được cài đặt để gửi tin.'],
  ['audit', 'board', 'board (Ban điều hành tổ dân phố)'],
  ['audit', 'auditor', 'officer (Cảnh sát khu vực)'],
  ['subjectRequests', 'board', 'Trần Thị Hỏi Đáp hỏi'],
  ['signs', 'board', 'chưa có ảnh chụp biển'],
  ['nowhere', 'admin', 'Không tìm thấy trang'],
];

async function expectRulesKept(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(await overflowPx(page)).toBe(0);
  expect(await transitionCount(page)).toBe(0);
}

it.each(VISITS)(
  'the page "%s" of %s keeps the rules of WCAG AA and its window on a phone and then on a desktop, without complaints of the browser',
  async (name, user, readyText) => {
    const { page, complaints, close } = await web.open({ size: PHONE, path: paths[name] ?? '/', ...(user === 'nobody' ? {} : { user }) });
    const ready = page.getByText(readyText).first();
    // a phone shows the map or its list
    await (name === 'map' ? page.locator('canvas.maplibregl-canvas') : ready).waitFor();
    await expectRulesKept(page);
    await page.setViewportSize(DESKTOP);
    await ready.waitFor();
    await expectRulesKept(page);
    expect(complaints).toEqual([]);
    await close();
  },
);

it("a person's request is entered and answered, and who asked shows only when that is wanted", async () => {
  const { page, complaints, close } = await web.open({ user: 'board', path: '/subject-requests', size: PHONE });
  await page.getByRole('button', { name: 'Ghi yêu cầu mới' }).click();
  await page.getByLabel('Người này yêu cầu').selectOption('deletion');
  await page.getByRole('button', { name: 'Ghi yêu cầu', exact: true }).click();
  await expect.poll(() => page.getByText('Không được để trống.').count()).toBe(2);
  await page.getByLabel('Họ tên người yêu cầu').fill('Lê Văn Xoá');
  await page.getByLabel('Cách liên lạc').fill('0987 654 321');
  await page.getByRole('button', { name: 'Ghi yêu cầu', exact: true }).click();
  const item = page.getByRole('listitem').filter({ hasText: 'Xoá dữ liệu' });
  await item.getByText('Chờ trả lời').waitFor();
  expect(await page.getByText('Lê Văn Xoá').count()).toBe(0);
  await item.getByRole('button', { name: /Hiện người yêu cầu/ }).click();
  await item.getByText('0987 654 321').waitFor();
  await item.getByRole('button', { name: 'Trả lời lần đầu' }).click();
  await item.getByRole('textbox').fill('Đã báo các bước tiếp theo');
  await item.getByRole('button', { name: 'Ghi lại' }).click();
  await item.getByText('Đã trả lời, đang làm').waitFor();
  if (process.env['SCREENSHOTS'] !== undefined) await page.screenshot({ path: `${process.env['SCREENSHOTS']}/subject-requests-360.png`, fullPage: true });
  await expectRulesKept(page);
  expect(complaints).toEqual([]);
  await close();
});

describe('with the keyboard alone', () => {
  it('the first key leads past the menu into the page', async () => {
    const { page, close } = await web.open({ user: 'officer', path: '/incidents' });
    await page.getByText('Đánh nhau trước chợ.').waitFor();
    await page.keyboard.press('Tab');
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Đến nội dung chính');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('main');
    await close();
  });

  it('the menu leads to a page whose heading has the focus', async () => {
    const { page, close } = await web.open({ user: 'officer' });
    await page.getByRole('link', { name: 'Vụ việc', exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Vụ việc' }).waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
    await close();
  });

  it('a camera is turned by the arrow keys, and what it sees follows', async () => {
    const { page, close } = await web.open({ user: 'board', path: '/cameras/new' });
    await page.getByRole('slider', { name: 'Hướng nhìn' }).focus();
    for (let step = 0; step < 5; step += 1) await page.keyboard.press('ArrowRight');
    expect(await page.getByRole('textbox', { name: 'Hướng nhìn' }).inputValue()).toBe('5°');
    await close();
  });
});
