import { randomBytes } from 'node:crypto';
import sql from 'sql-template-tag';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLogger } from '../../../platform/logger.ts';
import { newId } from '../../../platform/new-id.ts';
import { createExpireRecordsJob } from '../../../workers/jobs/expire-records-job.ts';
import { createTestDatabase, type MigratedTestDatabase } from '../../support/test-database.ts';
import { insertTestAlert, insertTestSubscription } from '../../support/workers/alert-fixture.ts';
import { insertTestCamera, insertTown, type Town } from '../../support/workers/camera-fixture.ts';
import { runningJob } from '../../support/workers/contact-parts.ts';
import { createMessageRig } from '../../support/workers/message-rig.ts';
import { createMovableClock } from '../../support/workers/movable-clock.ts';

const HOUR_MS = 3_600_000;

describe('dropping old records', () => {
  let db: MigratedTestDatabase;
  let town: Town;
  let cameraId: string;
  const clock = createMovableClock();
  const ago = (ms: number) => new Date(clock.now() - ms);

  beforeAll(async () => {
    db = await createTestDatabase();
    town = await insertTown(db.database);
    cameraId = await insertTestCamera(db.database, town);
  });
  afterAll(() => db.drop());

  const run = () =>
    createExpireRecordsJob({ database: db.database, blobs: { incomingFolder: '/nonexistent' }, clock, logger: createLogger('silent') })(runningJob({}));
  const addSession = async (expiresAt: Date, revokedAt: Date | null = null): Promise<string> => {
    const id = newId();
    await db.database.run(sql`INSERT INTO session (id, token_sha256, user_id, created_at, last_seen_at, expires_at, revoked_at)
      VALUES (${id}, ${randomBytes(32)}, ${town.userId}, ${ago(30 * 24 * HOUR_MS)}, ${ago(30 * 24 * HOUR_MS)}, ${expiresAt}, ${revokedAt})`);
    return id;
  };
  const addCheck = async (state: string, createdAt: Date, finishedAt: Date | null): Promise<string> => {
    const id = newId();
    await db.database.run(
      sql`INSERT INTO camera_check (id, camera_id, kind, state, created_at, finished_at) VALUES (${id}, ${cameraId}, 'check', ${state}, ${createdAt}, ${finishedAt})`,
    );
    return id;
  };
  const ids = async (table: 'session' | 'camera_check') =>
    (await db.database.rows<{ id: string }>(table === 'session' ? sql`SELECT id FROM session` : sql`SELECT id FROM camera_check`)).map((row) => row.id).sort();

  it('drops sessions a week after they ended or were revoked', async () => {
    const week = 7 * 24 * HOUR_MS;
    const kept = [await addSession(ago(week - 1000)), await addSession(ago(-HOUR_MS)), await addSession(ago(-HOUR_MS), ago(week - 1000))];
    await addSession(ago(week + 1000));
    await addSession(ago(-HOUR_MS), ago(week + 1000));
    await run();
    expect(await ids('session')).toEqual(kept.sort());
  });

  it('drops idempotency records and failed sign-ins after a day', async () => {
    for (const age of [23 * HOUR_MS, 25 * HOUR_MS]) {
      await db.database.run(
        sql`INSERT INTO idempotency_record (user_id, key, request_sha256, created_at) VALUES (${town.userId}, ${`k${age}`}, ${randomBytes(32)}, ${ago(age)})`,
      );
      await db.database.run(sql`INSERT INTO sign_in_failure (throttle_key, at) VALUES (${`k${age}`}, ${ago(age)})`);
    }
    await run();
    expect(await db.database.rows(sql`SELECT key FROM idempotency_record`)).toEqual([{ key: `k${23 * HOUR_MS}` }]);
    expect(await db.database.rows(sql`SELECT throttle_key AS key FROM sign_in_failure`)).toEqual([{ key: `k${23 * HOUR_MS}` }]);
  });

  it('drops messages, what was told and deleted subscriptions after 90 days and alerts after a year; what goes on stays', async () => {
    const DAY_MS = 24 * HOUR_MS;
    const { secretBox } = createMessageRig(db.database, {});
    const subscription = await insertTestSubscription(db.database, secretBox, town, { atMs: clock.now() - 500 * DAY_MS });
    const gone = await insertTestSubscription(db.database, secretBox, town, { atMs: clock.now() - 500 * DAY_MS });
    const justGone = await insertTestSubscription(db.database, secretBox, town, { atMs: clock.now() - 500 * DAY_MS });
    const remove = (id: string, days: number) =>
      db.database.run(sql`UPDATE alert_subscription SET deleted_at = ${ago(days * DAY_MS)}, address_sealed = NULL, address_key_id = NULL WHERE id = ${id}`);
    await remove(gone, 91);
    await remove(justGone, 89);
    const alertOf = async (endedDaysAgo: number | null): Promise<string> => {
      const id = await insertTestAlert(db.database, town, { openedAtMs: clock.now() - 450 * DAY_MS });
      const ended = endedDaysAgo === null ? null : ago(endedDaysAgo * DAY_MS);
      await db.database.run(sql`UPDATE alert SET opening_announced_at = opened_at, ended_at = ${ended}, end_announced_at = ${ended} WHERE id = ${id}`);
      await db.database.run(
        sql`INSERT INTO alert_notice (alert_id, phase, subscription_id, state, due_at) VALUES (${id}, 'opening', ${subscription}, 'told', ${ago(449 * DAY_MS)})`,
      );
      return id;
    };
    const [old, ended, recent, open] = [await alertOf(366), await alertOf(364), await alertOf(80), await alertOf(null)];
    const faultId = newId();
    await db.database
      .run(sql`INSERT INTO camera_fault (id, camera_id, organisation_id, unit_id, facet, state, likely_cause, opened_at, failing_from, noticed_at, closed_at, outcome, alert_id)
      SELECT ${faultId}, c.id, c.owner_id, c.unit_id, 'reachable', 'down', 'no_answer', now(), now(), now(), now(), 'withdrawn', ${old} FROM camera c WHERE c.id = ${cameraId}`);
    const addMessage = async (subject: string, giveUpDaysAgo: number, state: 'waiting' | 'failed'): Promise<void> => {
      const at = ago(giveUpDaysAgo * DAY_MS);
      await db.database
        .run(sql`INSERT INTO message (id, subscription_id, organisation_id, kind, channel, address_masked, subject, body, state, next_attempt_at, give_up_at, created_at, finished_at)
        VALUES (${newId()}, ${subscription}, ${town.organisationId}, 'alert', 'email', 'x', ${subject}, 'x', ${state}, ${at}, ${at}, ${at}, ${state === 'failed' ? at : null})`);
    };
    await addMessage('old', 91, 'failed');
    await addMessage('stuck', 91, 'waiting');
    await addMessage('young', 89, 'failed');
    await addMessage('waiting', 89, 'waiting');
    await run();
    const idsOf = async (rows: Promise<{ id: string }[]>) => (await rows).map(({ id }) => id).sort();
    expect(await idsOf(db.database.rows(sql`SELECT subject AS id FROM message`))).toEqual(['waiting', 'young']);
    expect(await idsOf(db.database.rows(sql`SELECT id FROM alert`))).toEqual([ended, recent, open].sort());
    expect(await idsOf(db.database.rows(sql`SELECT alert_id AS id FROM alert_notice`))).toEqual([recent, open].sort());
    expect(await idsOf(db.database.rows(sql`SELECT id FROM alert_subscription`))).toEqual([subscription, justGone].sort());
    expect(await db.database.row(sql`SELECT alert_id AS "alertId" FROM camera_fault WHERE id = ${faultId}`)).toEqual({ alertId: null });
  });

  it('drops finished checks after a week and ends those that were lost', async () => {
    const week = 7 * 24 * HOUR_MS;
    const young = await addCheck('completed', ago(week - HOUR_MS), ago(week - HOUR_MS));
    const fresh = await addCheck('waiting', ago(60_000), null);
    const lost = await addCheck('active', ago(HOUR_MS), null);
    await addCheck('completed', ago(week + HOUR_MS), ago(week + HOUR_MS));
    await run();
    expect(await ids('camera_check')).toEqual([young, fresh, lost].sort());
    expect(await db.database.row(sql`SELECT state, error ->> 'code' AS code FROM camera_check WHERE id = ${lost}`)).toEqual({
      state: 'failed',
      code: 'job_lost',
    });
    expect(await db.database.row(sql`SELECT state FROM camera_check WHERE id = ${fresh}`)).toEqual({ state: 'waiting' });
  });
});
