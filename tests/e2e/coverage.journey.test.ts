import sql from 'sql-template-tag';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { vietnamDay } from '../../domain/vietnam-day.ts';
import { DESKTOP, PHONE } from '../support/web/browser-page.ts';
import { signInByHand, signOutByHand } from '../support/web/cuttable-page.ts';
import { addBrawl, makeMeetingTown, type MeetingTown } from '../support/web/meeting-town.ts';
import { accessibilityFaults, overflowPx } from '../support/web/page-checks.ts';
import { startWebApp, type WebApp } from '../support/web/web-app.ts';

const DAY_MS = 86_400_000;
const EARLIER = vietnamDay(Date.now() - 5 * DAY_MS);
let web: WebApp;
let town: MeetingTown;

beforeAll(async () => {
  web = await startWebApp();
  town = await makeMeetingTown(web.api);
});
afterAll(() => web.close());

describe('a commander looks closer', () => {
  it('on a phone, in English: at an earlier day, into a unit, and signs out', async () => {
    const { page, complaints, close } = await web.open({ size: PHONE, language: 'en', hasTouch: true, path: '/coverage' });
    await signInByHand(page, 'commander');
    await page.getByRole('link', { name: /^Working 2/ }).waitFor();
    await page.getByLabel('As at the end of').fill(EARLIER.split('-').toReversed().join('/'));
    await page.getByLabel('As at the end of').press('Enter');
    await page.getByRole('link', { name: /^Working 3/ }).waitFor();
    const unit = page.getByRole('table').first().getByRole('link', { name: 'Tổ dân phố Bắc' });
    await unit.tap();
    await page.getByRole('heading', { level: 1, name: 'Camera coverage: Tổ dân phố Bắc' }).waitFor();
    // it is still that day
    await page.getByRole('link', { name: /^Working 2/ }).waitFor();
    expect(new URL(page.url()).searchParams.get('asOf')).toBe(EARLIER);
    expect(await overflowPx(page)).toBe(0);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Back to now' }).tap();
    await page.getByRole('link', { name: /^Working 1/ }).waitFor();
    await signOutByHand(page, 'commander');
    expect(complaints).toEqual([]);
    await close();
  });

  it('with incidents on the map: new ones are offered and not looked at until that is wanted', async () => {
    const { page, complaints, close } = await web.open({ size: DESKTOP, user: 'commander', path: '/coverage' });
    const looks: string[] = [];
    page.on('request', (request) => new URL(request.url()).pathname === '/api/v1/incidents' && looks.push(request.url()));
    await page.getByLabel('Vụ việc', { exact: true }).check();
    await page.getByText('Vụ việc trên bản đồ: 1 (không vẽ vụ tụ tập đông người).').waitFor();
    const offer = page.getByRole('button', { name: 'Hiện vụ việc mới' });
    // after the figures were counted
    await addBrawl(web.api, Date.now() - 60_000);
    await offer.waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(looks).toHaveLength(1);
    // a connection that came late offers as well: then there are two offers, and each is one look
    let presses = 0;
    const two = page.getByText('Vụ việc trên bản đồ: 2 (không vẽ vụ tụ tập đông người).');
    await expect
      .poll(async () => {
        if (await offer.isEnabled({ timeout: 1000 }).catch(() => false)) {
          presses += 1;
          await offer.press('Enter', { timeout: 1000 }).catch(() => undefined);
        }
        return [await two.count(), await offer.count()];
      })
      .toEqual([1, 0]);
    // the count beside it says the same, and hasn't waited for its minute
    await page.getByRole('heading', { name: 'Vụ việc trong 7 ngày: 2' }).waitFor({ timeout: 30_000 });
    expect(looks.length).toBeGreaterThan(1);
    expect(looks.length).toBeLessThanOrEqual(1 + presses);
    expect(complaints).toEqual([]);
    await close();
  });

  it('at a list behind a figure, which follows when a camera changed, a minute later at most', async () => {
    const { page, complaints, close } = await web.open({ size: DESKTOP, user: 'commander', path: '/manifest.webmanifest' });
    await page.clock.install();
    await page.goto('/coverage/cameras');
    const item = page.getByRole('main').getByRole('listitem').filter({ hasText: 'Cổng chợ phía' });
    await item.getByText('Cổng chợ phía đông').waitFor();
    const renamed = await web.api.as('admin', 'PATCH', `/cameras/${town.dead}`, { name: 'Cổng chợ phía tây' });
    expect(renamed.statusCode, renamed.body).toBe(200);
    // how soon the page is told isn't known
    await expect
      .poll(async () => {
        await page.clock.fastForward(60_000);
        return item.getByText('Cổng chợ phía tây').count();
      })
      .toBe(1);
    expect(complaints).toEqual([]);
    await close();
    await web.api.as('admin', 'PATCH', `/cameras/${town.dead}`, { name: 'Cổng chợ phía đông' });
  });

  it('from the cameras of an earlier day that were registered later to their list', async () => {
    await web.api.db.run(sql`UPDATE camera SET created_at = now() - interval '1 day' WHERE id = ${town.south}`);
    const { page, complaints, close } = await web.open({ size: DESKTOP, user: 'commander', path: `/coverage?asOf=${EARLIER}` });
    await page.getByRole('link', { name: 'Có 1 camera đã lắp từ trước nhưng đăng ký sau ngày này.' }).click();
    await page.getByRole('heading', { level: 1, name: 'Camera trong số liệu' }).waitFor();
    const items = page.getByRole('main').getByRole('listitem');
    await items.filter({ hasText: 'Cầu Đinh Văn' }).waitFor();
    await expect.poll(() => items.count()).toBe(1);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByLabel('Đăng ký', { exact: true }).selectOption({ label: 'Tất cả' });
    await expect.poll(() => items.count()).toBe(3);
    await page.getByRole('link', { name: 'Về bảng số liệu' }).click();
    await page.getByRole('link', { name: /^Đang hoạt động 3/ }).waitFor();
    expect(complaints).toEqual([]);
    await close();
    await web.api.db.run(sql`UPDATE camera SET created_at = now() - interval '30 days' WHERE id = ${town.south}`);
  });
});
