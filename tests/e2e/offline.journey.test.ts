import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CDPSession, Page } from 'playwright-core';
import sql from 'sql-template-tag';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { cameraBody } from '../support/test-app.ts';
import { startFaultyLink } from '../support/network/faulty-link.ts';
import { PHONE } from '../support/web/browser-page.ts';
import { answersAreKept, whatIsKept, workerIsThere } from '../support/web/kept-in-browser.ts';
import { accessibilityFaults, overflowPx } from '../support/web/page-checks.ts';
import { startWebApp, type WebApp } from '../support/web/web-app.ts';

let web: WebApp;
let faultId: string;

beforeAll(async () => {
  web = await startWebApp({
    environment: { MATPHO_PUSH_CONTACT: 'mailto:vanhanh@example.com', MATPHO_PUSH_HOSTS: 'push.invalid' },
    wholeBrowser: true,
    ownWebFolder: true,
  });
  const source = { kind: 'simulated', seed: 7, faults: { authFails: true } };
  await web.api.as('board', 'POST', '/cameras', cameraBody(web.api.world, { name: 'Ngã tư hỏng', source }));
  const open = async () => (await web.api.as('board', 'GET', '/faults')).json<{ items: { id: string }[] }>().items;
  faultId = await vi.waitUntil(async () => (await open())[0]?.id, { timeout: 120_000 });
});
afterAll(() => web.close());

/** For what comes at the first try unless the machine is too busy. */
const LONG = { timeout: 120_000 };

const signInForm = (page: Page) => page.locator('input[name="username"]');

/** What a browser says of a connection that isn't there is no complaint here. */
const ofThePage = (complaints: readonly string[]) => complaints.filter((text) => !text.startsWith('WebSocket connection to'));

const notes = () =>
  web.api.db.rows<{ text: string; isDatedBefore: boolean }>(
    sql`SELECT text, happened_at < recorded_at AS "isDatedBefore" FROM camera_fault_note WHERE text LIKE 'Đã thay%' ORDER BY id`,
  );

describe('a board member below a camera, on a phone', () => {
  it('opens the first page without connection, sees the cameras and from when they are, and comes by the menu to registering on the spot', async () => {
    const { page, complaints, close } = await web.open({ user: 'board', size: PHONE, path: '/', serviceWorker: true });
    const camera = page.getByRole('listitem').filter({ hasText: 'Ngã tư hỏng' });
    await camera.waitFor();
    await workerIsThere(page);
    await answersAreKept(page, '["cameras",');

    await page.context().setOffline(true);
    await page.goto('/');
    await camera.getByText('Camera từ chối đăng nhập').waitFor();
    await page.getByText(/Mất kết nối với máy chủ.*Đang xem thông tin lúc \d\d\/\d\d\/\d{4} \d\d:\d\d/).waitFor();
    expect([await accessibilityFaults(page), await overflowPx(page)]).toEqual([[], 0]);
    // neither page was ever opened on this phone
    await page.getByRole('link', { name: 'Đăng ký camera' }).click();
    await page.getByRole('heading', { level: 1, name: 'Đăng ký camera' }).waitFor();
    await page.getByRole('link', { name: 'Đang đứng dưới camera' }).click();
    await page.getByRole('heading', { level: 1, name: 'Đăng ký tại chỗ' }).waitFor();
    await page.getByRole('button', { name: 'Lấy vị trí của tôi' }).waitFor();
    await page.getByText(/Mất kết nối với máy chủ/).waitFor();
    expect(ofThePage(complaints)).toEqual([]);
    await close();
  });

  it('reads the list and writes an entry without connection, which is sent once when it is back; nothing stays after signing out', async () => {
    const { page, complaints, close } = await web.open({ user: 'board', size: PHONE, path: '/faults', serviceWorker: true });
    const item = page.getByRole('listitem').filter({ hasText: 'Ngã tư hỏng' });
    await item.getByRole('link').click();
    await page.getByRole('heading', { level: 1, name: /^Ngã tư hỏng/ }).waitFor();
    await workerIsThere(page);
    await answersAreKept(page, '["faults",', `["fault","${faultId}"]`);

    await page.context().setOffline(true);
    await page.goto('/faults');
    await item.waitFor();
    await page.getByText(/Mất kết nối với máy chủ.*Đang xem thông tin lúc \d\d\/\d\d\/\d{4} \d\d:\d\d/).waitFor();
    await item.getByRole('link').click();
    await page.getByLabel('Loại ghi chép').selectOption('Đã sửa');
    await page.getByLabel('Nội dung').fill('Đã thay bộ nguồn.');
    await page.getByRole('button', { name: 'Ghi lại' }).click();
    const panel = page.getByRole('region', { name: 'Việc chờ gửi' });
    await panel.getByText('Chờ gửi (1): sẽ gửi khi có mạng').waitFor();
    await page.getByText('Chưa gửi, đang chờ mạng: Ghi sổ sửa chữa.').waitFor();
    // the phone was put away and the application closed
    await page.reload();
    await panel.getByText('Chờ gửi (1): sẽ gửi khi có mạng').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await overflowPx(page)).toBe(0);
    expect(await notes()).toEqual([]);

    await page.context().setOffline(false);
    await panel.getByText('Đã gửi (1)').waitFor();
    await page.getByRole('list').getByText('Đã thay bộ nguồn.').waitFor();
    // dated when it was written, not when it was sent
    expect(await notes()).toMatchObject([{ isDatedBefore: true }]);
    await panel.getByText('Xem từng việc').click();
    await panel.getByRole('button', { name: 'Đã xem, cất đi: Ghi sổ sửa chữa: Ngã tư hỏng' }).click();
    await panel.waitFor({ state: 'hidden' });

    // asked for in front of the worker, as pages ask for pictures and media
    const cacheControls = await page.evaluate(async () => {
      const paths = ['/snapshots/0199c0de-0000-7000-8000-000000000001/image', '/media/0199c0de-0000-7000-8000-000000000001', '/cameras'];
      return Promise.all(paths.map(async (path) => (await fetch(`/api/v1${path}`)).headers.get('cache-control')));
    });
    expect(cacheControls).toEqual(['no-store', 'no-store', 'no-store']);
    const kept = await whatIsKept(page);
    expect(kept.paths.filter((path) => path.startsWith('/api/'))).toEqual([]);
    expect(kept.paths).toContain('/');
    expect(kept.rows).toContain('Ngã tư hỏng');
    await page.getByRole('button', { name: /^Tài khoản/ }).click();
    await page.getByRole('menuitem', { name: 'Đăng xuất' }).click();
    await signInForm(page).waitFor();
    await expect.poll(async () => (await whatIsKept(page)).rows).toBe('[[],[],[]]');
    expect(ofThePage(complaints)).toEqual([]);
    await close();
  });

  it('leaves the phone without connection: it forgets at once, and ends the session as soon as it can', async () => {
    const { page, close } = await web.open({ user: 'board', size: PHONE, path: '/faults', serviceWorker: true });
    await page.getByRole('listitem').filter({ hasText: 'Ngã tư hỏng' }).waitFor();
    await workerIsThere(page);
    await page.context().setOffline(true);
    await page.goto(`/faults/${faultId}`);
    await page.getByRole('button', { name: /^Tài khoản/ }).click();
    await page.getByRole('menuitem', { name: 'Đăng xuất' }).click();
    await signInForm(page).waitFor();
    expect((await whatIsKept(page)).rows).not.toContain('Ngã tư hỏng');
    await page.goto('/faults');
    await signInForm(page).waitFor();
    await page.context().setOffline(false);
    await page.goto('/faults');
    await signInForm(page).waitFor();
    const session = await page.request.get(`${web.url}/api/v1/public/session`);
    expect(await session.json()).toEqual({ session: null });
    await close();
  });
});

it('where the line was too slow the last time nobody waits for it again, until it is good or the page is loaded anew', async () => {
  const link = await startFaultyLink(Number(new URL(web.url).port));
  const { page, complaints, close } = await web.open({ user: 'board', size: PHONE, path: '/sign-in', serviceWorker: true });
  try {
    const faults = `http://127.0.0.1:${link.port}/faults`;
    const isKept = () => page.evaluate(() => 'kept' in document.documentElement.dataset);
    const listed = () => page.getByRole('listitem').filter({ hasText: 'Ngã tư hỏng' }).waitFor();
    await page.goto(faults);
    await listed();
    await workerIsThere(page);
    await answersAreKept(page, '["faults",');
    expect(await isKept()).toBe(false);

    const openOnBadLine = async (): Promise<void> => {
      await link.set({ kind: 'half_open' });
      await page.goto(faults);
      // the list of the last visit, and who was signed in then, with no answer of the service
      await listed();
      expect(await isKept()).toBe(true);
      await expect.poll(async () => (await whatIsKept(page)).paths).toContain('/slow-line');
      await link.set({ kind: 'none' });
    };
    await openOnBadLine();
    await page.goto(faults);
    await listed();
    expect(await isKept()).toBe(true);
    // it was measured meanwhile: in time on a machine that is not too busy
    await expect.poll(async () => (await page.goto(faults)) !== null && (await isKept()), LONG).toBe(false);
    await listed();

    await expect
      .poll(async () => {
        await openOnBadLine();
        await page.reload();
        await listed();
        return isKept();
      }, LONG)
      .toBe(false);
    expect(ofThePage(complaints)).toEqual([]);
  } finally {
    await close();
    await link.stop();
  }
});

describe('the installed application', () => {
  it('has all that a browser asks for, and shows a push with what it leads to', async () => {
    const { page, complaints, close } = await web.open({ user: 'board', size: PHONE, path: '/messages', serviceWorker: true });
    await workerIsThere(page);
    await page.context().grantPermissions(['notifications']);
    const devtools: CDPSession = await page.context().newCDPSession(page);
    const { errors } = await devtools.send('Page.getAppManifest');
    expect(errors).toEqual([]);
    const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors');
    // a browser profile of a test is never installed to
    expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito')).toEqual([]);
    const registrationId = new Promise<string>((done) =>
      devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => registrations[0] !== undefined && done(registrations[0].registrationId)),
    );
    await devtools.send('ServiceWorker.enable');
    const data = JSON.stringify({ id: 'm1', title: 'Mất kết nối: Ngã tư hỏng', body: 'Cần làm: kiểm tra nguồn điện.', path: '/faults' });
    await devtools.send('ServiceWorker.deliverPushMessage', { origin: new URL(web.url).origin, registrationId: await registrationId, data });
    const shown = () =>
      page.evaluate(async () => {
        const notices = await (await navigator.serviceWorker.ready).getNotifications();
        return notices.map((notice) => ({ title: notice.title, body: notice.body, tag: notice.tag, data: notice.data as unknown }));
      });
    await expect.poll(shown).toEqual([{ title: 'Mất kết nối: Ngã tư hỏng', body: 'Cần làm: kiểm tra nguồn điện.', tag: 'm1', data: { path: '/faults' } }]);
    expect(ofThePage(complaints)).toEqual([]);
    await close();
  });

  it('says that there is a new version, and takes it when the reader wants, without losing the page', async () => {
    const { page, complaints, close } = await web.open({ user: 'board', size: PHONE, path: '/faults', serviceWorker: true });
    await page.getByRole('listitem').filter({ hasText: 'Ngã tư hỏng' }).waitFor();
    await workerIsThere(page);
    const undo = await deployOther(web.webFolder);
    try {
      await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
      await page.getByText('Đã có bản mới của ứng dụng.').waitFor();
      expect(await accessibilityFaults(page)).toEqual([]);
      expect(await overflowPx(page)).toBe(0);
      // what is typed is not thrown away
      await page.getByRole('listitem').filter({ hasText: 'Ngã tư hỏng' }).getByRole('link').click();
      const note = page.getByLabel('Nội dung');
      await note.fill('Đang gõ dở');
      await page.getByRole('button', { name: 'Tải lại', exact: true }).click();
      await page.getByText('Trên trang này còn phần chưa lưu').waitFor();
      expect(await note.inputValue()).toBe('Đang gõ dở');
      // nor when something else on the page was saved meanwhile
      await page.getByLabel('Ai đang lo việc này').fill('Anh Tư thợ điện');
      await page.getByLabel('Ai đang lo việc này').press('Enter');
      await page.getByRole('definition').filter({ hasText: 'Anh Tư thợ điện' }).waitFor();
      await page.getByRole('button', { name: 'Tải lại', exact: true }).click();
      expect(await note.inputValue()).toBe('Đang gõ dở');
      await note.fill('');
      await page.getByRole('link', { name: 'Cần sửa' }).click();
      // what is chosen there is nothing to save
      for (const shown of ['Đã xong', 'Đang cần sửa']) await page.getByText(shown, { exact: true }).click();
      await page.getByRole('listitem').filter({ hasText: 'Ngã tư hỏng' }).waitFor();
      await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Tải lại', exact: true }).click()]);
      await page.getByRole('listitem').filter({ hasText: 'Ngã tư hỏng' }).waitFor();
      // both versions' files are kept: a page that was not reloaded goes on finding its parts
      expect(await page.evaluate(async () => (await caches.keys()).length)).toBe(2);
    } finally {
      await undo();
    }
    expect(ofThePage(complaints)).toEqual([]);
    await close();
  });

  it('is told by push when its user wants it there, and not when not', async () => {
    const { page, complaints, close } = await web.open({ user: 'board', size: PHONE, path: '/requests', serviceWorker: true });
    await page.context().grantPermissions(['notifications']);
    // the maker's service is the far end: a browser of a test has none
    await page.addInitScript(pretendPushService);
    await page.goto('/messages');
    const part = page.getByRole('region', { name: 'Thông báo trên máy này' });
    await part.getByRole('button', { name: 'Bật trên máy này' }).click();
    await part.getByText('Đang bật trên máy này.').waitFor();
    await page.getByRole('listitem', { name: /^Trình duyệt Chrome/ }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await overflowPx(page)).toBe(0);
    await part.getByRole('button', { name: 'Tắt trên máy này' }).click();
    await part.getByText('Đang tắt trên máy này.').waitFor();
    await page.getByRole('listitem', { name: /^Trình duyệt Chrome/ }).waitFor({ state: 'detached' });
    expect(ofThePage(complaints)).toEqual([]);
    await close();
  });
});

/** Puts another version's worker in the place of the one that is served; its shell is said to begin with another file. Returns how to take it back. */
async function deployOther(folder: string): Promise<() => Promise<void>> {
  const names = ['sw.js', 'sw.js.br', 'sw.js.gz'];
  const before = await Promise.all(names.map((name) => readFile(join(folder, name))));
  const text = before[0]!.toString('utf8');
  const [, version] = /version:[`"'](\w+)[`"']/.exec(text)!;
  const [, entry] = /entry:[`"']([^`"']+)[`"']/.exec(text)!;
  const other = text.replaceAll(version!, 'other').replaceAll(entry!, '/icon.svg');
  await writeFile(join(folder, 'sw.js'), other);
  await Promise.all(names.slice(1).map((name) => rm(join(folder, name))));
  return async () => void (await Promise.all(names.map((name, index) => writeFile(join(folder, name), before[index]!))));
}

/** In the page: subscriptions as a browser gives them, without a push service behind. */
function pretendPushService(): void {
  let taken: PushSubscription | null = null;
  const base64Url = (bytes: ArrayBuffer | Uint8Array) =>
    btoa(String.fromCharCode(...new Uint8Array(bytes as ArrayBuffer)))
      .replaceAll('+', '-')
      .replaceAll('/', '_')
      .replaceAll('=', '');
  PushManager.prototype.getSubscription = async () => taken;
  PushManager.prototype.subscribe = async () => {
    const pair = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits']);
    const keys = { p256dh: base64Url(await crypto.subtle.exportKey('raw', pair.publicKey)), auth: base64Url(crypto.getRandomValues(new Uint8Array(16))) };
    const endpoint = `https://push.invalid/${crypto.randomUUID()}`;
    const made = { endpoint, toJSON: () => ({ endpoint, keys }), unsubscribe: async () => ((taken = null), true) };
    taken = made as unknown as PushSubscription;
    return taken;
  };
}
