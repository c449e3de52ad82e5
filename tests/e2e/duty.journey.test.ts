import { afterAll, beforeAll, expect, it } from 'vitest';
import { DESKTOP } from '../support/web/browser-page.ts';
import { makeCuttable, signInByHand, signOutByHand } from '../support/web/cuttable-page.ts';
import { accessibilityFaults, overflowPx } from '../support/web/page-checks.ts';
import { pressBell } from '../support/web/press-bell.ts';
import { startWebApp, type WebApp } from '../support/web/web-app.ts';

const HOUR_MS = 3_600_000;
let web: WebApp;
beforeAll(async () => {
  web = await startWebApp();
  const { api } = web;
  const { items } = (await api.as('commander', 'GET', '/duty-officers')).json<{ items: { id: string; name: string }[] }>();
  const officer = items.find(({ name }) => name === 'officer')!;
  const shift = { userId: officer.id, from: new Date(Date.now() - HOUR_MS).toISOString(), to: new Date(Date.now() + 12 * HOUR_MS).toISOString() };
  const stored = await api.as('commander', 'POST', '/duty-shifts', shift);
  if (stored.statusCode !== 201) throw new Error(`the shift was refused: ${stored.body}`);
});
afterAll(() => web.close());

it('an officer on duty signs in, a bell rings, the line breaks while a second one does, both are taken, and the officer signs out', async () => {
  const { page, complaints, close } = await web.open({ size: DESKTOP, path: '/duty' });
  const line = await makeCuttable(page);
  await signInByHand(page, 'officer');
  await page.getByRole('heading', { level: 1, name: 'Trực ban' }).waitFor();
  await page.getByText('Bạn đang trong ca trực.').waitFor();
  await page.getByText('Không có chuông nào đang chờ.').waitFor();
  await pressBell(web.api, 'Quỹ tín dụng chợ');
  const first = page.getByRole('button', { name: 'Tôi nhận: Quỹ tín dụng chợ' });
  await first.waitFor();
  const announced = page.getByRole('alert');
  await announced.getByText(/Chuông cảnh báo: Quỹ tín dụng chợ, Tổ dân phố Bắc/).waitFor({ state: 'attached' });
  // the line breaks: what was known stays, and the other bell isn't heard of
  await line.cut();
  await pressBell(web.api, 'Trạm y tế');
  const second = page.getByRole('button', { name: 'Tôi nhận: Trạm y tế' });
  expect([await first.isVisible(), await second.count()]).toEqual([true, 0]);
  await line.restore();
  await second.waitFor();
  await announced.getByText(/Chuông cảnh báo: Trạm y tế, Tổ dân phố Bắc/).waitFor({ state: 'attached' });
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(await overflowPx(page)).toBe(0);
  for (const bell of [first, second]) {
    await bell.click();
    await bell.waitFor({ state: 'detached' });
  }
  await page.getByText('Không có chuông nào đang chờ.').waitFor();
  await expect.poll(() => page.getByText(/^officer nhận lúc/).count()).toBe(2);
  const { items } = (await web.api.as('officer', 'GET', '/alarms')).json<{ items: { name: string; acknowledgedBy: { name: string } | null }[] }>();
  expect(items.map(({ name, acknowledgedBy }) => `${name}: ${acknowledgedBy?.name}`).toSorted()).toEqual(['Quỹ tín dụng chợ: officer', 'Trạm y tế: officer']);
  await signOutByHand(page, 'officer');
  expect(complaints).toEqual([]);
  await close();
});
