import sql from 'sql-template-tag';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedDemo } from '../../../cli/demo/seed-demo.ts';
import { createPingDueCamerasJob } from '../../../workers/jobs/ping-due-cameras-job.ts';
import { createRaiseAlertsJob } from '../../../workers/jobs/raise-alerts-job.ts';
import { createSeedParts, NO_FFMPEG, type SeedParts } from '../../support/cli/seed-parts.ts';
import { createContactParts, runningJob } from '../../support/workers/contact-parts.ts';
import { createMovableClock } from '../../support/workers/movable-clock.ts';

let parts: SeedParts;
// well behind the database's own clock, as it is after a slow seed: what is due goes by this one
const clock = createMovableClock(Date.now() - 60_000);
const HOUR_MS = 3_600_000;

beforeAll(async () => {
  parts = await createSeedParts();
  await seedDemo({ ...parts, clock, ffmpegPath: NO_FFMPEG, seedPassword: 'mật khẩu thử' });
  // the first start: the workers find out what is wrong, as they do anywhere
  const contactParts = await createContactParts(parts.db, clock);
  await createPingDueCamerasJob(contactParts)(runningJob({}));
});
afterAll(() => parts.close());

const faults = (facet: string) =>
  parts.db.rows<{ openedAtMs: number; likelyCause: string; alertId: string | null }>(
    sql`SELECT opened_at AS "openedAtMs", likely_cause AS "likelyCause", alert_id AS "alertId" FROM camera_fault WHERE facet = ${facet} ORDER BY opened_at`,
  );

test("the troubles of the demo town are in the ledger after the workers' first look, since when they began", async () => {
  const dead = await faults('reachable');
  expect(dead).toHaveLength(9);
  expect(new Set(dead.map(({ likelyCause }) => likelyCause))).toEqual(new Set(['no_power_or_network']));
  // the one that died last did so 95 minutes ago, according to the history that the town comes with
  expect(dead.every(({ openedAtMs }) => clock.now() - openedAtMs > HOUR_MS)).toBe(true);
  expect(clock.now() - dead.at(-1)!.openedAtMs).toBeLessThan(2 * HOUR_MS);
  const wrongClocks = (await faults('clock')).map(({ likelyCause }) => likelyCause);
  expect(wrongClocks.toSorted()).toEqual([...Array.from({ length: 5 }, () => 'clock_drifted'), 'clock_time_zone']);
});

test('each has an alert of its own: they have nothing in common', async () => {
  clock.advance(61_000);
  await createRaiseAlertsJob({ database: parts.db, clock })(runningJob({}));
  expect(await parts.db.rows(sql`SELECT kind, count(*) FROM alert WHERE ended_at IS NULL GROUP BY kind`)).toEqual([{ kind: 'camera', count: 15 }]);
  expect([...(await faults('reachable')), ...(await faults('clock'))].every(({ alertId }) => alertId !== null)).toBe(true);
});
