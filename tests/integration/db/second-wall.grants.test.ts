import sql, { raw } from 'sql-template-tag';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { isAppError } from '../../../domain/app-error.ts';
import { newId } from '../../../platform/new-id.ts';
import { HOUR_MS, iso, startRequestDesk, type RequestDesk } from '../../support/requests/request-desk.ts';
import { TEST_PASSWORD, type TestUser } from '../../support/test-app.ts';

let desk: RequestDesk;
beforeAll(async () => {
  desk = await startRequestDesk();
});
afterAll(() => desk.t.close());
beforeEach(() => desk.freshStart());

const idOf = async (user: TestUser): Promise<string> => (await desk.t.db.row<{ id: string }>(sql`SELECT id FROM app_user WHERE username = ${user}`)).id;
const newestSession = async (user: TestUser): Promise<string> =>
  (await desk.t.db.row<{ id: string }>(sql`SELECT id FROM session WHERE user_id = ${await idOf(user)} ORDER BY id DESC LIMIT 1`)).id;

type Told = 'wall_copy_blob' | 'wall_package_blob';

/** Where the copy lies, or the package, asked as the role itself; null: it is not told. */
function blobFor(
  settings: { person: string; session: string } | undefined,
  id: string,
  atMs = desk.t.clock.now(),
  told: Told = 'wall_copy_blob',
): Promise<string | null> {
  return desk.t.db.transaction(async (tx) => {
    await tx.run(raw('SET LOCAL ROLE matpho_person'));
    for (const [name, value] of Object.entries(settings ?? {})) await tx.run(sql`SELECT set_config(${`matpho.${name}`}, ${value}, true)`);
    return (await tx.row<{ key: string | null }>(sql`SELECT ${raw(told)}(${id}, ${new Date(atMs)}) AS key`)).key;
  });
}

/** A request that is open to its officer in a session, with a copy that is ready. */
async function watched(): Promise<{ requestId: string; grantId: string; copyId: string; own: { person: string; session: string } }> {
  const { id: requestId } = await desk.asked();
  await desk.decide(requestId, 'approve');
  const opened = await desk.t.as('officer', 'GET', `/footage-requests/${requestId}/media`);
  const copyId = newId();
  const [from, to] = [iso(desk.startMs()), iso(desk.startMs() + 10_000)];
  await desk.t.db
    .run(sql`INSERT INTO watch_copy (id, request_id, camera_id, kind, source_id, during, state, ordered_at, sha256, blob_key, byte_length, finished_at)
    VALUES (${copyId}, ${requestId}, ${desk.cameraId}, 'segment', ${newId()}, tstzrange(${from}, ${to}), 'ready', ${new Date(desk.t.clock.now())}, ${Buffer.alloc(32)}, ${`watch/${copyId}`}, 1, now())`);
  const grantId: string = opened.json().grant.id;
  const { session } = await desk.t.db.row<{ session: string }>(sql`SELECT session_id AS session FROM footage_grant WHERE id = ${grantId}`);
  return { requestId, grantId, copyId, own: { person: await idOf('officer'), session } };
}

test('tells where a copy lies under a grant that lives, to its person in its session', async () => {
  const { copyId, own } = await watched();
  expect(await blobFor(own, copyId)).toBe(`watch/${copyId}`);
});

test('tells it to nobody else: no person, a colleague, a commander, the board, another session, one that is none', async () => {
  const { copyId, own } = await watched();
  await desk.t.anonymous('POST', '/sessions', { username: 'officer', password: TEST_PASSWORD });
  const second = await newestSession('officer');
  expect(second).not.toBe(own.session);
  const others: [string, { person: string; session: string } | undefined][] = [
    ['nobody', undefined],
    ['another session of the same person', { person: own.person, session: second }],
    ['a session that is none', { person: own.person, session: newId() }],
    ['nobody in that session', { person: '', session: own.session }],
  ];
  for (const user of ['officer2', 'commander', 'board', 'otherofficer', 'auditor', 'admin'] as const)
    others.push([`${user} with that session's id`, { person: await idOf(user), session: own.session }]);
  for (const [who, settings] of others) expect([who, await blobFor(settings, copyId)]).toEqual([who, null]);
});

test('tells it before and after the time of access to nobody, nor once the grant, the session or the account has ended', async () => {
  const { copyId, own, grantId } = await watched();
  expect([await blobFor(own, copyId, desk.t.clock.now() - HOUR_MS), await blobFor(own, copyId, desk.t.clock.now() + 1000 * HOUR_MS)]).toEqual([null, null]);
  const while_ = async (change: string, back: string): Promise<string | null> => {
    await desk.t.db.run(raw(change));
    const key = await blobFor(own, copyId);
    await desk.t.db.run(raw(back));
    return key;
  };
  const session = `UPDATE session SET revoked_at = %s WHERE id = '${own.session}'`;
  expect(await while_(session.replace('%s', 'now()'), session.replace('%s', 'NULL'))).toBeNull();
  const account = `UPDATE app_user SET disabled_at = %s WHERE id = '${own.person}'`;
  expect(await while_(account.replace('%s', 'now()'), account.replace('%s', 'NULL'))).toBeNull();
  const role = `UPDATE app_user SET role = '%s' WHERE id = '${own.person}'`;
  expect(await while_(role.replace('%s', 'board'), role.replace('%s', 'officer'))).toBeNull();
  expect(await blobFor(own, copyId)).toBe(`watch/${copyId}`);
  await desk.t.db.run(sql`UPDATE footage_grant SET ended_at = now(), ended_because = 'access_over' WHERE id = ${grantId}`);
  expect(await blobFor(own, copyId)).toBeNull();
});

test('tells nothing any more once the board has taken back what it opened', async () => {
  const { requestId, copyId, own } = await watched();
  const answer = await desk.t.as('board', 'POST', `/footage-requests/${requestId}/revocation`, { reason: 'Không còn cần thiết' });
  expect(answer.statusCode).toBe(200);
  expect(await blobFor(own, copyId)).toBeNull();
});

test('shows copies of own requests alone, without where they lie, and lets that role ask for no other session', async () => {
  const { copyId, own } = await watched();
  const ask = (statement: string, person: string) =>
    desk.t.db.transaction(async (tx) => {
      await tx.run(raw('SET LOCAL ROLE matpho_person'));
      await tx.run(sql`SELECT set_config('matpho.person', ${person}, true)`);
      return tx.rows<{ id: string }>(raw(statement));
    });
  expect((await ask('SELECT id FROM watch_copy', own.person)).map(({ id }) => id)).toContain(copyId);
  for (const user of ['officer2', 'commander', 'board', 'otherofficer'] as const)
    expect([user, await ask('SELECT id FROM watch_copy', await idOf(user))]).toEqual([user, []]);
  for (const statement of ['SELECT blob_key FROM watch_copy', `SELECT watched_blob('${own.session}', '${copyId}', now())`]) {
    const refusal: unknown = await ask(statement, own.person).catch((error: unknown) => error);
    expect([statement, isAppError(refusal) && refusal.details['sqlState']]).toEqual([statement, '42501']);
  }
});

test('tells where a package lies to who ordered it, in the session that has the grants of all its requests, while they open', async () => {
  const { requestId, own, grantId } = await watched();
  const [packageId, db] = [newId(), desk.t.db];
  const nowMs = desk.t.clock.now();
  await db.run(sql`INSERT INTO evidence_package (id, incident_id, ordered_by, ordered_for, ordered_at, state, sha256, byte_length, file_count, key_fingerprint, blob_key, finished_at)
    SELECT ${packageId}, incident_id, requested_by, requested_for, ${new Date(nowMs)}, 'ready', ${Buffer.alloc(32)}, 1, 1, 'k', ${`packages/${packageId}`}, now() FROM footage_request WHERE id = ${requestId}`);
  await db.run(
    sql`INSERT INTO evidence_package_request (package_id, request_id, during) SELECT ${packageId}, id, during FROM footage_request WHERE id = ${requestId}`,
  );
  const told = (settings: { person: string; session: string } | undefined, atMs = nowMs) => blobFor(settings, packageId, atMs, 'wall_package_blob');
  expect(await told(own)).toBe(`packages/${packageId}`);
  expect([await told(undefined), await told({ ...own, session: newId() }), await told(own, nowMs + 1000 * HOUR_MS)]).toEqual([null, null, null]);
  for (const user of ['officer2', 'commander', 'board', 'admin'] as const)
    expect([user, await told({ person: await idOf(user), session: own.session })]).toEqual([user, null]);
  await db.run(sql`UPDATE footage_grant SET ended_at = now(), ended_because = 'other_session' WHERE id = ${grantId}`);
  expect(await told(own)).toBeNull();
});
