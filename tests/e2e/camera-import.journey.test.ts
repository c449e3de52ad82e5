import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { csvOf, listOf } from '../support/imports/list-files.ts';
import { PHONE } from '../support/web/browser-page.ts';
import { accessibilityFaults, overflowPx } from '../support/web/page-checks.ts';
import { startWebApp, type WebApp } from '../support/web/web-app.ts';

let web: WebApp;
let folder: string;
beforeAll(async () => {
  web = await startWebApp();
  folder = await mkdtemp(join(tmpdir(), 'matpho-lists-'));
});
afterAll(async () => {
  await web.close();
  await rm(folder, { recursive: true, force: true });
});

async function fileWith(name: string, content: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

describe('a board on a phone', () => {
  it('takes the template, sends a list, sees what became of each row, and takes the outcomes home', async () => {
    const list = listOf(120, 'tổ dân phố bắc');
    list[3] = list[3]!.with(3, '108.231').with(4, '11.791');
    const { page, complaints, close } = await web.open({ user: 'board', path: '/', size: PHONE });
    await page.getByRole('link', { name: 'Đăng ký camera' }).click();
    await page.getByRole('link', { name: 'Nhập danh sách' }).click();
    const [template] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Tải mẫu Excel' }).click()]);
    expect(template.suggestedFilename()).toBe('mau-danh-sach-camera.xlsx');
    await page.getByText('camera chỉ là bản nháp: chưa hoạt động').waitFor();
    await page.locator('input[type=file]').setInputFiles(await fileWith('camera tổ bắc.csv', csvOf(list)));
    expect([await overflowPx(page), await accessibilityFaults(page)]).toEqual([0, []]);
    await page.getByRole('button', { name: 'Gửi danh sách' }).click();
    await page.getByText('Đã xử lý 120 dòng.').waitFor();
    // the list has no purposes
    await page.getByText('119 camera là bản nháp, chưa hoạt động').waitFor();
    await page.getByRole('button', { name: 'Chưa nhận 1' }).click();
    await page.getByText('Vĩ độ và kinh độ có vẻ bị đổi chỗ', { exact: false }).waitFor();
    await expect.poll(() => page.getByRole('listitem').filter({ hasText: 'Dòng' }).count()).toBe(1);
    expect([await overflowPx(page), await accessibilityFaults(page)]).toEqual([0, []]);
    if (process.env['SCREENSHOTS'] !== undefined) await page.screenshot({ path: join(process.env['SCREENSHOTS'], 'outcomes.png'), fullPage: true });
    const [outcomes] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Tải kết quả (CSV)' }).click()]);
    const text = await readFile(await outcomes.path(), 'utf8');
    expect([text.trim().split('\r\n').length, text.includes('lat_lon_swapped')]).toEqual([121, true]);
    await page.getByRole('button', { name: 'Tất cả 120' }).click();
    await page.getByText('Đơn vị: Tổ dân phố Bắc, Phường Một').first().waitFor();
    await page.getByRole('link', { name: 'Camera số 0', exact: true }).click();
    await page.getByRole('heading', { name: 'Camera số 0' }).waitFor();
    await page.goto('/cameras/import');
    await page.getByRole('link', { name: 'camera tổ bắc.csv' }).waitFor();
    if (process.env['SCREENSHOTS'] !== undefined) await page.screenshot({ path: join(process.env['SCREENSHOTS'], 'import.png'), fullPage: true });
    expect(complaints).toEqual([]);
    await close();
  });

  it('is told in plain words why a file can not be read', async () => {
    const { page, close } = await web.open({ user: 'board', path: '/cameras/import', size: PHONE });
    await page.locator('input[type=file]').setInputFiles(await fileWith('thieu-cot.csv', 'tên,đơn vị\nMột,1\n'));
    await page.getByRole('button', { name: 'Gửi danh sách' }).click();
    await page.getByRole('alert').getByText('Dòng đầu phải có tên các cột bắt buộc').waitFor();
    await close();
  });
});
