import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { cameraBody } from '../support/test-app.ts';
import { DESKTOP, PHONE } from '../support/web/browser-page.ts';
import { accessibilityFaults, overflowPx } from '../support/web/page-checks.ts';
import { startWebApp, type WebApp } from '../support/web/web-app.ts';

let web: WebApp;
let cameraId: string;
let faultId: string;

const photograph = () =>
  sharp({ create: { width: 640, height: 480, channels: 3, background: '#a62' } })
    .jpeg()
    .toBuffer();

beforeAll(async () => {
  web = await startWebApp();
  const source = { kind: 'simulated', seed: 7, faults: { authFails: true } };
  cameraId = (await web.api.as('board', 'POST', '/cameras', cameraBody(web.api.world, { name: 'Ngã tư hỏng', source }))).json().id;
  const open = async () => (await web.api.as('board', 'GET', '/faults')).json<{ items: { id: string }[] }>().items;
  faultId = await vi.waitUntil(async () => (await open())[0]?.id, { timeout: 120_000 });
});
afterAll(() => web.close());

describe('a board, on a phone', () => {
  it('finds in one list what to do, writes down what was done and who sees to it, and sees what others write', async () => {
    const { page, complaints, close } = await web.open({ user: 'board', size: PHONE });
    await page.getByRole('link', { name: 'Cần sửa' }).click();
    const item = page.getByRole('listitem').filter({ hasText: 'Ngã tư hỏng' });
    await item.getByText('Camera từ chối đăng nhập. Nhập lại tên và mật khẩu ở trang sửa camera.').waitFor();
    await item.getByText('Cần sửa').waitFor();
    await item.getByRole('link').click();
    await page.getByRole('heading', { level: 1, name: /^Ngã tư hỏng – Kết nối: mất kết nối/ }).waitFor();

    await page.getByLabel('Nội dung').fill('Gọi thợ 0912 345 678');
    await page.getByText('sổ sửa chữa không giữ số điện thoại').waitFor();
    expect(await page.getByRole('button', { name: 'Ghi lại' }).isDisabled()).toBe(true);
    await page.getByLabel('Nội dung').fill('Đã đặt lại mật khẩu.');
    // nobody says by mistake that it is repaired
    expect(await page.getByLabel('Loại ghi chép').inputValue()).toBe('');
    expect(await page.getByRole('button', { name: 'Ghi lại' }).isDisabled()).toBe(true);
    await page.getByLabel('Loại ghi chép').selectOption('Đã sửa');
    // as long as a photograph is drawn small, nothing goes without it
    await page.evaluate(() => {
      const draw = window.createImageBitmap;
      window.createImageBitmap = ((file: Blob) =>
        new Promise((done) => document.addEventListener('draw', () => done(draw(file)), { once: true }))) as typeof draw;
    });
    await page
      .locator('input[type="file"]')
      .last()
      .setInputFiles({ name: 'nguon.jpg', mimeType: 'image/jpeg', buffer: await photograph() });
    await expect.poll(() => page.getByRole('button', { name: 'Ghi lại' }).isDisabled()).toBe(true);
    await page.evaluate(() => document.dispatchEvent(new Event('draw')));
    await page.getByRole('img', { name: 'Ảnh 1 sẽ gửi' }).waitFor();
    await page.getByRole('button', { name: 'Ghi lại' }).click();
    const note = page.getByRole('listitem').filter({ hasText: 'Đã đặt lại mật khẩu.' });
    await note.waitFor();
    // the entry may be told before the answer to it is here
    await expect.poll(() => page.getByLabel('Nội dung').inputValue()).toBe('');

    await page.getByLabel('Ai đang lo việc này').fill('Anh Tư thợ điện');
    await page.getByRole('button', { name: 'Lưu người phụ trách' }).click();
    await page.getByRole('definition').filter({ hasText: 'Anh Tư thợ điện' }).waitFor();
    // what somebody else writes appears without a reload
    await web.api.as('admin', 'POST', `/faults/${faultId}/notes`, { text: 'Quản trị đã xem.' });
    await page.getByRole('listitem').filter({ hasText: 'Quản trị đã xem.' }).waitFor();
    await note.getByRole('button', { name: 'Xem ảnh (1)' }).click();
    await note.getByRole('img').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await overflowPx(page)).toBe(0);
    // by keyboard, after one question
    await note.getByRole('button', { name: 'Xoá ảnh 1' }).press('Enter');
    const question = page.getByRole('dialog', { name: 'Xoá ảnh 1?' });
    await question.waitFor();
    // a question takes the focus, a moment after it is drawn
    await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
    await expect.poll(() => question.evaluate((dialog) => dialog.contains(document.activeElement))).toBe(true);
    await question.getByRole('button', { name: 'Xoá ảnh 1' }).press('Enter');
    await note.getByText(/^board đã xoá một ảnh lúc \d\d\/\d\d\/\d{4}/).waitFor();
    expect([await note.getByRole('img').count(), await note.getByRole('button').count()]).toEqual([0, 0]);
    // the button is gone: the keyboard goes on from what says so
    await expect.poll(() => note.evaluate((entry) => entry === document.activeElement)).toBe(true);
    expect(complaints).toEqual([]);
    await close();
  });

  it("sees the fault on the camera's page and sets ahead when the camera will be away", async () => {
    const { page, complaints, close } = await web.open({ user: 'board', size: PHONE, path: `/cameras/${cameraId}` });
    const absences = page.getByRole('region', { name: 'Vắng có chủ ý' });
    await page.getByRole('region', { name: 'Việc cần sửa' }).getByText('Camera từ chối đăng nhập').waitFor();
    await absences.getByRole('button', { name: 'Đặt lịch vắng' }).click();
    await absences.getByLabel('Từ ngày').fill('1/6/2099');
    await absences.getByLabel('Đến hết ngày').fill('1/5/2099');
    await absences.getByRole('button', { name: 'Lưu lịch vắng' }).click();
    await absences.getByText('Lúc kết thúc phải sau lúc bắt đầu.').waitFor();
    // as the device's own calendar gives it
    await absences.getByRole('button', { name: 'Mở lịch' }).nth(1).click();
    await absences.locator('input[type=date]').nth(1).fill('2099-09-30');
    await expect.poll(() => absences.getByLabel('Đến hết ngày').inputValue()).toBe('30/09/2099');
    await absences.getByLabel('Lý do').selectOption('seasonal');
    await absences.getByRole('button', { name: 'Lưu lịch vắng' }).click();
    const item = absences.getByRole('listitem').filter({ hasText: 'Từ 01/06/2099 đến hết 30/09/2099' });
    await item.getByText('Theo mùa').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await overflowPx(page)).toBe(0);
    await item.getByRole('button', { name: 'Bỏ lịch này' }).click();
    await absences.getByText('Chưa đặt lịch vắng nào.').waitFor();
    expect(complaints).toEqual([]);
    await close();
  });
});

describe('somebody who is not of the board', () => {
  it('reads the ledger of the own units and can change nothing', async () => {
    const { page, complaints, close } = await web.open({ user: 'officer', size: DESKTOP, path: '/faults' });
    await page.getByRole('listitem').filter({ hasText: 'Ngã tư hỏng' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.goto(`/faults/${faultId}`);
    await page.getByText('Đã làm gì').waitFor();
    expect(await page.getByRole('button', { name: 'Ghi lại' }).count()).toBe(0);
    expect(await page.getByLabel('Ai đang lo việc này').count()).toBe(0);
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await close();
  });

  it('learns nothing of what is beyond reach', async () => {
    const { page, close } = await web.open({ user: 'otherboard', path: '/faults' });
    await page.getByText('Không có việc nào cần sửa.').waitFor();
    await page.goto(`/faults/${faultId}`);
    await page.getByRole('alert').getByText('Không tìm thấy, hoặc bạn không được xem.').waitFor();
    await close();
  });
});
