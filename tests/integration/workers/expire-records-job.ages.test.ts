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

  const YEAR_MS = 365 * 24 * HOUR_MS;
  const years = (count: number) => ago(count * YEAR_MS);

  it('drops duties after two years, ended absences and closed faults with their notes after three, and all but the newest confirmation after two', async () => {
    for (const [nth, age] of [1.9, 2.1].entries()) {
      await db.database.run(sql`INSERT INTO duty_shift (id, organisation_id, user_id, during)
        VALUES (${newId()}, ${town.organisationId}, ${town.userId}, tstzrange(${years(age + 0.002)}, ${years(age)}))`);
      await db.database.run(sql`INSERT INTO camera_confirmation (id, camera_id, confirmed_at, still_there, still_films, holder, where_to_ask)
        VALUES (${newId()}, ${cameraId}, ${years(age)}, true, true, 'shop', ${`nơi ${nth}`})`);
    }
    const retired = await insertTestCamera(db.database, town, { registered: true });
    await db.database.run(sql`INSERT INTO camera_confirmation (id, camera_id, confirmed_at, still_there, still_films, holder, where_to_ask)
      VALUES (${newId()}, ${retired}, ${years(2.2)}, true, true, 'shop', 'nơi đã gỡ')`);
    await db.database.run(sql`UPDATE camera SET retired_at = ${years(2.1)} WHERE id = ${retired}`);
    for (const age of [2.9, 3.1]) {
      await db.database.run(sql`INSERT INTO camera_absence (id, camera_id, during, reason, note, created_by)
        VALUES (${newId()}, ${cameraId}, tstzrange(${years(age + 0.01)}, ${years(age)}), 'other', ${`vắng ${age}`}, ${town.userId})`);
      const faultId = newId();
      await db.database
        .run(sql`INSERT INTO camera_fault (id, camera_id, organisation_id, unit_id, facet, state, likely_cause, opened_at, failing_from, noticed_at, closed_at, outcome, responsible)
        VALUES (${faultId}, ${cameraId}, ${town.organisationId}, ${town.unitId}, 'clock', 'off', 'drift', ${years(4)}, ${years(4)}, ${years(4)}, ${years(age)}, 'withdrawn', ${`người ${age}`})`);
      const noteId = newId();
      await db.database.run(sql`INSERT INTO camera_fault_note (id, fault_id, kind, text, happened_at, author_id)
        VALUES (${noteId}, ${faultId}, 'note', ${`ghi ${age}`}, ${years(4)}, ${town.userId})`);
    }
    await run();
    const texts = async (rows: Promise<{ text: string }[]>) => (await rows).map(({ text }) => text).sort();
    expect(await db.database.rows(sql`SELECT 1 FROM duty_shift`)).toHaveLength(1);
    expect(await texts(db.database.rows(sql`SELECT where_to_ask AS text FROM camera_confirmation`))).toEqual(['nơi 0']);
    expect(await texts(db.database.rows(sql`SELECT note AS text FROM camera_absence`))).toEqual(['vắng 2.9']);
    expect(await texts(db.database.rows(sql`SELECT responsible AS text FROM camera_fault WHERE responsible IS NOT NULL`))).toEqual(['người 2.9']);
    expect(await texts(db.database.rows(sql`SELECT text FROM camera_fault_note`))).toEqual(['ghi 2.9']);
    const logged = await db.database.rows<{ kind: string; count: number }>(
      sql`SELECT detail ->> 'kind' AS kind, (detail ->> 'count')::int AS count FROM audit_event WHERE action = 'retention.deleted' AND detail ->> 'kind' IN ('duty_shift', 'camera_fault_note')`,
    );
    expect(logged.toSorted((a, b) => a.kind.localeCompare(b.kind))).toEqual([
      { kind: 'camera_fault_note', count: 1 },
      { kind: 'duty_shift', count: 1 },
    ]);
  });

  it('drops photographs of repairs a year after they were handed in, and their words stay', async () => {
    const faultId = newId();
    await db.database
      .run(sql`INSERT INTO camera_fault (id, camera_id, organisation_id, unit_id, facet, state, likely_cause, opened_at, failing_from, noticed_at, closed_at, outcome)
      VALUES (${faultId}, ${cameraId}, ${town.organisationId}, ${town.unitId}, 'clock', 'off', 'drift', ${years(2)}, ${years(2)}, ${years(2)}, ${years(0.1)}, 'withdrawn')`);
    for (const age of [0.9, 1.1]) {
      const noteId = newId();
      await db.database.run(sql`INSERT INTO camera_fault_note (id, fault_id, kind, text, happened_at, recorded_at, author_id)
        VALUES (${noteId}, ${faultId}, 'note', ${`ảnh ${age}`}, ${years(age)}, ${years(age)}, ${town.userId})`);
      await db.database.run(sql`INSERT INTO camera_fault_photo (id, note_id, jpeg, sha256, width_px, height_px)
        VALUES (${newId()}, ${noteId}, ${Buffer.alloc(9)}, ${Buffer.alloc(32)}, 1, 1)`);
    }
    await run();
    const kept = await db.database.rows<{ text: string; photos: number }>(sql`SELECT n.text, count(p.id)::int AS photos
      FROM camera_fault_note n LEFT JOIN camera_fault_photo p ON p.note_id = n.id WHERE n.fault_id = ${faultId} GROUP BY n.id, n.text ORDER BY n.text`);
    expect(kept).toEqual([
      { text: 'ảnh 0.9', photos: 1 },
      { text: 'ảnh 1.1', photos: 0 },
    ]);
  });

  it('empties the words of a case five years after they were written, unless something is still held for it', async () => {
    const caseOf = async (age: number, held: boolean): Promise<string> => {
      const id = newId();
      const at = years(age);
      await db.database
        .run(sql`INSERT INTO incident (id, reference_number, category, occurred, location, uncertainty_m, summary, reported_at, entered_by, entered_for, updated_at)
        VALUES (${id}, ${id}, 'theft', tstzrange(${years(age + 0.001)}, ${at}), ST_SetSRID(ST_MakePoint(108.2, 11.7), 4326), 10, 'mất xe', ${at}, ${town.userId}, ${town.organisationId}, ${at})`);
      await db.database.run(sql`INSERT INTO incident_link (id, incident_id, camera_id, verdict, note, decided_by, decided_at)
        VALUES (${newId()}, ${id}, ${cameraId}, 'confirmed', 'thấy rõ', ${town.userId}, ${at})`);
      await db.database
        .run(sql`INSERT INTO hold (id, incident_id, camera_id, during, automatic, reason, created_by, created_at, released_at, released_by, release_reason, ended_because)
        VALUES (${newId()}, ${id}, ${cameraId}, tstzrange(${years(age + 0.001)}, ${at}), false, 'giữ', ${town.userId}, ${at}, ${at}, ${town.userId}, 'xong', 'released')`);
      const requestId = newId();
      await db.database
        .run(sql`INSERT INTO footage_request (id, incident_id, camera_id, owner_id, unit_id, requested_by, requested_for, requested_at, asked, during, purpose, legal_basis, extent_revision, deciders,
          needs_second, access_hours, emergency, due_at, expires_at, state)
        SELECT ${requestId}, i.id, c.id, c.owner_id, c.unit_id, ${town.userId}, ${town.organisationId}, ${at}, d.seconds, d.seconds, 'tìm hướng đi', 'Điều 88', 1, 1, false, 1, false, ${at}, ${at}, 'submitted'
        FROM incident i, camera c, LATERAL (SELECT tstzrange(date_trunc('second', lower(i.occurred)), date_trunc('second', upper(i.occurred))) AS seconds) d WHERE i.id = ${id} AND c.id = ${cameraId}`);
      await db.database.run(
        sql`UPDATE footage_request SET state = 'denied', ended_because = 'denied', ended_at = ${at}, end_reason = 'không rõ' WHERE id = ${requestId}`,
      );
      await db.database.run(sql`INSERT INTO footage_request_decision (id, request_id, part, decision, reason, decided_by, decided_at)
        VALUES (${newId()}, ${requestId}, 'board', 'deny', 'không rõ', ${town.userId}, ${at})`);
      await db.database.transaction(async (tx) => {
        // whether somebody watches is looked at by a trigger
        await tx.run(sql`SET LOCAL session_replication_role = replica`);
        await tx.run(sql`INSERT INTO case_moment (id, incident_id, camera_id, request_id, at, note, marked_by, marked_at)
          VALUES (${newId()}, ${id}, ${cameraId}, ${requestId}, ${at}, 'chạy về phía chợ', ${town.userId}, ${at})`);
      });
      if (held) {
        await db.database.run(sql`INSERT INTO hold (id, incident_id, camera_id, during, automatic, created_by)
          VALUES (${newId()}, ${id}, ${cameraId}, tstzrange(${years(age + 0.001)}, ${at}), false, ${town.userId})`);
      }
      return id;
    };
    const [young, old, oldHeld] = [await caseOf(4.9, false), await caseOf(5.1, false), await caseOf(5.1, true)];
    await run();
    const wordsOf = (id: string) =>
      db.database.row(sql`SELECT i.summary, k.note, h.reason, h.release_reason AS "releaseReason", i.category, q.purpose, q.legal_basis AS basis,
          q.end_reason AS ended, d.reason AS decided, m.note AS marked FROM incident i JOIN case_moment m ON m.incident_id = i.id JOIN incident_link k ON k.incident_id = i.id JOIN footage_request q ON q.incident_id = i.id JOIN footage_request_decision d ON d.request_id = q.id
        JOIN hold h ON h.incident_id = i.id AND h.released_at IS NOT NULL WHERE i.id = ${id}`);
    const whole = {
      summary: 'mất xe',
      note: 'thấy rõ',
      reason: 'giữ',
      releaseReason: 'xong',
      category: 'theft',
      purpose: 'tìm hướng đi',
      basis: 'Điều 88',
      ended: 'không rõ',
      decided: 'không rõ',
      marked: 'chạy về phía chợ',
    };
    expect(await wordsOf(young)).toEqual(whole);
    expect(await wordsOf(oldHeld)).toEqual(whole);
    expect(await wordsOf(old)).toEqual({
      summary: '',
      note: '',
      reason: '',
      releaseReason: '-',
      category: 'theft',
      purpose: '-',
      basis: 'Điều 88',
      ended: '-',
      decided: '-',
      marked: '',
    });
  });
});
