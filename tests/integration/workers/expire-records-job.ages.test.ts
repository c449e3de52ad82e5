import { randomBytes } from 'node:crypto';
import sql from 'sql-template-tag';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLogger } from '../../../platform/logger.ts';
import { newId } from '../../../platform/new-id.ts';
import { createExpireRecordsJob } from '../../../workers/jobs/expire-records-job.ts';
import { createTestDatabase, type MigratedTestDatabase } from '../../support/test-database.ts';
import { insertTestCamera, insertTown, type Town } from '../../support/workers/camera-fixture.ts';
import { runningJob } from '../../support/workers/contact-parts.ts';
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

  const run = () => createExpireRecordsJob({ database: db.database, clock, logger: createLogger('silent') })(runningJob({}));
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
