import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestUser } from '../support/test-app.ts';
import { PHONE } from '../support/web/browser-page.ts';
import { accessibilityFaults, overflowPx } from '../support/web/page-checks.ts';
import { startWebApp, type WebApp } from '../support/web/web-app.ts';

let web: WebApp;

/** What each page says of which there is nothing, on a service where nobody has entered anything; no test of this file does. */
const EMPTY_PAGES: Readonly<Partial<Record<TestUser, readonly (readonly [path: string, said: string])[]>>> = {
  board: [
    ['/', 'Chưa có camera nào.'],
    ['/faults', 'Không có việc nào cần sửa.'],
    ['/recorders', 'Chưa có đầu ghi nào.'],
    ['/requests', 'Không có đề nghị nào đang chờ hay đang mở.'],
    ['/signs', 'Camera nào cũng có biển và ảnh chụp biển.'],
    ['/mask-reviews', 'Không có việc gì đang chờ.'],
    ['/subject-requests', 'Không có yêu cầu nào đang chờ.'],
    ['/cameras/import', 'Chưa nhập danh sách nào.'],
    ['/messages', 'Máy chủ này chưa được cài đặt để gửi tin. Hãy hỏi người quản trị.'],
  ],
  officer: [
    ['/incidents', 'Chưa có vụ việc nào.'],
    ['/packages', 'Chưa có gói chứng cứ nào.'],
    ['/duty', 'Không có chuông nào đang chờ.'],
    ['/roster', 'Chưa xếp ca nào trong bảy ngày tới: chuông sẽ báo cho mọi cán bộ của đơn vị.'],
  ],
  commander: [['/coverage/cameras', 'Không có camera nào như vậy.']],
  auditor: [
    ['/log-erasures', 'Chưa có đề nghị nào.'],
    ['/audit?seq=999999', 'Không có mục mang số này, hoặc mục đó không thuộc phần bạn được đọc.'],
  ],
  admin: [
    ['/alarm-points', 'Chưa có chuông nào.'],
    ['/policies', 'Chưa đơn vị nào có quy định riêng.'],
  ],
};

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
    await page.evaluate(
      () =>
        new Promise((resolve) => {
          document.addEventListener('scroll', resolve, { once: true });
          window.scrollTo(0, 300);
        }),
    );
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

it.each(Object.entries(EMPTY_PAGES))('where there is nothing yet, each page of %s says so', async (user, pages) => {
  const { page, complaints, close } = await web.open({ user: user as TestUser, path: '/manifest.webmanifest', size: PHONE });
  for (const [path, said] of pages) {
    await page.goto(path);
    await page.getByRole('main').getByText(said, { exact: true }).waitFor();
    expect(await accessibilityFaults(page), path).toEqual([]);
    expect(await overflowPx(page), path).toBe(0);
  }
  expect(complaints).toEqual([]);
  await close();
});
