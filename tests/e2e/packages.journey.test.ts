import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOpenedFootage, type OpenedFootage } from '../support/media/opened-footage.ts';
import { accessibilityFaults, overflowPx } from '../support/web/page-checks.ts';
import { startWebApp, type WebApp } from '../support/web/web-app.ts';

let web: WebApp;
let footage: OpenedFootage;

beforeAll(async () => {
  web = await startWebApp();
  footage = await createOpenedFootage(web.api);
});
afterAll(async () => {
  await footage.close();
  await web.close();
});

describe('a colleague', () => {
  it('finds the packages of all cases in English, and that another person fetches them', async () => {
    const startMs = Math.floor(Date.now() / 1000) * 1000 - 300_000;
    const { cameraId } = await footage.register(startMs);
    const { incidentId } = await footage.open(cameraId, startMs, startMs + 6000);
    const { id } = (await web.api.as('officer', 'POST', `/incidents/${incidentId}/evidence-packages`, {})).json();
    await expect.poll(async () => (await web.api.as('officer', 'GET', `/evidence-packages/${id}`)).json().state, { timeout: 120_000 }).toBe('ready');
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
