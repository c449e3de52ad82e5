import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PHONE } from '../support/web/browser-page.ts';
import { startWebApp, type WebApp } from '../support/web/web-app.ts';

let web: WebApp;
beforeAll(async () => {
  web = await startWebApp();
});
afterAll(() => web.close());

describe('addresses', () => {
  it('wrong words in one are dropped and the rest is kept', async () => {
    const { page, complaints, close } = await web.open({ user: 'officer', path: '/incidents?category=nonsense&outcome=open&from=31/02/2026' });
    await page.getByRole('heading', { level: 1, name: 'Vụ việc' }).waitFor();
    await page.waitForURL('**/incidents?outcome=open');
    expect([await page.getByLabel('Kết quả').inputValue(), await page.getByLabel('Từ ngày').inputValue()]).toEqual(['open', '']);
    expect(complaints).toEqual([]);
    await close();
  });

  it('one that is none of ours says so, within the frame of the application', async () => {
    const { page, complaints, close } = await web.open({ user: 'officer', path: '/incidents/new/nothing-here' });
    await page.getByRole('heading', { level: 1, name: 'Không tìm thấy trang' }).waitFor();
    await page.getByRole('navigation').first().waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  it('back at a page, one is where one was', async () => {
    const { page, close } = await web.open({ user: 'officer', path: '/incidents/new', size: PHONE });
    await page.getByRole('button', { name: 'Lưu và tìm camera' }).waitFor();
    // the router listens to scrolling only once the page is drawn and all that follows from it is done
    await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
    await page.evaluate(() => window.scrollTo(0, 300));
    await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
    // without the mouse, for which the page would be scrolled anew wherever something lay above the link
    await page.getByRole('link', { name: 'Vụ việc', exact: true }).dispatchEvent('click');
    await page.getByRole('heading', { level: 1, name: 'Vụ việc' }).waitFor();
    await expect.poll(() => page.evaluate(() => window.scrollY)).toBe(0);
    await page.goBack();
    await page.getByRole('button', { name: 'Lưu và tìm camera' }).waitFor();
    await expect.poll(() => page.evaluate(() => window.scrollY)).toBeGreaterThan(280);
    await close();
  });

  it('a page that can’t be fetched on a lost line leaves the rest standing, and is fetched at the next try', async () => {
    const { page, close } = await web.open({ user: 'officer', path: '/incidents' });
    await page.getByRole('heading', { level: 1, name: 'Vụ việc' }).waitFor();
    await page.evaluate(() => Object.assign(window, { isFirst: true }));
    await page.context().setOffline(true);
    await page.getByRole('link', { name: 'Trích xuất' }).first().click();
    await page.getByRole('alert').getByText('Trang này không hiển thị được').waitFor();
    await page.context().setOffline(false);
    await page.getByRole('link', { name: 'Vụ việc', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Vụ việc' }).waitFor();
    await page.getByRole('link', { name: 'Trích xuất' }).first().click();
    await page.waitForFunction(() => document.querySelector('h1')?.textContent.includes('trích xuất') === true);
    expect(await page.evaluate(() => 'isFirst' in window)).toBe(true);
    await close();
  });
});
