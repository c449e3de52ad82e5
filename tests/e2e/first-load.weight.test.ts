import { afterAll, beforeAll, expect, it } from 'vitest';
import { countTransferred } from '../../bench/web/transferred-bytes.ts';
import { cameraBody } from '../support/test-app.ts';
import { PHONE } from '../support/web/browser-page.ts';
import { startWebApp, type WebApp } from '../support/web/web-app.ts';

const MOST_BYTES = 300_000;
let web: WebApp;

beforeAll(async () => {
  web = await startWebApp();
  const created = await web.api.as('board', 'POST', '/cameras', cameraBody(web.api.world, { name: 'Ngã tư chợ' }));
  expect(created.statusCode, created.body).toBe(201);
});
afterAll(() => web.close());

it('the first load of a board weighs less than 300 kB in gzip, all that is transferred', async () => {
  const { page, complaints, close } = await web.open({ user: 'board', size: PHONE, path: '/api/v1/health' });
  await page.context().setExtraHTTPHeaders({ 'accept-encoding': 'gzip' });
  const transferred = await countTransferred(await page.context().newCDPSession(page));
  await page.goto('/', { waitUntil: 'networkidle' });
  await page.getByRole('link', { name: 'Ngã tư chợ' }).waitFor();

  // what a live event has fetched anew meanwhile is no part of it
  const first = transferred.filter(({ url }, nth) => transferred.findIndex((one) => one.url === url) === nth);
  const texts = first.filter(({ part, decodedBytes }) => part !== 'font' && decodedBytes > 2000);
  expect(texts.filter(({ headers }) => headers['content-encoding'] !== 'gzip').map(({ url }) => url)).toEqual([]);
  expect(first.filter(({ part }) => part === 'code').length).toBeGreaterThan(2);
  expect(first.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(MOST_BYTES);
  expect(complaints).toEqual([]);
  await close();
});
