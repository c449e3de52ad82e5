import { afterAll, beforeAll, expect, it } from 'vitest';
import { DESKTOP, PHONE } from '../support/web/browser-page.ts';
import { accessibilityFaults, overflowPx } from '../support/web/page-checks.ts';
import { startWebApp, type WebApp } from '../support/web/web-app.ts';

let web: WebApp;

beforeAll(async () => {
  web = await startWebApp();
  const rule = { unitId: web.api.world.ward, deciders: 1, decisionWorkingDays: 3, expiryWorkingDays: 6, accessHours: 48, emergencyAllowed: true };
  await web.api.as('admin', 'POST', '/footage-policies', { ...rule, basis: 'Quy chế cũ số 1' });
  const later = new Date(web.api.clock.now() + 5).toISOString();
  const second = await web.api.as('admin', 'POST', '/footage-policies', { ...rule, deciders: 2, basis: 'Quy chế số 2', validFrom: later });
  expect(second.statusCode, second.body).toBe(201);
});
afterAll(() => web.close());

it('an administrator adds a rule of a ward from a day on, by keyboard alone; what holds, what comes and what held stand apart', async () => {
  const { page, complaints, close } = await web.open({ user: 'admin', size: PHONE, path: '/policies' });
  const cards = (name: string) => page.getByRole('region', { name });
  await cards('Đang áp dụng').getByText('Quy chế số 2').waitFor();
  await cards('Đã thay thế').getByText('Quy chế cũ số 1').waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(await overflowPx(page)).toBe(0);

  await page.getByRole('button', { name: 'Thêm quy định' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Ban hành quy định' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('alert').getByText('Một số ô còn thiếu').waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(await overflowPx(page)).toBe(0);

  await page.getByLabel('Cấp', { exact: true }).selectOption('ward');
  await page.getByLabel('Đơn vị').selectOption({ label: 'Phường Một' });
  await page.getByLabel('Áp dụng từ ngày').fill('1/1/2020');
  await page.getByLabel('Số người của ban điều hành phải đồng ý').selectOption('2');
  await page.getByLabel('Hết hiệu lực nếu không trả lời trong').fill('1');
  await page.getByLabel('Văn bản quy định').fill('Quyết định 12/QĐ-UBND');
  await page.getByText('Số đến 30, không ít hơn số ngày phải trả lời.').waitFor();
  await page.getByLabel('Hết hiệu lực nếu không trả lời trong').fill('4');
  await page.getByLabel('Văn bản quy định').press('Enter');
  await page.getByRole('alert').getByText('Quy định chỉ có hiệu lực từ bây giờ trở đi').waitFor();
  await page.getByLabel('Áp dụng từ ngày').fill('01/01/2099');
  await page.getByLabel('Áp dụng từ ngày').press('Enter');
  await page.getByText('Đã lưu quy định của Phường Một.').waitFor();
  const coming = cards('Sắp áp dụng');
  await coming.getByText('01/01/2099 00:00').waitFor();
  await coming.getByText('4 ngày làm việc').waitFor();
  await cards('Đang áp dụng').getByText('Quy chế số 2').waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.setViewportSize(DESKTOP);
  expect(await overflowPx(page)).toBe(0);
  expect(complaints).toEqual([]);
  await close();
});
