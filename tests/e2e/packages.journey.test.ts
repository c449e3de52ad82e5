import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyPackage } from '../../cli/evidence/verify-package.ts';
import { createOpenedFootage, type OpenedFootage } from '../support/media/opened-footage.ts';
import { verifyPackagesStandalone } from '../support/standalone/package-verifier.ts';
import { PHONE } from '../support/web/browser-page.ts';
import { accessibilityFaults, overflowPx } from '../support/web/page-checks.ts';
import { startWebApp, type WebApp } from '../support/web/web-app.ts';

let web: WebApp;
let footage: OpenedFootage;
let folder: string;

beforeAll(async () => {
  web = await startWebApp();
  footage = await createOpenedFootage(web.api);
  folder = await mkdtemp(join(tmpdir(), 'matpho-packages-'));
});
afterAll(async () => {
  await footage.close();
  await web.close();
  await rm(folder, { recursive: true, force: true });
});

/** What `matpho verify` says of a saved package, by the fingerprint that the page shows. */
async function problemsOf(path: string, fingerprint: string): Promise<readonly string[]> {
  const file = await open(path);
  return (await verifyPackage(file, { fingerprint }).finally(() => file.close())).problems.lines;
}

describe('an officer', () => {
  it('orders a package by keyboard, sees it grow and what is in it, fetches it, and others can verify it', async () => {
    const startMs = Math.floor(Date.now() / 1000) * 1000 - 600_000;
    const { cameraId } = await footage.register(startMs);
    await footage.addPicture(cameraId, startMs + 2500);
    const { requestId, incidentId } = await footage.open(cameraId, startMs, startMs + 8000);
    const { page, complaints, close } = await web.open({ user: 'officer', size: PHONE, path: `/incidents/${incidentId}` });
    const section = page.getByRole('region', { name: 'Gói chứng cứ' });
    await section.getByText('Chưa có gói chứng cứ nào.').waitFor();
    const choice = section.getByRole('checkbox', { name: /^Mắt \d+: / });
    await choice.focus();
    await page.keyboard.press('Space');
    expect(await section.getByRole('button', { name: 'Lập gói chứng cứ' }).isDisabled()).toBe(true);
    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    const item = section.getByRole('listitem', { name: /^Gói / });
    await item.getByText('Đã lập xong').waitFor({ timeout: 30_000 });
    await item.getByText(/1 tệp gốc, 1 ảnh gốc, 2 bản sao để xem/).waitFor();
    await item.getByText(/Thiếu 2 giây của đoạn được mở/).waitFor();
    await item.getByText('Cách kiểm tra gói trên máy khác').click();
    const command = await item.getByText(/^matpho verify /).innerText();
    const [, fileName, fingerprint] = /^matpho verify (\S+) --key "([0-9a-f ]+)"$/.exec(command)!;
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await overflowPx(page)).toBe(0);
    if (process.env['PACKAGE_SHOTS'] !== undefined) await section.screenshot({ path: `${process.env['PACKAGE_SHOTS']}/phone.png` });
    const [download] = await Promise.all([page.waitForEvent('download'), item.getByRole('button', { name: /^Tải gói / }).click()]);
    expect(download.suggestedFilename()).toBe(fileName);
    const path = join(folder, 'package.zip');
    await download.saveAs(path);
    expect(await problemsOf(path, fingerprint!)).toEqual([]);
    expect(await verifyPackagesStandalone([[path, fingerprint!]])).toEqual([[]]);

    await web.api.as('board', 'POST', `/footage-requests/${requestId}/revocation`, { reason: 'Hết cần thiết' });
    await item.getByRole('button', { name: /^Tải gói / }).click();
    await item.getByRole('alert').getByText('Gói chứng cứ này không có tệp').waitFor();
    await page.goto(`/incidents/${incidentId}`);
    await item.getByText('Đã xoá tệp').waitFor();
    await section.getByText('Muốn lập gói chứng cứ phải có đề nghị trích xuất của chính bạn đang được mở.').waitFor();
    expect(complaints).toEqual([]);
    await close();
  });
});

describe('a colleague', () => {
  it('finds the packages of all cases in English, and that another person fetches them', async () => {
    const startMs = Math.floor(Date.now() / 1000) * 1000 - 300_000;
    const { cameraId } = await footage.register(startMs);
    const { incidentId } = await footage.open(cameraId, startMs, startMs + 6000);
    const { id } = (await web.api.as('officer', 'POST', `/incidents/${incidentId}/evidence-packages`, {})).json();
    await expect.poll(async () => (await web.api.as('officer', 'GET', `/evidence-packages/${id}`)).json().state, { timeout: 30_000 }).toBe('ready');
    const { page, complaints, close } = await web.open({ user: 'commander', language: 'en', path: '/requests' });
    await page.getByRole('link', { name: 'Evidence packages' }).click();
    await page.getByRole('heading', { level: 1, name: 'Evidence packages' }).waitFor();
    const item = page.getByRole('listitem', { name: /^Incident / }).filter({ hasText: 'Only officer can download this package.' });
    await item.getByText('Only officer can download this package.').waitFor();
    await item.getByText('originals: 1, copies for watching: 1').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await overflowPx(page)).toBe(0);
    if (process.env['PACKAGE_SHOTS'] !== undefined) await page.screenshot({ path: `${process.env['PACKAGE_SHOTS']}/desktop.png`, fullPage: true });
    await item.getByRole('link', { name: /^Incident / }).click();
    await page
      .getByRole('region', { name: 'Evidence packages' })
      .getByRole('listitem', { name: /^Package / })
      .waitFor();
    expect(complaints).toEqual([]);
    await close();
  });
});
