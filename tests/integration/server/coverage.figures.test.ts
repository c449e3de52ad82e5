import sql from 'sql-template-tag';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { vietnamDay, vietnamDayEndMs, vietnamDayStartMs } from '../../../domain/vietnam-day.ts';
import { newId } from '../../../platform/new-id.ts';
import { randomNumbers } from '../../support/visibility/generated-town.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

const DAY_MS = 86_400_000;
const DAYS_OF_HISTORY = 20;

interface Stretch {
  readonly state: 'up' | 'down' | 'unknown';
  readonly fromMs: number;
  /** Infinity while it lasts. */
  readonly toMs: number;
}

interface Watched {
  readonly id: string;
  readonly stretches: readonly Stretch[];
  readonly retiredAtMs: number;
}

let t: TestApp;
let cameras: Watched[];
const random = randomNumbers(11);
const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)]!;

/** Stretches of all lengths, some of them cut at midnight, some with nothing known between; of some cameras the last one ended. */
function randomHistory(nowMs: number): Stretch[] {
  const stretches: Stretch[] = [];
  let atMs = nowMs - (1 + Math.floor(random() * DAYS_OF_HISTORY)) * DAY_MS;
  while (atMs < nowMs) {
    const ends = atMs + Math.ceil(random() * pick([DAY_MS / 20, DAY_MS, 9 * DAY_MS]));
    const toMs = random() < 0.2 ? vietnamDayEndMs(vietnamDay(ends)) + 1 : ends;
    stretches.push({ state: pick(['up', 'up', 'down', 'unknown'] as const), fromMs: atMs, toMs: toMs >= nowMs ? Number.POSITIVE_INFINITY : toMs });
    atMs = toMs + (random() < 0.2 ? Math.ceil(random() * DAY_MS) : 0);
  }
  return stretches;
}

async function store({ id, stretches, retiredAtMs }: Watched, createdAtMs: number): Promise<void> {
  const open = stretches.find(({ toMs }) => toMs === Number.POSITIVE_INFINITY);
  await t.db.run(sql`INSERT INTO camera (id, name, name_folded, unit_id, owner_id, site_id, purpose, phase, created_at)
    SELECT ${id}, 'Mắt', 'mat', ${t.world.north}, o.organisation_id, s.id, 'junction', 0, ${new Date(createdAtMs)} FROM (SELECT organisation_id FROM app_user WHERE username = 'board') o, site s WHERE s.name = 'Điểm'`);
  await t.db.run(sql`INSERT INTO camera_notice (camera_id, posted_on) VALUES (${id}, '2020-01-01')`);
  const overall = open?.state === 'up' ? 'online' : open?.state === 'down' ? 'offline' : 'unknown';
  await t.db.run(sql`INSERT INTO camera_state (camera_id, overall, reachable) VALUES (${id}, ${overall}, ${open?.state ?? 'unknown'})
    ON CONFLICT (camera_id) DO UPDATE SET overall = excluded.overall, reachable = excluded.reachable`);
  for (const { state, fromMs, toMs } of stretches)
    await t.db.run(sql`INSERT INTO camera_state_interval (camera_id, facet, state, during)
      VALUES (${id}, 'reachable', ${state}, tstzrange(${new Date(fromMs)}, ${toMs === Number.POSITIVE_INFINITY ? null : new Date(toMs)}))`);
  // what is known of it ends with its service
  if (retiredAtMs !== Number.POSITIVE_INFINITY) await t.db.run(sql`UPDATE camera SET retired_at = ${new Date(retiredAtMs)} WHERE id = ${id}`);
}

beforeAll(async () => {
  t = await startTestApp();
  const nowMs = t.clock.now();
  await t.db.run(sql`INSERT INTO site (id, unit_id, name) VALUES (${newId()}, ${t.world.north}, 'Điểm')`);
  cameras = Array.from({ length: 60 }, (_, nth) => {
    const stretches = randomHistory(nowMs);
    const last = stretches.at(-1)!;
    return {
      id: newId(),
      stretches,
      retiredAtMs: nth % 6 === 0 && last.toMs === Number.POSITIVE_INFINITY ? Math.floor((last.fromMs + nowMs) / 2) : Number.POSITIVE_INFINITY,
    };
  });
  for (const camera of cameras) await store(camera, nowMs - (DAYS_OF_HISTORY + 1) * DAY_MS);
});
afterAll(() => t.close());

const endOf = ({ toMs }: Stretch, { retiredAtMs }: Watched): number => Math.min(toMs, retiredAtMs);

function stateAt(camera: Watched, atMs: number): Stretch['state'] {
  return camera.stretches.find((stretch) => stretch.fromMs <= atMs && endOf(stretch, camera) > atMs)?.state ?? 'unknown';
}

/** Milliseconds in which cameras were in one of `states`, by walking along every stretch there is. */
function timeIn(states: readonly Stretch['state'][], fromMs: number, toMs: number): number {
  return cameras
    .flatMap((camera) => camera.stretches.map((stretch) => ({ ...stretch, toMs: endOf(stretch, camera) })))
    .filter(({ state }) => states.includes(state))
    .reduce((sum, stretch) => sum + Math.max(0, Math.min(stretch.toMs, toMs) - Math.max(stretch.fromMs, fromMs)), 0);
}

test.each([0, 1, 4, 11, 19, 30].flatMap((daysAgo) => [1, 7, 31].map((days) => [daysAgo, days] as const)))(
  'uptime and changes as at %i days ago over %i days are those of every stretch looked at one by one',
  async (daysAgo, days) => {
    const day = vietnamDay(t.clock.now() - daysAgo * DAY_MS);
    const answer = (await t.as('commander', 'GET', `/coverage/summary?asOf=${day}&days=${days}`)).json();
    const toMs = daysAgo === 0 ? Date.parse(answer.at) : vietnamDayEndMs(day);
    const fromMs = vietnamDayStartMs(day) - (days - 1) * DAY_MS;
    const knownMs = timeIn(['up', 'down'], fromMs, toMs);
    if (knownMs === 0) expect(answer.uptimeRatio).toBeNull();
    else expect(answer.uptimeRatio).toBeCloseTo(timeIn(['up'], fromMs, toMs) / knownMs, 9);
    const there = cameras.filter(({ retiredAtMs }) => retiredAtMs > toMs);
    const wentDead = there.filter((camera) => stateAt(camera, toMs) === 'down' && stateAt(camera, fromMs) !== 'down');
    const cameBack = there.filter((camera) => stateAt(camera, toMs) === 'up' && stateAt(camera, fromMs) === 'down');
    expect(answer.changes).toMatchObject(
      daysAgo > DAYS_OF_HISTORY ? { went_dead: 0, came_back: 0 } : { went_dead: wentDead.length, came_back: cameBack.length },
    );
    const listed = async (change: string) =>
      (await t.as('commander', 'GET', `/coverage/cameras?asOf=${day}&days=${days}&change=${change}&limit=200`))
        .json()
        .items.map(({ id }: { id: string }) => id);
    expect((await listed('went_dead')).toSorted()).toEqual(daysAgo > DAYS_OF_HISTORY ? [] : wentDead.map(({ id }) => id).toSorted());
  },
);
