import type { Page, Request } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REAL_CLIENT, startRealProvider, type RealProvider } from '../support/oidc/real-provider.ts';
import { currentTotpCode } from '../support/totp-code.ts';
import { PHONE } from '../support/web/browser-page.ts';
import { accessibilityFaults, overflowPx } from '../support/web/page-checks.ts';
import { startWebApp, type WebApp } from '../support/web/web-app.ts';

let provider: RealProvider;
let web: WebApp;
beforeAll(async () => {
  provider = await startRealProvider();
  const client = { issuer: provider.issuer, clientId: REAL_CLIENT.id, clientSecret: REAL_CLIENT.secret };
  web = await startWebApp({ oidc: { ...client, label: 'Cổng của tỉnh', secondFactorAcr: [], secondFactorAmr: [] } });
  provider.serve(web.url);
});
afterAll(async () => {
  await web.close();
  await provider.stop();
});

const BUTTON = 'Đăng nhập bằng Cổng của tỉnh';

async function open(path: string) {
  const opened = await web.open({ path, size: PHONE });
  // the provider's pages want a font from elsewhere
  await opened.page.route(
    ({ hostname }) => hostname !== '127.0.0.1' && hostname !== 'localhost',
    (route) => route.abort(),
  );
  return opened;
}

/** From the provider's page back to ours: who one is, and that this may be told. */
async function signInAtProvider(page: Page, subject: string): Promise<void> {
  await page.fill('input[name="login"]', subject);
  await page.fill('input[name="password"]', 'any');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Continue' }).click();
}

async function invite(username: string): Promise<string> {
  const office = await web.open({ user: 'admin', path: '/users' });
  await office.page.getByRole('button', { name: 'Mời người dùng' }).click();
  await office.page.getByLabel('Họ tên hoặc chức danh').fill('Chị Hoa');
  await office.page.getByLabel('Tên đăng nhập').fill(username);
  await office.page.getByLabel('Đơn vị').selectOption({ label: 'Ban điều hành Nam' });
  await office.page.getByRole('button', { name: 'Tạo lời mời' }).click();
  const link = (await office.page.getByTestId('invitation-link').textContent()) ?? '';
  await office.close();
  return link.replace(web.url, '');
}

describe('a provider of the operator’s choice', () => {
  it('takes the place of a password for who was invited, asks for our second factor, and is left at sign-out', async () => {
    const phone = await open(await invite('hoa'));
    const { page } = phone;
    await page.getByRole('button', { name: BUTTON }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await overflowPx(page)).toBe(0);
    await page.getByRole('button', { name: BUTTON }).focus();
    await page.keyboard.press('Enter');
    await signInAtProvider(page, 'sub-hoa');
    await page.getByRole('button', { name: 'Tài khoản: Chị Hoa' }).waitFor();
    await page.waitForURL(`${web.url}/`);

    await page.goto('/account');
    await page.getByRole('button', { name: 'Bật xác thực hai bước' }).click();
    expect(await page.locator('input[name="password"]').count()).toBe(0);
    await page.getByRole('button', { name: 'Tiếp tục' }).click();
    await page.getByText('Không quét được?').click();
    const secret = ((await page.locator('details code').textContent()) ?? '').replaceAll(' ', '');
    await page.fill('input[name="code"]', currentTotpCode(secret, Date.now()));
    await page.keyboard.press('Enter');
    await page.getByTestId('paper-codes').waitFor();
    const codes = await page.getByTestId('paper-codes').locator('code').allTextContents();
    await page.getByRole('button', { name: 'Đã cất các mã' }).click();

    await page.getByRole('button', { name: 'Tài khoản: Chị Hoa' }).click();
    await page.getByRole('menuitem', { name: 'Đăng xuất' }).click();
    await page.getByRole('button', { name: 'Yes, sign me out' }).click();
    await page.waitForURL(`${web.url}/sign-in`);

    await page.goto('/cameras/new');
    await page.waitForURL('**/sign-in?next=*');
    await page.getByRole('button', { name: BUTTON }).click();
    await signInAtProvider(page, 'sub-hoa');
    await page.getByText('Còn một bước').waitFor();
    expect(page.url()).toBe(`${web.url}/sign-in/provider`);
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await overflowPx(page)).toBe(0);
    await page.fill('input[name="code"]', '000000');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('Mã không đúng hoặc đã dùng rồi.').waitFor();
    await page.fill('input[name="code"]', codes[0]!);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Đăng ký camera' }).waitFor();
    expect(phone.complaints.filter((text) => !text.includes('fonts.'))).toEqual([]);
    await phone.close();
  });

  it('opens nothing for a stranger, in plain words, nor for who comes back to an old address', async () => {
    const phone = await open('/sign-in');
    const { page } = phone;
    await page.getByRole('button', { name: BUTTON }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await overflowPx(page)).toBe(0);
    await page.getByRole('button', { name: BUTTON }).click();
    const isReturn = (request: Request): boolean => request.url().includes('/sign-in/provider?');
    const [returned] = await Promise.all([page.waitForRequest(isReturn), signInAtProvider(page, 'a stranger')]);
    const address = returned.url();
    await page.getByRole('alert').getByText('Chưa có tài khoản nào ở đây liên kết').waitFor();
    expect(page.url()).toBe(`${web.url}/sign-in/provider`);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.goto(address);
    await page.getByRole('alert').getByText('đã hết hạn, đã dùng rồi').waitFor();
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('alert').getByText('has expired, was used already').waitFor();
    await page.getByRole('link', { name: 'Back to signing in' }).click();
    await page.locator('input[name="username"]').waitFor();
    await phone.close();
  });
});
