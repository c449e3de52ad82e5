import { afterAll, beforeAll, expect, test } from 'vitest';
import sql from 'sql-template-tag';
import { readFeatures } from '../../cli/reference/read-reference.ts';
import { storeBuildings, storeRoads } from '../../cli/reference/store-map-features.ts';
import { buildRoadGraph } from '../../db/road-graph/build-road-graph.ts';
import {
  apartM,
  depthM,
  distancesFrom,
  distancesFromNearest,
  sampleRoads,
  type OracleRoad,
  type Point,
  type SampledRoads,
} from '../support/sampled-roads-oracle.ts';
import { readSharedGeoJson, sharedPath } from '../support/shared-data.ts';
import { cameraBody, startTestApp, type TestApp } from '../support/test-app.ts';
import { placeAt, randomNumbers } from '../support/visibility/generated-town.ts';

const CAMERAS = 120;
const INCIDENTS = 16;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** What only touches a view, a limit or the disc is neither right nor wrong: samples lie two metres apart. One plane for 3 km is good to a thousandth. */
const BAND_M = 4;
/** A sample that is this deep in a view is a place of the road that is seen; one that is as far outside as the next sample may be has a neighbour that is. */
const VIEW_BAND = { surelyM: 0.3, perhapsM: -1.5 } as const;
const PLANE_SHARE = 0.001;
const OFFSET_MS = 61_000;

interface Camera {
  readonly id: string;
  readonly rings: readonly (readonly Point[])[];
  readonly readClock: boolean;
  /** Samples that the camera sees, or hardly doesn't, and how deep in its view they lie. */
  readonly near: readonly (readonly [sample: number, depthM: number])[];
}

interface Item {
  readonly cameraId: string;
  readonly distanceM: number;
  readonly farthestM: number;
  readonly trueWindow: { readonly from: string; readonly to: string };
  readonly deviceWindow: { readonly from: string; readonly to: string };
}

interface Question {
  readonly direction: 'leaving' | 'arriving';
  readonly minKmh: number;
  readonly maxKmh: number;
  readonly minutes: number;
  readonly distanceM: number;
}

/** Bounds of how far a camera's view is at its nearest and its furthest; `surely` when it is passed whatever the band says. */
interface Bounds {
  readonly surely: boolean;
  readonly nearM: readonly [number, number];
  readonly farM: readonly [number, number];
}

const random = randomNumbers(2056);
let t: TestApp;
let roads: SampledRoads;
let middle: Point;
let startMs: number;
const cameras: Camera[] = [];

const between = (least: number, most: number): number => least + random() * (most - least);
const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
/** Somewhere on a road of the town's middle. */
function onRoad(withinM: number): Point {
  for (;;) {
    const point = pick(roads.points);
    if (apartM(middle, point) < withinM) return point;
  }
}

async function hang(): Promise<void> {
  const position = placeAt([...onRoad(1600)], between(-8, 8), between(-8, 8));
  const placement = { bearingDeg: between(0, 359), hfovDeg: between(50, 100), rangeM: between(25, 80), tiltDeg: 8, heightM: between(3, 6) };
  const base = cameraBody(t.world);
  const answer = await t.as('admin', 'POST', '/cameras', {
    ...base,
    placement: { ...(base['placement'] as object), ...placement, position: { type: 'Point', coordinates: position }, validFrom: '2026-01-01T00:00:00Z' },
  });
  expect(answer.statusCode, answer.body).toBe(201);
}

async function readClock(cameraId: string, trueMs: number): Promise<void> {
  const reading = { trueTime: new Date(trueMs).toISOString(), deviceTime: new Date(trueMs + OFFSET_MS).toISOString(), method: 'manual', uncertaintyMs: 500 };
  expect((await t.as('admin', 'POST', `/cameras/${cameraId}/clock-readings`, reading)).statusCode).toBe(201);
}

beforeAll(async () => {
  t = await startTestApp();
  startMs = Math.floor(t.clock.now() / 1000) * 1000 - 40 * HOUR_MS;
  const [roadFile, buildingFile] = [sharedPath('osm-town-roads.geojson'), sharedPath('osm-town-buildings.geojson')];
  const [roadFeatures, buildingFeatures] = [await readFeatures(roadFile), await readFeatures(buildingFile)];
  await t.db.transaction((tx) => storeRoads(tx, roadFile, roadFeatures));
  await t.db.transaction((tx) => storeBuildings(tx, buildingFile, buildingFeatures));
  await buildRoadGraph(t.db);
  const { features } = await readSharedGeoJson('osm-town-roads.geojson');
  roads = sampleRoads(
    features.map(({ geometry, properties }): OracleRoad => ({ kind: String(properties['highway']), coordinates: geometry.coordinates as Point[] })),
  );
  const houses = buildingFeatures.map(({ geometry }) => (geometry!.coordinates as Point[][][])[0]![0]![0]!);
  middle = [houses.reduce((sum, [lon]) => sum + lon, 0) / houses.length, houses.reduce((sum, [, lat]) => sum + lat, 0) / houses.length];
  for (let made = 0; made < CAMERAS; made++) await hang();
  const rows = await t.db.rows<{ id: string; coverage: { type: string; coordinates: Point[][] | Point[][][] } }>(
    sql`SELECT camera_id AS id, ST_AsGeoJSON(coverage, 9)::json AS coverage FROM camera_placement ORDER BY camera_id`,
  );
  for (const [index, { id, coverage }] of rows.entries()) {
    const rings = coverage.type === 'MultiPolygon' ? (coverage.coordinates as Point[][][]).flat() : (coverage.coordinates as Point[][]);
    const near = roads.points.flatMap((point, sample) => {
      if (apartM(point, rings[0]![0]!) > 250) return [];
      const deep = depthM(point, rings);
      return deep >= VIEW_BAND.perhapsM ? [[sample, deep] as const] : [];
    });
    cameras.push({ id, rings, readClock: index % 2 === 0, near });
  }
  for (const { id, readClock: isRead } of cameras) if (isRead) for (const hours of [-3, 39]) await readClock(id, startMs + hours * HOUR_MS);
}, 120_000);
afterAll(() => t.close());

/** What the oracle says of a camera, when the disc is a band narrower and a band wider. */
function boundsOf({ near }: Camera, narrow: Float64Array, wide: Float64Array, limitM: number): Bounds | undefined {
  const bandM = BAND_M + PLANE_SHARE * limitM;
  const perhaps = near.filter(([sample]) => wide[sample]! <= limitM + bandM);
  if (perhaps.length === 0) return undefined;
  const surely = near.filter(([sample, deep]) => deep >= VIEW_BAND.surelyM && narrow[sample]! <= limitM - bandM);
  const least = (samples: Camera['near'], from: Float64Array): number => Math.min(...samples.map(([sample]) => from[sample]!));
  const most = (samples: Camera['near'], from: Float64Array): number => Math.max(...samples.map(([sample]) => Math.min(limitM, from[sample]!)));
  return {
    surely: surely.length > 0,
    nearM: [Math.max(0, least(perhaps, wide) - bandM), surely.length > 0 ? least(surely, narrow) + bandM : limitM],
    farM: [surely.length > 0 ? most(surely, wide) - bandM : 0, most(perhaps, narrow) + bandM],
  };
}

/** The window by which somebody passes, by the words of the design note. */
function windowOf(fromMs: number, toMs: number, { direction, minKmh, maxKmh, minutes }: Question, nearM: number, farM: number): [number, number] {
  const soonestMs = Math.min(minutes * MINUTE_MS, (nearM / (maxKmh / 3.6)) * 1000);
  const latestMs = Math.min(minutes * MINUTE_MS, (farM / (minKmh / 3.6)) * 1000);
  return direction === 'leaving' ? [fromMs + soonestMs, toMs + latestMs] : [fromMs - latestMs, toMs - soonestMs];
}

function checkWindows(item: Item, { readClock: isRead }: Camera, bounds: Bounds, question: Question, fromMs: number, toMs: number): void {
  const [trueFrom, trueTo, deviceFrom, deviceTo] = [item.trueWindow.from, item.trueWindow.to, item.deviceWindow.from, item.deviceWindow.to].map((at) =>
    Date.parse(at),
  ) as [number, number, number, number];
  const [one, other] = [windowOf(fromMs, toMs, question, bounds.nearM[0], bounds.farM[0]), windowOf(fromMs, toMs, question, bounds.nearM[1], bounds.farM[1])];
  expect(trueFrom).toBeGreaterThanOrEqual(Math.min(one[0], other[0]) - 2);
  expect(trueFrom).toBeLessThanOrEqual(Math.max(one[0], other[0]) + 2);
  expect(trueTo).toBeGreaterThanOrEqual(Math.min(one[1], other[1]) - 2);
  expect(trueTo).toBeLessThanOrEqual(Math.max(one[1], other[1]) + 2);
  const [offsetMs, leastMs, mostMs] = isRead ? [OFFSET_MS, 0, 10 * MINUTE_MS] : [0, 30 * MINUTE_MS, 30 * MINUTE_MS];
  for (const widenedMs of [trueFrom + offsetMs - deviceFrom, deviceTo - trueTo - offsetMs]) {
    expect(widenedMs).toBeGreaterThanOrEqual(leastMs);
    expect(widenedMs).toBeLessThanOrEqual(mostMs);
  }
}

async function search(place: Point, uncertaintyM: number, fromMs: number, question: Question): Promise<{ status: number; code?: string; items: Item[] }> {
  const entered = await t.as('officer', 'POST', '/incidents', {
    category: 'theft',
    occurredFrom: new Date(fromMs).toISOString(),
    occurredTo: new Date(fromMs + 3 * MINUTE_MS).toISOString(),
    location: { type: 'Point', coordinates: place },
    uncertaintyM,
    summary: 'Mất xe đạp',
    unitId: t.world.ward,
  });
  expect(entered.statusCode, entered.body).toBe(201);
  const { id } = entered.json();
  expect((await t.as('commander', 'POST', `/incidents/${id}/approvals`, { kind: 'route', reason: 'Cần tìm' })).statusCode).toBe(201);
  const query = new URLSearchParams(Object.entries({ ...question, limit: 100 }).map(([name, value]) => [name, String(value)]));
  const items: Item[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const answer = await t.as('officer', 'GET', `/incidents/${id}/route-search?${query.toString()}${cursor === '' ? '' : `&cursor=${cursor}`}`);
    const body = answer.json();
    if (answer.statusCode !== 200) return { status: answer.statusCode, code: body.code, items };
    items.push(...body.items);
    cursor = body.nextCursor;
  }
  return { status: 200, items };
}

function randomQuestion(): Question {
  const speeds = [between(1, 30), between(1, 90)].toSorted((a, b) => a - b) as [number, number];
  return { direction: pick(['leaving', 'arriving']), minKmh: speeds[0], maxKmh: speeds[1], minutes: between(2, 30), distanceM: between(300, 3000) };
}

const farthestM = ({ maxKmh, minutes, distanceM }: Question): number => Math.min(distanceM, (maxKmh / 3.6) * 60 * minutes);

test('cameras and windows agree with a search by other means over real streets', async () => {
  let [found, sure, inBand] = [0, 0, 0];
  for (let number = 0; number < INCIDENTS; number++) {
    const [place, uncertaintyM, question] = [onRoad(1200), between(8, 90), randomQuestion()];
    const fromMs = startMs + number * 2 * HOUR_MS;
    const limitM = farthestM(question);
    const { items, ...answer } = await search(place, uncertaintyM, fromMs, question);
    expect(answer).toEqual({ status: 200 });
    const [narrow, wide] = [uncertaintyM - BAND_M, uncertaintyM + BAND_M].map((radiusM) => distancesFrom(roads, place, radiusM, 3100)!);
    const byId = new Map(items.map((item) => [item.cameraId, item]));
    for (const camera of cameras) {
      const [item, bounds] = [byId.get(camera.id), boundsOf(camera, narrow!, wide!, limitM)];
      const said = `incident ${number}, camera ${camera.id}: ${JSON.stringify({ item, bounds, question })}`;
      if (item === undefined) {
        expect(bounds?.surely ?? false, said).toBe(false);
        inBand += bounds === undefined ? 0 : 1;
        continue;
      }
      found += 1;
      sure += bounds?.surely === true ? 1 : 0;
      expect(bounds, said).toBeDefined();
      expect(item.distanceM, said).toBeGreaterThanOrEqual(bounds!.nearM[0] - 0.1);
      expect(item.distanceM, said).toBeLessThanOrEqual(bounds!.nearM[1] + 0.1);
      expect(item.farthestM, said).toBeGreaterThanOrEqual(bounds!.farM[0] - 0.1);
      expect(item.farthestM, said).toBeLessThanOrEqual(bounds!.farM[1] + 0.1);
      checkWindows(item, camera, bounds!, question, fromMs, fromMs + 3 * MINUTE_MS);
    }
    expect(items.map((item) => item.distanceM)).toEqual(items.map((item) => item.distanceM).toSorted((a, b) => a - b));
  }
  expect(found).toBeGreaterThan(300);
  expect(sure).toBeGreaterThan(found * 0.85);
  expect(inBand).toBeLessThan(found * 0.1);
}, 120_000);

test('beside the roads it begins at the nearest one, and far from all of them nothing is known', async () => {
  let [beside, lost] = [0, 0];
  for (let number = 0; beside < 5 || lost < 2; number++) {
    const [place, uncertaintyM] = [placeAt([...middle], between(-2500, 2500), between(-2500, 2500)), 5];
    const near = roads.points.map((point, sample) => [apartM(place, point), sample] as const).toSorted((a, b) => a[0] - b[0]);
    const [awayM, sample] = near[0]!;
    // another road must not be the nearer one by a hair
    const other = near.find(([, at]) => roads.roadOf[at] !== roads.roadOf[sample] && apartM(roads.points[at]!, roads.points[sample]!) > 0.5)!;
    if (awayM < uncertaintyM + 5 || Math.abs(awayM - uncertaintyM - 150) < 5 || other[0] - awayM < 5) continue;
    const question = { ...randomQuestion(), distanceM: 3000, minutes: 30, maxKmh: 40 };
    const isLost = awayM > uncertaintyM + 150;
    if (isLost ? lost >= 2 : beside >= 5) continue;
    const { items, ...answer } = await search(place, uncertaintyM, startMs + (2 * INCIDENTS + beside + lost) * HOUR_MS, {
      ...question,
      minKmh: Math.min(question.minKmh, 40),
    });
    if (isLost) {
      expect(answer).toEqual({ status: 409, code: 'roads_unknown' });
      lost += 1;
      continue;
    }
    beside += 1;
    const from = distancesFromNearest(roads, sample, place, uncertaintyM, 3100);
    for (const camera of cameras) {
      const [item, bounds] = [items.find(({ cameraId }) => cameraId === camera.id), boundsOf(camera, from, from, 3000)];
      const said = `beside ${number}, camera ${camera.id}: ${JSON.stringify({ item, bounds })}`;
      if (item === undefined) expect(bounds?.surely ?? false, said).toBe(false);
      else {
        expect(bounds, said).toBeDefined();
        expect(item.distanceM, said).toBeGreaterThanOrEqual(bounds!.nearM[0] - 0.1);
        expect(item.distanceM, said).toBeLessThanOrEqual(bounds!.nearM[1] + 0.1);
      }
    }
  }
}, 120_000);
