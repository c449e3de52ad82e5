import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import sql from 'sql-template-tag';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { verifyPackage } from '../../cli/evidence/verify-package.ts';
import { MAP_COLOURS } from '../../web/map/base-style.ts';
import { createOpenedFootage, type OpenedFootage } from '../support/media/opened-footage.ts';
import { verifyPackagesStandalone } from '../support/standalone/package-verifier.ts';
import { cameraBody } from '../support/test-app.ts';
import { DESKTOP, PHONE } from '../support/web/browser-page.ts';
import { makeCuttable, signInByHand, signOutByHand } from '../support/web/cuttable-page.ts';
import { filledColour, placesOf, shareOfLine, type MapPlace } from '../support/web/map-colours.ts';
import { accessibilityFaults, overflowPx } from '../support/web/page-checks.ts';
import { startWebApp, type WebApp } from '../support/web/web-app.ts';

// as `web/map/candidate-map.tsx` draws them
const [SIGHT_COLOUR, SEEN_COLOUR, CHOSEN_COLOUR] = ['#b4161c', '#3b6f8c', '#0b4f6c'] as const;
/** A line of one pixel is mixed with the ground; no other colour of the map is as near. */
const FAINT = 110;

let web: WebApp;
let footage: OpenedFootage;
let folder: string;

beforeAll(async () => {
  web = await startWebApp();
  footage = await createOpenedFootage(web.api);
  folder = await mkdtemp(join(tmpdir(), 'matpho-officer-'));
  for (const [name, path] of [
    ['Đường Hoa Mai', '108.231 11.795, 108.239 11.795'],
    ['Bạch Đàn', '108.2352 11.79, 108.2352 11.799'],
  ])
    await web.api.db.run(sql`INSERT INTO road (source_id, name, path) VALUES (${name}, ${name}, ST_GeomFromText(${`LINESTRING(${path})`}, 4326))`);
});
afterAll(async () => {
  await footage.close();
  await web.close();
  await rm(folder, { recursive: true, force: true });
});

/** What `matpho verify` says of a saved package, by the fingerprint that the page shows. */
async function problemsOf(path: string, fingerprint: string): Promise<readonly string[]> {
  const file = await open(path);
  return (await verifyPackage(file, { fingerprint }).finally(() => file.close())).problems.lines;
}

const OPPOSITE = 'Mắt bên kia đường';

/** A camera without footage that looks at the street corner from the other side. */
async function addOpposite(): Promise<void> {
  const body = cameraBody(web.api.world, { name: OPPOSITE, source: { kind: 'registered' } });
  const position = { type: 'Point', coordinates: [108.2354, 11.79515] };
  const placement = { ...(body['placement'] as object), position, bearingDeg: 232, validFrom: '2026-01-01T00:00:00Z' };
  expect((await web.api.as('board', 'POST', '/cameras', { ...body, placement })).statusCode).toBe(201);
}

/** The map beside the cards: what each candidate sees and its line of sight, those of the chosen one stronger. */
async function seesCandidatesOnMap(page: Page): Promise<void> {
  const map = page.getByRole('region', { name: /^Bản đồ nơi xảy ra, vùng nhìn thấy/ });
  const marker = map.getByRole('button', { name: new RegExp(`: ${OPPOSITE}$`) });
  await marker.click();
  const [mapBox, cardBox] = [(await map.boundingBox())!, (await page.getByRole('listitem', { name: OPPOSITE }).boundingBox())!];
  expect(mapBox.x + mapBox.width).toBeLessThan(cardBox.x);
  for (let times = 0; times < 2; times += 1) await map.getByRole('button', { name: 'Phóng to' }).click();
  const middleOf = async (mark: Locator): Promise<MapPlace> => {
    const { x, y, width, height } = (await mark.boundingBox())!;
    return { x: x + width / 2, y: y + height / 2 };
  };
  const linesDrawn = async (): Promise<readonly number[]> => {
    // scrolls to the map, so it comes before all places
    const [strong, faint] = [await placesOf(page, SIGHT_COLOUR), await placesOf(page, SIGHT_COLOUR, FAINT)];
    const pin = (await map.locator('svg[viewBox="0 0 30 40"]').boundingBox())!;
    const place = { x: pin.x + pin.width / 2, y: pin.y + pin.height };
    const other = map.getByRole('button', { name: /: Mắt \d+$/ }).first();
    const [chosen, unchosen] = [await middleOf(marker), await middleOf(other)];
    return [shareOfLine(strong, place, chosen), shareOfLine(faint, place, unchosen), shareOfLine(strong, place, unchosen)];
  };
  await expect.poll(async () => (await linesDrawn()).map((share) => share > 0.9)).toEqual([true, true, false]);
  // the edge of what the chosen one sees; what another sees, or two at the same place
  const seen = filledColour(MAP_COLOURS.land, SEEN_COLOUR, 0.1);
  for (const colours of [[CHOSEN_COLOUR], [seen, filledColour(seen, SEEN_COLOUR, 0.1)]]) {
    const mostPx = async (): Promise<number> => {
      const counts: number[] = [];
      for (const colour of colours) counts.push((await placesOf(page, colour)).length);
      return Math.max(...counts);
    };
    await expect.poll(mostPx).toBeGreaterThan(500);
  }
}

it.each([
  ['a phone, by a street corner that is typed', PHONE],
  ['a desktop, by a click on the map', DESKTOP],
])('an officer on %s goes from the report of an incident to a package that others verify, through a break of the connection', async (how, size) => {
  const startMs = Math.floor(Date.now() / 1000) * 1000 - 600_000;
  const { cameraId } = await footage.register(startMs);
  if (how.startsWith('a desktop')) await addOpposite();
  await footage.addPicture(cameraId, startMs + 2500);
  const { page, complaints, close } = await web.open({ size });
  const line = await makeCuttable(page);
  await signInByHand(page, 'officer');

  // where an officer arrives
  await page.getByRole('heading', { level: 1, name: 'Vụ việc' }).waitFor();
  await page.getByRole('main').getByRole('link', { name: 'Nhập vụ việc' }).click();
  // the list, which has fields of the same names, stays until the form is there
  await page.getByRole('heading', { level: 1, name: 'Nhập vụ việc' }).waitFor();
  await page.getByLabel('Loại vụ việc').selectOption('traffic_accident');
  await page.getByRole('button', { name: '15 phút vừa qua' }).click();
  await page.getByLabel('Tìm nơi xảy ra').fill('hoa mai giao bach dan');
  await page.getByRole('option', { name: 'Đường Hoa Mai × Bạch Đàn' }).click();
  await expect.poll(() => page.getByLabel('Kinh độ').inputValue()).toBe('108.235200');
  if (how.startsWith('a desktop')) {
    const map = page.locator('canvas.maplibregl-canvas');
    // the pin stands in the middle
    const { width, height } = (await map.boundingBox())!;
    await map.click({ position: { x: width / 2 + 8, y: height / 2 } });
    await expect.poll(() => page.getByLabel('Kinh độ').inputValue()).not.toBe('108.235200');
  }
  await page.getByRole('button', { name: 'Lưu và tìm camera' }).click();
  await page.getByRole('heading', { level: 1, name: /^Tai nạn giao thông – / }).waitFor();
  const incidentId = new URL(page.url()).pathname.split('/').at(-1)!;
  if (how.startsWith('a desktop')) await seesCandidatesOnMap(page);

  await page.getByRole('button', { name: 'Chọn mọi camera thấy nơi xảy ra và có hình' }).click();
  await page.getByRole('button', { name: /^Xin trích xuất \d camera đã chọn$/ }).click();
  const form = page.getByRole('form', { name: /^Xin trích xuất \d camera cùng lúc$/ });
  await form.getByLabel('Mục đích').fill('Xác minh xe nào sang đường trước.');
  await form.getByLabel('Căn cứ pháp lý').fill('Điều 88 Bộ luật Tố tụng hình sự 2015');
  await form.getByRole('button', { name: /^Gửi \d đề nghị$/ }).click();
  await form.getByText(/^Đã gửi (\d) trên \1 đề nghị\.$/).waitFor();

  // the board agrees while nothing gets through; the page catches up by itself
  await line.cut();
  const { items } = (await web.api.as('officer', 'GET', `/footage-requests?incidentId=${incidentId}`)).json<{ items: { id: string; cameraId: string }[] }>();
  for (const { id } of items)
    expect((await web.api.as('board', 'POST', `/footage-requests/${id}/decision`, { decision: 'approve', reason: 'Đúng vụ việc' })).statusCode).toBe(200);
  await line.restore();
  const asked = page.getByRole('region', { name: 'Đề nghị trích xuất hình ảnh' });
  await asked
    .getByText(/^officer được xem đến /)
    .first()
    .waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(await overflowPx(page)).toBe(0);

  await asked.getByRole('link', { name: 'Xem các camera cùng lúc' }).first().click();
  const player = page.getByRole('region', { name: 'Trình phát: các camera cùng một thời điểm' });
  await page.locator('video[data-shown="true"]').first().waitFor();
  await player.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('m');
  await page.keyboard.type('Xe đi từ phía chợ');
  await page.keyboard.press('Enter');
  await page.getByRole('list', { name: 'Thời điểm đã đánh dấu' }).getByText('Xe đi từ phía chợ').waitFor();

  const section = page.getByRole('region', { name: 'Gói chứng cứ' });
  await section.getByRole('button', { name: 'Lập gói chứng cứ' }).press('Enter');
  const item = section.getByRole('listitem', { name: /^Gói / });
  await item.getByText('Đã lập xong').waitFor();
  await item
    .getByText(/\d+ tệp gốc, \d+ ảnh gốc, \d+ bản sao để xem/)
    .first()
    .waitFor();
  await item.getByText('Cách kiểm tra gói trên máy khác').click();
  const command = await item.getByText(/^matpho verify /).innerText();
  const [, fileName, fingerprint] = /^matpho verify (\S+) --key "([0-9a-f ]+)"$/.exec(command)!;
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(await overflowPx(page)).toBe(0);
  const [download] = await Promise.all([page.waitForEvent('download'), item.getByRole('button', { name: /^Tải gói / }).click()]);
  expect(download.suggestedFilename()).toBe(fileName);
  const path = join(folder, `${incidentId}.zip`);
  await download.saveAs(path);
  expect(await problemsOf(path, fingerprint!)).toEqual([]);
  expect(await verifyPackagesStandalone([[path, fingerprint!]])).toEqual([[]]);

  // what is taken back is gone, and said
  for (const { id } of items) await web.api.as('board', 'POST', `/footage-requests/${id}/revocation`, { reason: 'Hết cần thiết' });
  await item.getByRole('button', { name: /^Tải gói / }).click();
  await item.getByRole('alert').getByText('Gói chứng cứ này không có tệp').waitFor();
  await signOutByHand(page, 'officer');
  expect(complaints).toEqual([]);
  await close();
});
