import sql from 'sql-template-tag';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { storeBuildings } from '../../../cli/reference/store-map-features.ts';
import { createRecomputeCoverageJob } from '../../../workers/jobs/recompute-coverage-job.ts';
import { cameraBody, startTestApp, type TestApp, type TestUser } from '../../support/test-app.ts';
import { runningJob } from '../../support/workers/contact-parts.ts';

let t: TestApp;
beforeAll(async () => {
  t = await startTestApp();
});
afterAll(() => t.close());

const OUTLINE = [
  [0.1, 0.1],
  [0.4, 0.1],
  [0.4, 0.5],
];
interface Review {
  readonly cameraId: string;
  readonly state: string;
  readonly sees: readonly string[];
  readonly outcome: string | null;
  readonly reviewedBy: string | null;
}
const open = async (user: TestUser = 'board'): Promise<readonly Review[]> => (await t.as(user, 'GET', '/mask-reviews?open=true')).json().items;
const openIds = async (user: TestUser = 'board') => (await open(user)).map(({ cameraId }) => cameraId);
const stateOf = async (id: string): Promise<Review> => (await t.as('board', 'GET', `/mask-reviews?cameraId=${id}`)).json().items[0];
const placementOf = async (id: string): Promise<string> => (await t.as('board', 'GET', `/cameras/${id}`)).json().placement.id;
const review = async (id: string, outcome: string, user: TestUser = 'board', reason = 'Đã xem tại chỗ', placementId?: string) => {
  t.clock.advance(1);
  return t.as(user, 'POST', `/cameras/${id}/mask-reviews`, { placementId: placementId ?? (await placementOf(id)), outcome, reason });
};

/** A camera that looks east from a place of its own, so many metres north of the others. */
async function register(metresNorth: number, changes: Record<string, unknown> = {}): Promise<string> {
  const base = cameraBody(t.world, { name: `Mắt ${metresNorth}`, source: { kind: 'simulated', seed: metresNorth, faults: {} }, ...changes });
  const placement = { ...(base['placement'] as object), position: { type: 'Point', coordinates: [108.235, 11.791 + metresNorth / 111_000] } };
  const answer = await t.as('board', 'POST', '/cameras', { ...base, placement });
  expect(answer.statusCode, answer.body).toBe(201);
  return answer.json().id;
}

/** A building of ten metres, 25 m east of such a camera. */
async function build(metresNorth: number, properties: Record<string, unknown>, id: string): Promise<void> {
  const [west, south, side] = [108.235 + 25 / 108_900, 11.791 + (metresNorth - 5) / 111_000, 10 / 110_000];
  const ring = [
    [west, south],
    [west + side, south],
    [west + side, south + side],
    [west, south + side],
    [west, south],
  ];
  await t.db.transaction((tx) =>
    storeBuildings(tx, 'test.geojson', [{ position: 0, id, properties, geometry: { type: 'Polygon', coordinates: [ring] } }] as never),
  );
  // what a worker does about buildings that came or changed
  await createRecomputeCoverageJob({ database: t.db, clock: t.clock })(runningJob({}));
}

test('where a camera sees a school it waits for a review, of board and commander alike, until somebody judged it; officers and other boards have no part in it', async () => {
  const id = await register(0);
  expect(await openIds()).not.toContain(id);
  await build(0, { building: 'yes', amenity: 'school' }, 'school');
  expect(await stateOf(id)).toMatchObject({ state: 'due', sees: ['school'], outcome: null });
  expect(await openIds('commander')).toContain(id);
  expect([(await t.as('officer', 'GET', '/mask-reviews')).statusCode, await openIds('board2'), await openIds('otherboard')]).toEqual([403, [], []]);
  expect((await review(id, 'not_needed', 'board2')).statusCode).toBe(404);
  expect((await review(id, 'perhaps')).statusCode).toBe(422);
  expect((await review(id, 'not_needed', 'board', 'Xe 49A-123.45')).json().code).toBe('personal_data_in_text');
  const found = await review(id, 'not_needed', 'commander');
  expect([found.statusCode, found.json()]).toMatchObject([201, { state: 'reviewed', outcome: 'not_needed', reviewedBy: 'commander' }]);
  expect(await openIds()).not.toContain(id);
  const logged = await t.db.rows<{ outcome: string }>(sql`SELECT outcome FROM audit_event WHERE action = 'mask.review' ORDER BY id`);
  expect(logged.map(({ outcome }) => outcome)).toEqual(['refused', 'refused', 'allowed']);
});

test('masks that are needed have to be drawn; when the camera is turned, or sees another kind of building, it waits again', async () => {
  const id = await register(150);
  await build(150, { building: 'house' }, 'house');
  expect((await review(id, 'needed')).json()).toMatchObject({ state: 'mask_missing', sees: ['home'] });
  expect(await openIds()).toContain(id);
  expect((await t.as('board', 'POST', `/cameras/${id}/masks`, { outline: OUTLINE, reason: 'Cửa sổ' })).statusCode).toBe(201);
  expect((await stateOf(id)).state).toBe('reviewed');
  await build(150, { building: 'hospital' }, 'house');
  expect(await stateOf(id)).toMatchObject({ state: 'due', sees: ['clinic'], outcome: 'needed' });
  await review(id, 'needed');
  expect((await stateOf(id)).state).toBe('reviewed');
  const { placement } = (await t.as('board', 'GET', `/cameras/${id}`)).json();
  const { position, heightM, tiltDeg, hfovDeg, rangeM, resolution } = placement;
  const view = { position, heightM, tiltDeg, hfovDeg, rangeM, resolution, bearingDeg: 80, validFrom: new Date(t.clock.now()).toISOString() };
  const before = await placementOf(id);
  const turned = await t.as('board', 'POST', `/cameras/${id}/placements`, view);
  expect(turned.statusCode, turned.body).toBe(201);
  expect((await stateOf(id)).state).toBe('due');
  // whoever still has the view of before on the screen judges nothing of this one; nor can another camera's be judged
  const late = await review(id, 'not_needed', 'board', 'Đã xem tại chỗ', before);
  expect([late.statusCode, late.json().code]).toEqual([409, 'placement_changed']);
  expect((await review(id, 'not_needed', 'board', 'Đã xem tại chỗ', await placementOf(await register(500)))).json().code).toBe('placement_changed');
  expect(await stateOf(id)).toMatchObject({ state: 'due', placementId: await placementOf(id) });
  await review(id, 'needed');
  expect((await stateOf(id)).state, 'the mask was drawn for where it pointed before').toBe('mask_missing');
});

test('a camera whose purpose says that it sees a school or homes waits too, whatever the map knows; one that sees nothing of the kind can be reviewed all the same', async () => {
  const [school, homes, plain] = [await register(300, { purpose: 'school_gate' }), await register(310, { purpose: 'residential' }), await register(320)];
  expect([(await stateOf(school)).sees, (await stateOf(homes)).sees, await stateOf(plain)]).toEqual([['school'], ['home'], undefined]);
  expect((await review(plain, 'not_needed')).json()).toMatchObject({ state: 'reviewed', sees: [] });
  const first = (await t.as('board', 'GET', '/mask-reviews?limit=2')).json();
  const rest = (await t.as('board', 'GET', `/mask-reviews?limit=200&cursor=${first.nextCursor}`)).json();
  const ids = [...first.items, ...rest.items].map(({ cameraId }: Review) => cameraId);
  expect([first.items.length, new Set(ids).size, ids.length]).toEqual([2, ids.length, 5]);
});

test('a mask whose lifting waits for another person puts its camera on the list, whatever it sees', async () => {
  const id = await register(400);
  const maskId = (await t.as('board', 'POST', `/cameras/${id}/masks`, { outline: OUTLINE, reason: 'Sân' })).json().id;
  expect(await openIds('commander')).not.toContain(id);
  const { liftRequestedAt } = (await t.as('board', 'POST', `/cameras/${id}/masks/${maskId}/lift-requests`, { reason: 'Nhà đã dỡ' })).json();
  expect((await open('commander')).find(({ cameraId }) => cameraId === id)).toMatchObject({ state: 'not_due', liftsWaiting: 1, sees: [] });
  await t.as('commander', 'POST', `/cameras/${id}/masks/${maskId}/lift`, { reason: 'Đã xem', liftRequestedAt });
  expect(await openIds('commander')).not.toContain(id);
});

test('a review is never changed or deleted', async () => {
  const refused = { code: 'value_refused' };
  await expect(t.db.run(sql`UPDATE mask_review SET outcome = 'not_needed'`)).rejects.toMatchObject(refused);
  await expect(t.db.run(sql`DELETE FROM mask_review`)).rejects.toMatchObject(refused);
});
