import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TEST_PASSWORD } from '../support/test-app.ts';
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
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Vụ việc');
    await page.getByRole('button', { name: 'Tài khoản: officer' }).click();
    await page.getByRole('menuitem', { name: 'Đăng xuất' }).click();
    await page.locator('input[name="username"]').waitFor();
    expect((await page.request.get('/api/v1/sessions/current')).status()).toBe(401);
    expect(complaints).toEqual([]);
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
    expect(files.some((file) => file.endsWith('.js'))).toBe(true);
    expect(files.filter((file) => /maplibre|map-canvas|app-shell/.test(file))).toEqual([]);
    await close();
  });

  it('brings back the sign-in page when the session ends behind the page', async () => {
    const { page, close } = await web.open({ user: 'board' });
    await page.getByText('Chưa có camera nào.').waitFor();
    await page.waitForLoadState('networkidle');
    expect((await page.request.delete('/api/v1/sessions/current', { headers: { 'x-matpho-csrf': '1' } })).status()).toBe(204);
    await page.getByRole('button', { name: /^Mất kết nối/ }).click();
    await page.locator('input[name="password"]').waitFor();
    await close();
  });
});

describe('the menu', () => {
  it.each([
    ['board', ['/', '/cameras/new', '/faults', '/audit', '/messages']],
    ['officer', ['/', '/faults', '/incidents', '/incidents/new', '/duty', '/messages']],
    ['commander', ['/', '/faults', '/incidents', '/duty', '/messages']],
    ['admin', ['/', '/cameras/new', '/faults', '/networks', '/alarm-points', '/messages']],
  ] as const)('of a %s has what that role may use', async (user, paths) => {
    const { page, close } = await web.open({ user });
    const links = page.locator('nav a[href^="/"]');
    await links.first().waitFor();
    expect(await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')))).toEqual(paths);
    await close();
  });

  it('of an auditor has the access log, which is where an auditor arrives', async () => {
    const { page, close } = await web.open({ user: 'auditor' });
    await page.getByRole('heading', { level: 1, name: 'Nhật ký truy cập' }).waitFor();
    expect(await page.locator('nav a[href^="/"]').evaluateAll((all) => all.map((link) => link.getAttribute('href')))).toEqual(['/audit']);
    await close();
  });
});
