import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import sql from 'sql-template-tag';
import { TEST_PASSWORD } from '../support/test-app.ts';
import { currentTotpCode } from '../support/totp-code.ts';
import { PHONE } from '../support/web/browser-page.ts';
import { accessibilityFaults, overflowPx } from '../support/web/page-checks.ts';
import { startWebApp, type WebApp } from '../support/web/web-app.ts';

let web: WebApp;
beforeAll(async () => {
  web = await startWebApp();
});
afterAll(() => web.close());

describe('signing in', () => {
  it('leads to the page that was asked for, and out again', async () => {
    const { page, complaints, close } = await web.open({ path: '/incidents?category=theft' });
    await page.waitForURL('**/sign-in?next=*');
    await page.fill('input[name="username"]', 'officer');
    await page.fill('input[name="password"]', TEST_PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/incidents?category=theft');
    // the address is there before the page
    await page.getByRole('heading', { level: 1, name: 'Vụ việc', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Tài khoản: officer' }).click();
    await page.getByRole('menuitem', { name: 'Đăng xuất' }).click();
    await page.locator('input[name="username"]').waitFor();
    expect((await page.request.get('/api/v1/sessions/current')).status()).toBe(401);
    expect(complaints).toEqual([]);
    await close();
  });

  it('where one person’s work begins, the next one to sign in begins their own', async () => {
    const { page, close } = await web.open({ user: 'officer' });
    await page.getByRole('heading', { level: 1, name: 'Vụ việc' }).waitFor();
    await page.getByRole('button', { name: 'Tài khoản: officer' }).click();
    await page.getByRole('menuitem', { name: 'Đăng xuất' }).click();
    await page.fill('input[name="username"]', 'board');
    await page.fill('input[name="password"]', TEST_PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByText('Chưa có camera nào.').waitFor();
    await close();
  });

  it('is asked for without a refused request in the console', async () => {
    const { page, close } = await web.open({ path: '/sign-in' });
    const refused: string[] = [];
    page.on('response', (response) => response.status() >= 400 && refused.push(response.url()));
    await page.goto('/incidents');
    await page.waitForURL('**/sign-in?next=*');
    await page.locator('input[name="username"]').waitFor();
    expect(refused).toEqual([]);
    await close();
  });

  it('tells a wrong password from missing input, from throttling and from a server that is away', async () => {
    const { page, close } = await web.open({ path: '/sign-in' });
    const alert = page.getByRole('alert');
    await page.getByRole('button', { name: 'Đăng nhập' }).click();
    await alert.getByText('Hãy nhập cả tên đăng nhập và mật khẩu.').waitFor();
    await page.fill('input[name="username"]', 'nobody');
    await page.fill('input[name="password"]', 'wrong');
    await page.getByRole('button', { name: 'Đăng nhập' }).click();
    await alert.getByText('Tên đăng nhập hoặc mật khẩu không đúng.').waitFor();
    await page.route('**/api/v1/sessions', (route) =>
      route.fulfill({
        status: 429,
        headers: { 'retry-after': '90' },
        contentType: 'application/problem+json',
        body: '{"code":"sign_in_throttled","detail":"Wait."}',
      }),
    );
    await page.getByRole('button', { name: 'Đăng nhập' }).click();
    await alert.getByText('Hãy chờ 1 phút 30 giây rồi thử lại.').waitFor();
    await page.unroute('**/api/v1/sessions');
    await page.route('**/api/v1/sessions', (route) => route.abort());
    await page.getByRole('button', { name: 'Đăng nhập' }).click();
    await alert.getByText('Không kết nối được máy chủ.').waitFor();
    expect(await page.inputValue('input[name="username"]')).toBe('nobody');
    await close();
  });

  it('keeps the language that was chosen, over a reload', async () => {
    const { page, close } = await web.open({ path: '/sign-in' });
    expect(await page.locator('html').getAttribute('lang')).toBe('vi');
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await close();
  });

  it('fetches neither the component library nor the map', async () => {
    const { page, close } = await web.open({ path: '/sign-in' });
    const files: string[] = [];
    page.on('request', (request) => files.push(new URL(request.url()).pathname));
    await page.reload({ waitUntil: 'networkidle' });
    const heavy = /^(map|first-page)-/;
    // what is looked for is there to be fetched, under these names
    const built = (await readdir(join(inject('webFolder'), 'assets'))).flatMap((file) => heavy.exec(file)?.[1] ?? []);
    expect(new Set(built)).toEqual(new Set(['map', 'first-page']));
    expect(files.some((file) => file.endsWith('.js'))).toBe(true);
    expect(files.filter((file) => heavy.test(basename(file)))).toEqual([]);
    await close();
  });

  it('brings back the sign-in page by itself when the session ends behind the page', async () => {
    const { page, close } = await web.open({ user: 'board' });
    await page.getByText('Chưa có camera nào.').waitFor();
    await page.waitForLoadState('networkidle');
    expect((await page.request.delete('/api/v1/sessions/current', { headers: { 'x-matpho-csrf': '1' } })).status()).toBe(204);
    await page.locator('input[name="password"]').waitFor();
    await close();
  });
});

describe('the own account', () => {
  const NEW_PASSWORD = 'bảy ngọn đèn dưới nước';

  it('begins with a password of its own, and tells what is wrong with a weak one', async () => {
    await web.api.db.run(sql`UPDATE app_user SET must_change_password = true WHERE username = 'otherboard'`);
    const { page, complaints, close } = await web.open({ user: 'otherboard', path: '/cameras/new', size: PHONE });
    await page.getByText('Mật khẩu bạn được cấp chỉ dùng một lần.').waitFor();
    expect(await page.locator('nav').count()).toBe(0);
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await overflowPx(page)).toBe(0);
    const submit = async (password: string, repeated = password) => {
      await page.fill('input[name="currentPassword"]', TEST_PASSWORD);
      await page.fill('input[name="newPassword"]', password);
      await page.fill('input[name="repeated"]', repeated);
      await page.keyboard.press('Enter');
    };
    await submit(NEW_PASSWORD, 'khác');
    await page.getByRole('alert').getByText('chưa giống nhau').waitFor();
    await submit('matkhau123456');
    await page.getByRole('alert').getByText('ai cũng thử trước').waitFor();
    await submit(NEW_PASSWORD);
    await page.getByRole('heading', { level: 1, name: 'Đăng ký camera' }).waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  it('gets a second factor, which is asked for at the next sign-in, and shows where it is signed in', async () => {
    const { page, complaints, close } = await web.open({ user: 'officer2', path: '/account' });
    await page.getByText('Chưa bật: ai biết mật khẩu là vào được.').waitFor();
    await page.getByText('thiết bị này').waitFor();
    await page.getByRole('button', { name: 'Bật xác thực hai bước' }).click();
    await page.fill('input[name="password"]', TEST_PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('img', { name: 'Mã QR cho ứng dụng xác thực' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByText('Không quét được?').click();
    const secret = ((await page.locator('details code').textContent()) ?? '').replaceAll(' ', '');
    await page.fill('input[name="code"]', currentTotpCode(secret, Date.now()));
    await page.keyboard.press('Enter');
    await page.getByTestId('paper-codes').waitFor();
    const codes = await page.getByTestId('paper-codes').locator('code').allTextContents();
    await page.getByRole('button', { name: 'Đã cất các mã' }).click();
    await page.getByText('Đang bật. Còn 8 mã dự phòng trên giấy.').waitFor();
    await page.getByRole('button', { name: 'Tài khoản: officer2' }).click();
    await page.getByRole('menuitem', { name: 'Đăng xuất' }).click();
    await page.fill('input[name="username"]', 'officer2');
    await page.fill('input[name="password"]', TEST_PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('Hãy nhập thêm mã').waitFor();
    await page.fill('input[name="code"]', '000000');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('Mã không đúng hoặc đã dùng rồi.').waitFor();
    await page.fill('input[name="code"]', codes[0]!);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Tài khoản: officer2' }).waitFor();
    expect(complaints).toEqual([]);
    await close();
  });
});

/** On paper a sheet has neither its own buttons nor what else is on the page. */
async function printedAlone(page: Page, sheet: string, beside: string): Promise<void> {
  const seen = () =>
    Promise.all([
      page.getByTestId(sheet).isVisible(),
      page.getByText(beside, { exact: true }).first().isVisible(),
      page.locator('[data-sheet] button').first().isVisible(),
      page.locator('header').isVisible(),
    ]);
  expect(await seen()).toEqual([true, true, true, true]);
  await page.emulateMedia({ media: 'print' });
  expect(await seen()).toEqual([true, false, false, false]);
  await page.emulateMedia({ media: 'screen' });
}

describe('people', () => {
  const PASSWORD = 'bảy ngọn đèn dưới nước';

  it('are invited by a link, set a password, and set a new one with a code from paper; whoever leaves is out at once', async () => {
    const office = await web.open({ user: 'admin', path: '/users' });
    await office.page.getByRole('button', { name: 'Mời người dùng' }).click();
    await office.page.getByLabel('Họ tên hoặc chức danh').fill('Chị Hoa');
    await office.page.getByLabel('Tên đăng nhập').fill('hoa');
    await office.page.getByLabel('Đơn vị').selectOption({ label: 'Ban điều hành Nam' });
    await office.page.getByRole('button', { name: 'Tạo lời mời' }).click();
    await office.page.getByRole('img', { name: 'Mã QR của lời mời cho hoa' }).waitFor();
    expect(await accessibilityFaults(office.page)).toEqual([]);
    const link = (await office.page.getByTestId('invitation-link').textContent()) ?? '';
    await printedAlone(office.page, 'invitation-link', 'Mời người dùng');

    const phone = await web.open({ path: link.replace(web.url, ''), size: PHONE });
    await phone.page.getByText('Bạn được mời vào Ban điều hành Nam').waitFor();
    expect(await accessibilityFaults(phone.page)).toEqual([]);
    await phone.page.fill('input[name="newPassword"]', PASSWORD);
    await phone.page.fill('input[name="repeated"]', PASSWORD);
    await phone.page.keyboard.press('Enter');
    await phone.page.getByRole('button', { name: 'Tài khoản: Chị Hoa' }).waitFor();
    expect(phone.complaints).toEqual([]);

    await office.page.reload();
    await office.page.getByRole('button', { name: /^Chị Hoa \(hoa\)/ }).click();
    await office.page.getByRole('button', { name: 'In mã đặt lại mật khẩu' }).click();
    const code = (await office.page.getByTestId('paper-codes').locator('code').first().textContent()) ?? '';
    expect(await accessibilityFaults(office.page)).toEqual([]);
    await printedAlone(office.page, 'paper-codes', 'Mời người dùng');
    await office.page.getByRole('button', { name: 'Đã cất các mã' }).click();
    await office.page.getByRole('button', { name: 'Đường dẫn đặt lại mật khẩu' }).waitFor();
    await office.page.setViewportSize(PHONE);
    expect(await overflowPx(office.page)).toBe(0);

    const forgetful = await web.open({ path: '/sign-in', size: PHONE });
    await forgetful.page.getByRole('link', { name: 'Quên mật khẩu?' }).click();
    // the page before has a field of the same name, and stays until the next one has come
    await forgetful.page.locator('input[name="code"]').waitFor();
    await forgetful.page.fill('input[name="username"]', 'hoa');
    await forgetful.page.fill('input[name="code"]', code);
    await forgetful.page.fill('input[name="newPassword"]', `${PASSWORD} sâu`);
    await forgetful.page.fill('input[name="repeated"]', `${PASSWORD} sâu`);
    await forgetful.page.keyboard.press('Enter');
    await forgetful.page.getByText('Đã đặt mật khẩu mới.').waitFor();
    // the phone is signed out with it
    await phone.page.locator('input[name="username"]').waitFor();

    await forgetful.page.getByRole('link', { name: 'Về trang đăng nhập' }).click();
    await forgetful.page.locator('input[name="password"]').waitFor();
    await forgetful.page.fill('input[name="username"]', 'hoa');
    await forgetful.page.fill('input[name="password"]', `${PASSWORD} sâu`);
    await forgetful.page.keyboard.press('Enter');
    await forgetful.page.getByRole('button', { name: 'Tài khoản: Chị Hoa' }).waitFor();
    await office.page.getByRole('button', { name: 'Đóng tài khoản' }).click();
    await office.page.getByRole('dialog').getByRole('button', { name: 'Đóng tài khoản' }).click();
    await forgetful.page.locator('input[name="username"]').waitFor();
    await office.page.getByText('đã đóng').waitFor();
    expect(office.complaints).toEqual([]);
    for (const { close } of [office, phone, forgetful]) await close();
  });
});

describe('the menu', () => {
  it.each([
    ['board', ['/', '/cameras/new', '/faults', '/requests', '/audit', '/messages']],
    ['officer', ['/incidents', '/incidents/new', '/map', '/faults', '/requests', '/duty', '/messages']],
    ['commander', ['/coverage', '/incidents', '/map', '/faults', '/requests', '/duty', '/messages']],
    ['admin', ['/admin', '/map', '/cameras/new', '/faults', '/alarm-points', '/messages']],
  ] as const)('of a %s has what that role may use, and begins with the page that the role arrives at', async (user, paths) => {
    const { page, close } = await web.open({ user });
    const links = page.locator('nav a[href^="/"]');
    await expect.poll(() => links.evaluateAll((all) => all.map((link) => link.getAttribute('href')))).toEqual(paths);
    await page.locator(`nav a[href="${paths[0]}"][aria-current="page"]`).waitFor();
    expect(new URL(page.url()).pathname).toBe(paths[0]);
    for (const width of [360, 992, 1280, 1920]) {
      await page.setViewportSize({ width, height: 800 });
      expect(await overflowPx(page), `${width} px`).toBe(0);
    }
    await close();
  });
});
