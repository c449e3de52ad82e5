import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock } from '../../platform/clock.ts';
import { readConfig } from '../../platform/config.ts';
import { encodeTile, tileBounds } from '../../server/map/vector-tile.ts';
import { startServer, type RunningServer } from '../../server/server.ts';
import { readByteRange } from '../../server/media/byte-range.ts';
import { MAP_COLOURS } from '../../web/map/base-style.ts';
import { STATE_SYMBOLS } from '../../web/map/state-symbol.ts';
import { writeArchive } from '../support/map/write-archive.ts';
import { cameraBody } from '../support/test-app.ts';
import { PHONE } from '../support/web/browser-page.ts';
import { accessibilityFaults, overflowPx } from '../support/web/page-checks.ts';
import { startWebApp, type WebApp } from '../support/web/web-app.ts';

let web: WebApp;
let folder: string;
let path: string;
let elsewhere: Server;
let withAddress: RunningServer;
let styleHost: Server;
let withStyle: RunningServer;
/** What was asked of the style's host. */
const asked: string[] = [];

/** A lake around the test's wards, in the layers of Protomaps, at the zooms at which the map opens. */
function lakeArchive(): Buffer {
  const tiles = [8, 9, 10, 11, 12, 13, 14].flatMap((z) => {
    const column = (lonDeg: number): number => Math.floor(((lonDeg + 180) / 360) * 2 ** z);
    const row = (latDeg: number): number => Math.floor(((1 - Math.asinh(Math.tan((latDeg * Math.PI) / 180)) / Math.PI) / 2) * 2 ** z);
    const addresses = [];
    for (let x = column(108.1); x <= column(108.4); x += 1) for (let y = row(11.9); y <= row(11.7); y += 1) addresses.push({ z, x, y });
    return addresses.map((address) => {
      const [west, south, east, north] = tileBounds(address);
      const lake = { type: 'Polygon', coordinates: [[[west, south], [east, south], [east, north], [west, north], [west, south]]] }; // prettier-ignore
      const feature = { geometry: lake, properties: { kind: 'lake', name: 'Lake', 'name:vi': 'Hồ Than Thở' } };
      return { ...address, bytes: encodeTile(address, { water: [feature as never] }) };
    });
  });
  const metadata = { vector_layers: ['water', 'roads', 'places'].map((id) => ({ id, fields: {} })), attribution: '<a href="#">© Người vẽ bản đồ</a>' };
  return writeArchive({ tiles, metadata, tileType: 1, boundsDeg: [108.1, 11.7, 108.4, 11.9] });
}

/** A host that sends parts of the file, as a cloud store does. */
function hostElsewhere(file: Buffer): Server {
  return createServer((request, response) => {
    const range = readByteRange({ method: request.method ?? '', headers: request.headers }, file.length);
    const [start, end] = range.kind === 'part' ? [range.start, range.end] : [0, file.length - 1];
    response.writeHead(range.kind === 'part' ? 206 : 200, {
      'access-control-allow-origin': '*',
      'access-control-allow-headers': 'range',
      'content-length': end - start + 1,
    });
    response.end(file.subarray(start, end + 1));
  });
}

const GROUND = '#b5d99c';

/** A host with a style, its tiles, and none of the letters that the style promises. */
function hostStyle(ground: Buffer): Server {
  const styleOf = (origin: string) => ({
    version: 8,
    glyphs: `${origin}/letters/{fontstack}/{range}.pbf`,
    sources: { ground: { type: 'raster', tiles: [`${origin}/ground/{z}/{x}/{y}.png`], tileSize: 256, attribution: '© Người vẽ kiểu bản đồ' } },
    layers: [{ id: 'ground', type: 'raster', source: 'ground' }],
  });
  return createServer(({ url = '', headers: { host = '' } }, response) => {
    asked.push(url);
    response.setHeader('access-control-allow-origin', '*');
    if (url === '/style.json?key=1') response.setHeader('content-type', 'application/json').end(JSON.stringify(styleOf(`http://${host}`)));
    else if (url.startsWith('/ground/')) response.setHeader('content-type', 'image/png').end(ground);
    else response.writeHead(404).end();
  });
}

/** The product with other settings beside that of the file. */
function startBeside(settings: Partial<WebApp['api']['context']['settings']>): Promise<RunningServer> {
  const all = { ...web.api.context.settings, webFolder: web.webFolder, ...settings };
  return startServer({ ...web.api.context, clock: systemClock, settings: all }, { host: '127.0.0.1', port: 0 });
}

async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'matpho-base-map-'));
  path = join(folder, 'lake.pmtiles');
  await writeFile(path, lakeArchive());
  web = await startWebApp({ environment: { MATPHO_MAP_TILES: path } });
  elsewhere = hostElsewhere(lakeArchive());
  withAddress = await startBeside({ mapArchive: { url: `${await listen(elsewhere)}/lake.pmtiles` } });
  styleHost = hostStyle(
    await sharp({ create: { width: 256, height: 256, channels: 3, background: GROUND } })
      .png()
      .toBuffer(),
  );
  const { mapStyleUrl } = readConfig({ MATPHO_DATA_DIR: folder, MATPHO_MAP_STYLE: `${await listen(styleHost)}/style.json?key=1` });
  withStyle = await startBeside({ mapStyleUrl });
});
afterAll(async () => {
  for (const server of [withAddress, withStyle]) await server.close();
  for (const host of [elsewhere, styleHost]) {
    host.closeAllConnections();
    host.close();
  }
  await web.close();
  await rm(folder, { recursive: true, force: true });
});

/** Share of the map that has a colour as it was drawn. */
async function shareOf(page: Page, colour: string): Promise<number> {
  const { data, info } = await sharp(await page.locator('canvas.maplibregl-canvas').screenshot())
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const wanted = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  let count = 0;
  for (let at = 0; at < data.length; at += 3) if (wanted.every((part, nth) => Math.abs(part - data[at + nth]!) <= 2)) count += 1;
  return count / (info.width * info.height);
}

it("the owner's archive is the map, from our own disk and from elsewhere, with its maker named; nothing else is asked", async () => {
  for (const url of [web.url, withAddress.url]) {
    const { page, complaints, close } = await web.open({ user: 'board', path: `${url}/map` });
    await expect.poll(() => shareOf(page, MAP_COLOURS.water), { timeout: 60_000 }).toBeGreaterThan(0.3);
    await page.getByText('© Người vẽ bản đồ').waitFor({ state: 'attached' });
    expect(complaints, url).toEqual([]);
    await close();
  }
});

it('one that can not be used is said on the map, and the built-in map is there', async () => {
  await writeFile(path, '<!doctype html>');
  const { page, complaints, close } = await web.open({ user: 'board', path: '/map', size: PHONE });
  // on a phone the list comes first
  const showMap = () => page.getByText('Bản đồ', { exact: true }).and(page.locator('label *')).click();
  await showMap();
  await page.getByRole('status').filter({ hasText: 'tệp không phải PMTiles phiên bản 3' }).waitFor();
  await page.locator('canvas.maplibregl-canvas').waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(await overflowPx(page)).toBe(0);
  await page.route('**/base-map/archive', (route) => route.fulfill({ status: 200, body: 'all of it' }));
  await page.reload();
  await showMap();
  await page.getByText('không cho tải từng phần', { exact: false }).waitFor();
  await page.unroute('**/base-map/archive');
  await rm(path);
  await page.reload();
  await showMap();
  await page.getByText('không tải được tệp', { exact: false }).waitFor();
  expect(complaints).toEqual([]);
  await close();
});

it("a style of the owner's own is the map: its tiles come from its host, its maker is named, and cameras stand on it although it lacks our letters", async () => {
  const { api } = web;
  expect((await api.as('board', 'POST', '/cameras', cameraBody(api.world, { source: { kind: 'registered' } }))).statusCode).toBe(201);
  // the only camera is gone near to, where its name is written too
  const { page, complaints, close } = await web.open({ user: 'board', path: `${withStyle.url}/map` });
  await expect.poll(() => shareOf(page, GROUND)).toBeGreaterThan(0.3);
  await expect.poll(() => shareOf(page, STATE_SYMBOLS.unknown.fill)).toBeGreaterThan(0);
  await page.getByText('© Người vẽ kiểu bản đồ').waitFor({ state: 'attached' });
  expect(asked.filter((url) => url.startsWith('/letters/'))).not.toEqual([]);
  expect(complaints).toEqual([]);
  await close();
});
