import sql from 'sql-template-tag';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Queryable } from '../../../db/database.ts';
import { findSession } from '../../../db/repositories/account-repository.ts';
import { findSessionAtMedium, type SessionAtMedium } from '../../../db/repositories/session-medium-repository.ts';
import { newId } from '../../../platform/new-id.ts';
import { sessionTokenHash } from '../../../server/session-token.ts';
import { createOpenedFootage, type OpenedFootage } from '../../support/media/opened-footage.ts';
import { startTestApp, TEST_PASSWORD, type TestApp } from '../../support/test-app.ts';

const HOUR_MS = 3_600_000;
const IDLE_MS = 2 * HOUR_MS;
let t: TestApp;
let o: OpenedFootage;
let opened: Awaited<ReturnType<typeof openOne>>;

/** Seconds 1 to 9 of a camera, opened by `officer` in a session of their own, with a copy of its segment of six seconds and one of a picture. */
async function openOne() {
  const startMs = Math.floor(t.clock.now() / 1000) * 1000 - HOUR_MS / 2;
  const { cameraId, segmentId } = await o.register(startMs);
  const pictureId = await o.addPicture(cameraId, startMs + 2500);
  const { requestId, incidentId } = await o.open(cameraId, startMs + 1000, startMs + 9000);
  const token = await o.signIn('officer', TEST_PASSWORD);
  const listed = await t.anonymous('GET', `/footage-requests/${requestId}/media`, undefined, { authorization: `Bearer ${token}` });
  await t.db.run(sql`DELETE FROM watch_copy WHERE request_id = ${requestId}`);
  const addCopy = (kind: string, sourceId: string, fromMs: number, toMs: number) =>
    t.db
      .run(sql`INSERT INTO watch_copy (id, request_id, camera_id, kind, source_id, during, state, ordered_at, finished_at, sha256, blob_key, byte_length, mark_bytes, mark_ms)
      VALUES (${newId()}, ${requestId}, ${cameraId}, ${kind}, ${sourceId}, tstzrange(${new Date(fromMs)}, ${new Date(toMs)}), 'ready', ${new Date(t.clock.now())}, ${new Date(t.clock.now())},
        ${Buffer.alloc(32)}, ${`watch/${sourceId}`}, 3000, '{0,1000,2000}', '{0,1000,2000}')`);
  await addCopy('segment', segmentId, startMs + 1000, startMs + 6000);
  await addCopy('picture', pictureId, startMs + 2500, startMs + 2501);
  return { startMs, cameraId, segmentId, pictureId, requestId, incidentId, token, grantId: listed.json().grant.id as string };
}

beforeAll(async () => {
  t = await startTestApp();
  o = await createOpenedFootage(t);
  opened = await openOne();
});
afterAll(async () => {
  await o.close();
  await t.close();
});

const RolledBack = new Error('undone');

/** What the statement finds after `change`, which is undone. */
async function findAfter(
  change: (tx: Queryable) => Promise<unknown>,
  wanted: { kind?: 'segment' | 'picture'; sourceId?: string; requestId?: string; token?: string; afterMs?: number } = {},
): Promise<SessionAtMedium | undefined> {
  const { kind = 'segment', sourceId = kind === 'segment' ? opened.segmentId : opened.pictureId, requestId, token = opened.token, afterMs = 0 } = wanted;
  let found: SessionAtMedium | undefined;
  await t.db
    .transaction(async (tx) => {
      await change(tx);
      const key = { tokenSha256: sessionTokenHash(token), nowMs: t.clock.now() + afterMs, idleMs: IDLE_MS };
      found = await findSessionAtMedium(tx, key, { kind, sourceId, requestId });
      throw RolledBack;
    })
    .catch((error: unknown) => {
      if (error !== RolledBack) throw error;
    });
  return found;
}

const nothing = async (): Promise<void> => undefined;
const at = (ms: number) => new Date(opened.startMs + ms);

describe('one statement finds', () => {
  it('the session, what it may do, and the copy of a segment', async () => {
    const { startMs, cameraId, segmentId, requestId, incidentId, grantId } = opened;
    const found = await findAfter(nothing);
    expect(found!.session).toMatchObject({ username: 'officer', role: 'officer', organisationKind: 'police_post', unitIds: [t.world.ward] });
    const key = { tokenSha256: sessionTokenHash(opened.token), nowMs: t.clock.now(), idleMs: IDLE_MS };
    expect(found!.session).toEqual(await findSession(t.db, key));
    expect(found!.medium).toMatchObject({
      reached: { id: segmentId, cameraId, own: false, inUnits: true },
      time: { fromMs: startMs, toMs: startMs + 6000 },
      deviceTime: { fromMs: startMs + 61_000, toMs: startMs + 67_000 },
      openings: [
        {
          grantId,
          request: { requestId, incidentId, cameraId, fromMs: startMs + 1000, toMs: startMs + 9000, purpose: 'Xác minh diễn biến' },
          copy: { fromMs: startMs + 1000, toMs: startMs + 6000, byteLength: 3000, markBytes: [0, 1000, 2000], markMs: [0, 1000, 2000] },
        },
      ],
    });
  });

  it('the same of a picture, which is a millisecond', async () => {
    const { startMs, pictureId } = opened;
    expect((await findAfter(nothing, { kind: 'picture' }))!.medium).toMatchObject({
      reached: { id: pictureId, inUnits: true },
      time: { fromMs: startMs + 2500, toMs: startMs + 2501 },
      deviceTime: { fromMs: startMs + 63_500, toMs: startMs + 63_501 },
      openings: [{ grantId: opened.grantId, copy: { byteLength: 3000 } }],
    });
  });

  it('both requests where two open it, and the one that is asked for', async () => {
    const { cameraId, startMs } = opened;
    const other = await o.open(cameraId, startMs + 2000, startMs + 3000);
    expect((await findAfter(nothing))!.medium!.openings).toHaveLength(2);
    expect((await findAfter(nothing, { requestId: other.requestId }))!.medium!.openings).toMatchObject([
      { request: { requestId: other.requestId }, grantId: null, copy: undefined },
    ]);
    await t.as('officer', 'POST', `/footage-requests/${other.requestId}/cancellation`, { reason: 'Không cần nữa' });
  });
});

describe('no session when', () => {
  const session = (columns: ReturnType<typeof sql>) => (tx: Queryable) =>
    tx.run(sql`UPDATE session SET ${columns} WHERE token_sha256 = ${sessionTokenHash(opened.token)}`);
  it.each<readonly [string, (tx: Queryable) => Promise<unknown>]>([
    ['it was revoked', (tx) => session(sql`revoked_at = ${new Date(t.clock.now())}`)(tx)],
    ['it is over', (tx) => session(sql`expires_at = ${new Date(t.clock.now() + 1)}`)(tx)],
    ['it lay idle', (tx) => session(sql`last_seen_at = ${new Date(t.clock.now() - IDLE_MS)}`)(tx)],
    ['its account was closed', (tx) => tx.run(sql`UPDATE app_user SET disabled_at = now() WHERE username = 'officer'`)],
  ])('%s', async (_name, change) => {
    expect(await findAfter(change, { afterMs: 1 })).toBeUndefined();
  });

  it('nobody has this token', async () => {
    expect(await findAfter(nothing, { token: 'x' })).toBeUndefined();
  });
});

describe('nothing is opened when', () => {
  const request = (columns: () => ReturnType<typeof sql>) => (tx: Queryable) =>
    tx.run(sql`UPDATE footage_request SET ${columns()} WHERE id = ${opened.requestId}`);
  it.each<readonly [string, (tx: Queryable) => Promise<unknown>]>([
    [
      'the request was revoked',
      request(() => sql`state = 'cancelled', ended_at = ${new Date(t.clock.now())}, ended_because = 'revoked', end_reason = 'Hết cần thiết'`),
    ],
    ['its access is over', request(() => sql`access_until = ${new Date(t.clock.now() + 1)}`)],
    ['its seconds are others by now', request(() => sql`during = tstzrange(${at(6000)}, ${at(9000)})`)],
    [
      'the incident became a gathering',
      (tx) => tx.run(sql`UPDATE incident SET category = 'disorderly_gathering', was_gathering = true WHERE id = ${opened.incidentId}`),
    ],
    ['the person watches no more by role', (tx) => tx.run(sql`UPDATE app_user SET role = 'auditor' WHERE username = 'officer'`)],
    [
      'the person is of another organisation',
      (tx) =>
        tx.run(sql`UPDATE app_user SET organisation_id = (SELECT organisation_id FROM app_user WHERE username = 'otherofficer') WHERE username = 'officer'`),
    ],
  ])('%s', async (_name, change) => {
    expect((await findAfter(change, { afterMs: 1 }))!.medium!.openings).toEqual([]);
  });

  it('its access has not begun', async () => {
    const { fromMs } = await t.db.row<{ fromMs: number }>(sql`SELECT access_from AS "fromMs" FROM footage_request WHERE id = ${opened.requestId}`);
    expect((await findAfter(nothing, { afterMs: fromMs - t.clock.now() }))!.medium!.openings).toHaveLength(1);
    expect((await findAfter(nothing, { afterMs: fromMs - 1 - t.clock.now() }))!.medium!.openings).toEqual([]);
  });

  it('another request is named, or another camera’s segment', async () => {
    const { segmentId } = await o.register(opened.startMs);
    expect((await findAfter(nothing, { requestId: newId() }))!.medium!.openings).toEqual([]);
    expect((await findAfter(nothing, { sourceId: segmentId, requestId: opened.requestId }))!.medium!.openings).toEqual([]);
  });

  it('somebody else looks', async () => {
    for (const user of ['officer2', 'commander', 'board', 'otherofficer', 'auditor', 'admin'] as const)
      expect((await findAfter(nothing, { token: await t.token(user) }))!.medium!.openings, user).toEqual([]);
  });
});

describe('less is found when', () => {
  it('the grant has ended, or is another session’s', async () => {
    const end = (tx: Queryable) => tx.run(sql`UPDATE footage_grant SET ended_at = now(), ended_because = 'other_session' WHERE id = ${opened.grantId}`);
    expect((await findAfter(end))!.medium!.openings).toMatchObject([{ grantId: null }]);
    const second = await o.signIn('officer', TEST_PASSWORD);
    expect((await findAfter(nothing, { token: second }))!.medium!.openings).toMatchObject([{ grantId: null, copy: undefined }]);
  });

  it('a mask was drawn: the copy without it is gone', async () => {
    const mask = (tx: Queryable) =>
      tx.run(sql`INSERT INTO privacy_mask (id, camera_id, placement_id, outline, reason, created_by)
        SELECT ${newId()}, p.camera_id, p.id, '[[0,0],[1,0],[1,1]]', 'Cửa sổ', u.id FROM camera_placement p, app_user u WHERE p.camera_id = ${opened.cameraId} AND u.username = 'board'`);
    expect((await findAfter(mask))!.medium!.openings).toMatchObject([{ grantId: opened.grantId, copy: undefined }]);
  });

  it('a mask that was lifted when the copy was made is back: the copy shows what it hides', async () => {
    const until = (time: string) => (tx: Queryable) => tx.run(sql`UPDATE watch_copy SET masks_until = ${time} WHERE source_id = ${opened.segmentId}`);
    expect((await findAfter(until('2020-01-01T00:00:00Z')))!.medium!.openings).toMatchObject([{ grantId: opened.grantId, copy: undefined }]);
    expect((await findAfter(until('2999-01-01T00:00:00Z')))!.medium!.openings[0]!.copy).toBeDefined();
  });

  it('the copy is still being made, or beyond the request’s seconds', async () => {
    const wait = (tx: Queryable) =>
      tx.run(
        sql`UPDATE watch_copy SET state = 'waiting', finished_at = NULL, sha256 = NULL, blob_key = NULL, byte_length = NULL WHERE source_id = ${opened.segmentId}`,
      );
    expect((await findAfter(wait))!.medium!.openings).toMatchObject([{ copy: undefined }]);
    const shrink = (tx: Queryable) => tx.run(sql`UPDATE footage_request SET during = tstzrange(${at(1000)}, ${at(3000)}) WHERE id = ${opened.requestId}`);
    expect((await findAfter(shrink))!.medium!.openings).toMatchObject([{ request: { toMs: opened.startMs + 3000 }, copy: undefined }]);
  });

  it('the segment was deleted, or never was', async () => {
    const remove = (tx: Queryable) => tx.run(sql`DELETE FROM footage_segment WHERE id = ${opened.segmentId}`);
    const gone = await findAfter(remove);
    expect([gone!.session.username, gone!.medium]).toEqual(['officer', undefined]);
    expect((await findAfter(nothing, { sourceId: newId() }))!.medium).toBeUndefined();
  });

  it('the camera lies outside the person’s units: it is out of reach', async () => {
    const cut = (tx: Queryable) => tx.run(sql`UPDATE camera SET unit_id = ${t.world.otherWard} WHERE id = ${opened.cameraId}`);
    expect((await findAfter(cut))!.medium!.reached).toMatchObject({ own: false, inUnits: false });
  });
});
