import sql from 'sql-template-tag';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { vietnamDay } from '../../domain/vietnam-day.ts';
import { newId } from '../../platform/new-id.ts';
import { MAP_COLOURS } from '../../web/map/base-style.ts';
import { STATE_SYMBOLS } from '../../web/map/state-symbol.ts';
import { DESKTOP, PHONE } from '../support/web/browser-page.ts';
import { makeCuttable, signInByHand, signOutByHand } from '../support/web/cuttable-page.ts';
import { filledColour, placesOf, type MapPlace } from '../support/web/map-colours.ts';
import { makeMeetingTown } from '../support/web/meeting-town.ts';
import { accessibilityFaults, overflowPx } from '../support/web/page-checks.ts';
import { startWebApp, type WebApp } from '../support/web/web-app.ts';

const DAY_MS = 86_400_000;
let web: WebApp;
let south: string;

beforeAll(async () => {
  web = await startWebApp();
  ({ south } = await makeMeetingTown(web.api));
});
afterAll(() => web.close());

const setState = (id: string, state: 'online' | 'offline') =>
  web.api.db.run(sql`UPDATE camera_state SET overall = ${state}, reachable = ${state === 'online' ? 'up' : 'down'} WHERE camera_id = ${id}`);

type OpenPage = Awaited<ReturnType<WebApp['open']>>['page'];

const screenshot = process.env['SCREENSHOTS'];

/** A neighbourhood where nobody has put up a camera. */
async function addGroup(name: string): Promise<string> {
  const id = newId();
  await web.api.db.run(sql`INSERT INTO unit (id, level, name, parent_id) VALUES (${id}, 'neighbourhood', ${name}, ${web.api.world.ward})`);
  return id;
}

/** The middle of what the map draws in a colour; null while nothing is. */
async function middleOf(page: OpenPage, colour: string): Promise<MapPlace | null> {
  const places = await placesOf(page, colour);
  const mean = (of: (place: MapPlace) => number): number => places.reduce((sum, place) => sum + of(place), 0) / places.length;
  return places.length === 0 ? null : { x: mean(({ x }) => x), y: mean(({ y }) => y) };
}

/** Which of the two states some cameras on the map are in, by their symbols. */
async function statesDrawn(page: OpenPage): Promise<readonly string[]> {
  const drawn: string[] = [];
  for (const state of ['online', 'offline'] as const) if ((await placesOf(page, STATE_SYMBOLS[state].fill)).length > 0) drawn.push(state);
  return drawn;
}

const RING_COLOUR = '#7a1fa2';
/** Of a circle that stands for cameras in chosen states. */
const CIRCLE_COLOUR = '#0b4f6c';

/** Chooses the only ring on the map; it may not be drawn yet, so it is tried until the page tells of it. */
async function chooseRing(page: OpenPage, choose: (place: MapPlace) => Promise<void>): Promise<void> {
  await expect
    .poll(
      async () => {
        const place = await middleOf(page, RING_COLOUR);
        if (place !== null) await choose(place);
        return page.getByRole('status').locator('a[href^="/incidents/"]').count();
      },
      { timeout: 60_000 },
    )
    .toBe(1);
}

describe('a commander with a meeting at eight', () => {
  it('arrives at the figures, narrows the map to a state, goes from a number to its cameras and back, sees an earlier day, and prints', async () => {
    const { page, complaints, close } = await web.open({ size: DESKTOP });
    const line = await makeCuttable(page);
    await signInByHand(page, 'commander');
    await page.getByRole('heading', { level: 1, name: 'Phủ camera: Phường Một' }).waitFor();
    const keys = page.getByRole('region', { name: 'Số liệu chính' });
    await keys.getByRole('link', { name: /^Đang hoạt động 2/ }).waitFor();
    await keys.getByText('2/2').waitFor();
    // what the map is narrowed to stands in the address; the lists behind the figures and the units hand it on
    const states = page.getByRole('group', { name: 'Camera trên bản đồ theo tình trạng' });
    await states.getByRole('button', { name: 'Mất kết nối 1' }).press('Enter');
    await page.getByText('Bản đồ chỉ vẽ camera có tình trạng: Mất kết nối, và vùng chúng quan sát.').waitFor();
    // from a number to its cameras, and back
    await page.getByRole('link', { name: 'Mới mất kết nối 1' }).click();
    await page.getByRole('heading', { level: 1, name: 'Camera trong số liệu' }).waitFor();
    await page
      .getByRole('listitem')
      .filter({ hasText: 'Cổng chợ phía đông' })
      .getByText(/mất kết nối từ/)
      .waitFor();
    await expect.poll(() => page.getByRole('listitem').count()).toBe(1);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('link', { name: 'Về bảng số liệu' }).click();
    await keys.getByRole('link', { name: /^Đang hoạt động 2/ }).waitFor();
    await states.getByRole('button', { name: 'Mất kết nối 1', pressed: true }).waitFor();
    // what happened while nothing got through is in the figures when the connection is back
    await line.cut();
    await setState(south, 'offline');
    await line.restore();
    await keys.getByRole('link', { name: /^Đang hoạt động 1/ }).waitFor();
    await setState(south, 'online');
    await page.reload();
    // into a unit, by the keyboard
    const table = page.getByRole('table').first();
    await table
      .getByRole('row', { name: /Tổ dân phố Bắc/ })
      .getByRole('link', { name: 'Tổ dân phố Bắc' })
      .press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Phủ camera: Tổ dân phố Bắc' }).waitFor();
    expect(new URL(page.url()).searchParams.get('mapStates')).toBe('offline');
    await keys.getByRole('link', { name: 'Camera 2', exact: true }).waitFor();
    await page.getByRole('navigation', { name: 'Đơn vị cấp trên' }).getByRole('link', { name: 'Phường Một' }).click();
    await keys.getByRole('link', { name: 'Camera 3', exact: true }).waitFor();
    // the map with its layers, the drawings
    await page.locator('canvas.maplibregl-canvas').waitFor();
    await expect.poll(() => statesDrawn(page)).toEqual(['offline']);
    await states.getByRole('button', { name: 'Tất cả 3' }).click();
    await expect.poll(() => statesDrawn(page)).toEqual(['online', 'offline']);
    // far away they are one circle, for those that were chosen, and it tells their states in words
    await states.getByRole('button', { name: 'Mất kết nối 1' }).click();
    await states.getByRole('button', { name: 'Hoạt động 2' }).click();
    for (let times = 0; times < 4; times += 1) await page.getByRole('button', { name: 'Thu nhỏ' }).click();
    await expect.poll(() => middleOf(page, CIRCLE_COLOUR)).not.toBeNull();
    if (screenshot !== undefined) await page.screenshot({ path: `${screenshot}/circle-1280.png` });
    const circle = (await middleOf(page, CIRCLE_COLOUR))!;
    await page.mouse.click(circle.x, circle.y);
    await page.getByText('Camera trong vòng tròn vừa chạm: 3').waitFor();
    await page.getByText('Muốn thấy từng camera: chạm tiếp vào vòng tròn,').waitFor();
    const inCircle = await page.getByRole('status').getByRole('listitem').allInnerTexts();
    expect(inCircle.map((text) => text.split(/\s+/).join(' '))).toEqual(['Hoạt động 2', 'Mất kết nối 1']);
    await page.getByLabel('Vụ việc', { exact: true }).check();
    await page.getByText('Vụ việc trên bản đồ: 1 (không vẽ vụ tụ tập đông người).').waitFor();
    await page.locator('.recharts-surface').nth(1).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    for (const width of [360, 768, 1280, 1920]) {
      await page.setViewportSize({ width, height: 900 });
      if (screenshot !== undefined)
        await page.waitForTimeout(1500).then(() => page.screenshot({ path: `${screenshot}/coverage-${width}.png`, fullPage: true }));
      expect(await overflowPx(page), `${width} px`).toBe(0);
    }
    // an earlier day: all of them worked
    await page.getByLabel('Tính đến hết ngày').fill(
      vietnamDay(Date.now() - 5 * DAY_MS)
        .split('-')
        .toReversed()
        .join('/'),
    );
    await page.getByLabel('Tính đến hết ngày').press('Enter');
    await keys.getByRole('link', { name: /^Đang hoạt động 3/ }).waitFor();
    await states.getByRole('button', { name: 'Hoạt động 3' }).click();
    await page.getByText('Không có camera nào như vậy.').waitFor();
    await page.getByRole('button', { name: 'Về hiện tại' }).click();
    await keys.getByRole('link', { name: /^Đang hoạt động 2/ }).waitFor();
    // on paper: figures and the map as it stands, and what it is narrowed to, without menu and switches, on A4
    const printed = page.getByRole('region', { name: 'Bản đồ phủ camera' }).locator('canvas:not(.maplibregl-canvas)');
    const coloursPrinted = async (): Promise<number> => {
      await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
      return printed.evaluate((canvas: HTMLCanvasElement) => {
        const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
        return new Set(new Uint32Array(data.buffer)).size;
      });
    };
    // an empty drawing has one; what the map hasn't drawn yet since its last change is not on paper either
    await expect.poll(coloursPrinted).toBeGreaterThan(10);
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('navigation', { name: 'Trình đơn chính' }).isVisible()).toBe(false);
    expect(await page.locator('canvas.maplibregl-canvas').isVisible()).toBe(false);
    expect(await states.isVisible()).toBe(false);
    expect(await page.getByText('Bản đồ chỉ vẽ camera có tình trạng: Mất kết nối,').isVisible()).toBe(true);
    expect(await printed.isVisible()).toBe(true);
    expect(await page.getByRole('table').first().isVisible()).toBe(true);
    // paper is narrower than the window that the curves were drawn for: the last day is on it too
    const beyondPx = await page.locator('figure').evaluateAll((figures) =>
      figures.map((figure) => {
        figure.style.width = '400px';
        const beyond = figure.querySelector('svg.recharts-surface')!.getBoundingClientRect().right - figure.getBoundingClientRect().right;
        figure.style.width = '';
        return Math.round(beyond);
      }),
    );
    expect(beyondPx).toEqual([0, 0]);
    const pdf = await page.pdf({ preferCSSPageSize: true, ...(screenshot === undefined ? {} : { path: `${screenshot}/coverage.pdf` }) });
    expect(pdf.toString('latin1')).toMatch(/MediaBox \[0 0 59[45]\.\d+ 84[12]\.\d+\]/);
    await page.emulateMedia({ media: 'screen' });
    await signOutByHand(page, 'commander');
    expect(complaints).toEqual([]);
    await close();
  });

  it("sees on the map what working cameras see as areas, and what those that don't work saw as outlines only", async () => {
    const { page, complaints, close } = await web.open({ size: DESKTOP, user: 'commander', path: `/coverage?unit=${web.api.world.north}` });
    // their symbols have the same colours
    await page.getByLabel('Camera', { exact: true }).uncheck();
    await page.locator('canvas.maplibregl-canvas').waitFor();
    const { online, offline } = STATE_SYMBOLS;
    const drawn = async (): Promise<readonly boolean[]> => {
      // a line is mixed with the ground at its edges, which makes no area
      const atLeast = async (colour: string, count: number): Promise<boolean> => (await placesOf(page, colour)).length >= count;
      const areaOf = (fill: string): Promise<boolean> => atLeast(filledColour(MAP_COLOURS.land, fill, 0.2), 500);
      return [await areaOf(online.fill), await areaOf(offline.fill), await atLeast(offline.fill, 40)];
    };
    for (let times = 0; times < 3; times += 1) await page.getByRole('button', { name: 'Phóng to' }).click();
    await expect.poll(drawn).toEqual([true, false, true]);
    const states = page.getByRole('group', { name: 'Camera trên bản đồ theo tình trạng' });
    await states.getByRole('button', { name: 'Mất kết nối 1' }).click();
    await expect.poll(drawn).toEqual([false, false, true]);
    await states.getByRole('button', { name: 'Tất cả 2' }).click();
    await states.getByRole('button', { name: 'Hoạt động 1' }).click();
    await expect.poll(drawn).toEqual([true, false, false]);
    expect(complaints).toEqual([]);
    await close();
  });

  it('goes from the groups to what they have, from the uptime to its cameras, from a ring on the map to its incident', async () => {
    const added = await addGroup('Tổ dân phố Tây');
    const { page, complaints, close } = await web.open({ size: DESKTOP, user: 'commander', path: '/coverage' });
    const keys = page.getByRole('region', { name: 'Số liệu chính' });
    await keys.getByRole('link', { name: /^Tổ dân phố tham gia 2\/3/ }).click();
    await page.getByRole('heading', { level: 1, name: 'Tổ dân phố tham gia' }).waitFor();
    const items = page.getByRole('main').getByRole('listitem');
    await expect
      .poll(() => items.allInnerTexts().then((texts) => texts.map((text) => text.split('\n').filter(Boolean))))
      .toEqual([
        ['Tổ dân phố Tây', 'Chưa tham gia', 'Phường Một'],
        ['Tổ dân phố Bắc', 'Phường Một', '2 camera, 1 đang hoạt động'],
        ['Tổ dân phố Nam', 'Phường Một', '1 camera, 1 đang hoạt động'],
      ]);
    expect(await accessibilityFaults(page)).toEqual([]);
    if (screenshot !== undefined) await page.screenshot({ path: `${screenshot}/groups-1280.png` });
    await page.getByLabel('Tham gia', { exact: true }).selectOption({ label: 'Chưa tham gia' });
    await expect.poll(() => items.count()).toBe(1);
    await page.getByLabel('Tham gia', { exact: true }).selectOption({ label: 'Tất cả' });
    await page.getByRole('link', { name: '2 camera, 1 đang hoạt động' }).click();
    await page.getByRole('heading', { level: 1, name: 'Camera trong số liệu' }).waitFor();
    await items.nth(1).waitFor();
    await expect.poll(() => items.count()).toBe(2);
    await page.goto('/coverage');
    await keys.getByRole('link', { name: /^Thời gian kết nối/ }).click();
    await page.getByRole('heading', { level: 1, name: 'Camera trong số liệu' }).waitFor();
    await items.nth(2).waitFor();
    const [first, ...others] = await items.allInnerTexts();
    expect(first).toMatch(/Cổng chợ phía đông[^]*Thời gian kết nối trong 7 ngày: [67]\d(,\d)? ?%/);
    for (const text of others) expect(text).toMatch(/Thời gian kết nối trong 7 ngày: 100 ?%/);
    expect(await accessibilityFaults(page)).toEqual([]);
    if (screenshot !== undefined) await page.screenshot({ path: `${screenshot}/uptime-1280.png` });
    await page.getByRole('link', { name: 'Về bảng số liệu' }).click();
    await page.getByLabel('Vụ việc', { exact: true }).check();
    await chooseRing(page, ({ x, y }) => page.mouse.click(x, y));
    const told = page.getByRole('status').getByRole('listitem');
    expect(await told.innerText()).toMatch(/^Đánh nhau[^]*\d\d\/\d\d\/\d{4} \d\d:\d\d/);
    expect(await accessibilityFaults(page)).toEqual([]);
    if (screenshot !== undefined) await page.screenshot({ path: `${screenshot}/ring-1280.png` });
    const number = await told.getByRole('link').innerText();
    // the same by the keyboard
    await page.getByText('Danh sách 1 vụ việc trên bản đồ').press('Enter');
    await page.getByRole('group').getByRole('link', { name: number }).press('Enter');
    await page.getByRole('heading', { level: 1, name: new RegExp(number) }).waitFor();
    expect(complaints).toEqual([]);
    await close();
    await web.api.db.run(sql`DELETE FROM unit WHERE id = ${added}`);
  });

  it('does the same on a phone, in English, and is told when there is nothing', async () => {
    const { page, complaints, close } = await web.open({ size: PHONE, language: 'en', hasTouch: true, path: '/coverage' });
    const line = await makeCuttable(page);
    await signInByHand(page, 'commander');
    await page.getByRole('link', { name: /^Not working 1/ }).waitFor();
    await line.cut();
    await setState(south, 'offline');
    await line.restore();
    await page.getByRole('link', { name: /^Not working 2/ }).waitFor();
    await setState(south, 'online');
    await page.reload();
    await page.getByRole('link', { name: /^Not working 1/ }).click();
    await page.getByRole('listitem').filter({ hasText: 'Cổng chợ phía đông' }).waitFor();
    await page.getByLabel('State').selectOption('maintenance');
    await page.getByText('There is no such camera.').waitFor();
    expect(await overflowPx(page)).toBe(0);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.goto('/coverage');
    await page.getByRole('link', { name: /^Neighbourhoods taking part 2\/2/ }).click();
    await page.getByRole('link', { name: 'Cameras: 2, working: 1' }).waitFor();
    expect(await overflowPx(page)).toBe(0);
    if (screenshot !== undefined) await page.screenshot({ path: `${screenshot}/groups-360.png` });
    await page.getByRole('link', { name: 'Back to the figures' }).click();
    await page
      .getByRole('link', { name: /^Uptime/ })
      .first()
      .click();
    await page.getByText(/^Uptime in 7 days: [67]\d/).waitFor();
    expect(await overflowPx(page)).toBe(0);
    await page.getByRole('link', { name: 'Back to the figures' }).click();
    await page.getByLabel('Incidents', { exact: true }).check();
    await chooseRing(page, ({ x, y }) => page.touchscreen.tap(x, y));
    expect(await overflowPx(page)).toBe(0);
    if (screenshot !== undefined) await page.screenshot({ path: `${screenshot}/ring-360.png` });
    const incident = page.getByRole('status').getByRole('listitem').getByRole('link');
    const number = await incident.innerText();
    // above the menu at the bottom, without scrolling by hand
    const roomPx = async (): Promise<number> => {
      const [told, menu] = [await incident.boundingBox(), await page.getByRole('navigation', { name: 'Main menu' }).boundingBox()];
      return menu!.y - told!.y - told!.height;
    };
    await expect.poll(roomPx).toBeGreaterThanOrEqual(0);
    await incident.tap();
    await page.getByRole('heading', { level: 1, name: `Brawl – ${number}` }).waitFor();
    await page.goto(`/coverage?unit=${web.api.world.otherWard}`);
    await page.getByText('There is no such unit, or you may not see it.').waitFor();
    await page.route('**/coverage/summary**', (route) =>
      route.fulfill({ status: 500, contentType: 'application/problem+json', body: '{"code":"internal_error"}' }),
    );
    await page.goto('/coverage');
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    await page.unroute('**/coverage/summary**');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('table').first().waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await close();
  });
});
