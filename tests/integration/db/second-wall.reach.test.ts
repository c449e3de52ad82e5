import sql, { raw } from 'sql-template-tag';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Queryable } from '../../../db/database.ts';
import { isAppError } from '../../../domain/app-error.ts';
import { ACTIONS, permittedScope, type Action } from '../../../domain/permission-rule.ts';
import { ROLES } from '../../../domain/role.ts';
import { appendAudit } from '../../../db/repositories/audit-repository.ts';
import { createAccessLog } from '../../../db/access-log/access-log.ts';
import { newId } from '../../../platform/new-id.ts';
import { startRequestDesk, type RequestDesk } from '../../support/requests/request-desk.ts';
import type { TestUser } from '../../support/test-app.ts';
import { GUARDED_TABLES, walledDatabase } from '../../support/walled-database.ts';

let desk: RequestDesk;
let people: ReadonlyMap<string, string>;
beforeAll(async () => {
  desk = await startRequestDesk();
  people = new Map((await desk.t.db.rows<{ username: string; id: string }>(sql`SELECT username, id FROM app_user`)).map(({ username, id }) => [username, id]));
});
afterAll(() => desk.t.close());
beforeEach(() => desk.freshStart());

/** As the role itself, with what the server says of the person; nothing of the server's code lies between. */
function asRole<T>(settings: { person?: string | undefined; session?: string | undefined }, work: (tx: Queryable) => Promise<T>): Promise<T> {
  return desk.t.db.transaction(async (tx) => {
    await tx.run(raw('SET LOCAL ROLE matpho_person'));
    for (const [name, value] of Object.entries(settings)) await tx.run(sql`SELECT set_config(${`matpho.${name}`}, ${value}, true)`);
    return work(tx);
  });
}
const as = <T>(user: TestUser, work: (tx: Queryable) => Promise<T>) => asRole({ person: people.get(user)!, session: newId() }, work);
const countOf = async (tx: Queryable, table: string): Promise<number> => (await tx.row<{ n: number }>(sql`SELECT count(*) AS n FROM ${raw(table)}`)).n;
const idsOf = async (tx: Queryable, table: string, column = 'id'): Promise<string[]> =>
  (await tx.rows<{ id: string }>(sql`SELECT ${raw(column)} AS id FROM ${raw(table)}`)).map(({ id }) => id);
const isRefused = async (work: Promise<unknown>): Promise<boolean> => {
  try {
    await work;
  } catch (error) {
    return isAppError(error) && error.details['sqlState'] === '42501';
  }
  return false;
};

const OF_CASES = ['footage_request', 'footage_request_decision', 'footage_grant', 'emergency_suspension'];
const OF_THE_LOG = ['audit_event', 'audit_leaf', 'audit_index', 'audit_erased'];

/** A request that its board approved, opened by its officer. */
async function opened(): Promise<{ id: string; grantId: string }> {
  const { id } = await desk.asked();
  await desk.decide(id, 'approve');
  const answer = await desk.t.as('officer', 'GET', `/footage-requests/${id}/media`);
  return { id, grantId: answer.json().grant.id };
}

test('shows nothing to nobody: no person, one that is none, one whose account is closed', async () => {
  const { id } = await opened();
  const log = createAccessLog({ ...desk.t.context, publicUrl: undefined });
  await log.sequence();
  const closed = newId();
  await desk.t.db.run(sql`INSERT INTO app_user (id, username, display_name, role, organisation_id, password_hash, disabled_at)
    SELECT ${closed}, 'leaver', 'leaver', role, organisation_id, 'x', now() FROM app_user WHERE username = 'auditor'`);
  const suspension = newId();
  await desk.t.db.run(sql`INSERT INTO emergency_suspension (id, user_id, request_id, suspended_at) VALUES (${suspension}, ${closed}, ${id}, now())`);
  for (const settings of [{}, { person: '' }, { person: newId() }, { person: closed }])
    for (const table of [...OF_CASES, ...OF_THE_LOG]) expect([table, await asRole(settings, (tx) => countOf(tx, table))]).toEqual([table, 0]);
  await desk.t.db.run(sql`DELETE FROM emergency_suspension WHERE id = ${suspension}`);
});

test('shows a request to the board of its camera and to who answers for its unit, and to nobody else', async () => {
  const { id } = await opened();
  for (const user of ['board', 'officer', 'officer2', 'commander'] as const) {
    expect([user, await as(user, (tx) => idsOf(tx, 'footage_request'))]).toEqual([user, expect.arrayContaining([id])]);
    expect([user, await as(user, (tx) => idsOf(tx, 'footage_request_decision', 'request_id'))]).toEqual([user, expect.arrayContaining([id])]);
  }
  for (const user of ['board2', 'otherboard', 'otherofficer'] as const)
    for (const table of OF_CASES) expect([user, table, await as(user, (tx) => countOf(tx, table))]).toEqual([user, table, 0]);
});

test('follows the camera to another owner and unit, and the officer to another organisation', async () => {
  const { id } = await opened();
  const sees = async (user: TestUser) => (await as(user, (tx) => idsOf(tx, 'footage_request'))).includes(id);
  const { t, cameraId } = desk;
  const own = await t.db.row<{ ownerId: string; unitId: string }>(sql`SELECT owner_id AS "ownerId", unit_id AS "unitId" FROM camera WHERE id = ${cameraId}`);
  const move = (ownerId: string, unitId: string) => t.db.run(sql`UPDATE camera SET owner_id = ${ownerId}, unit_id = ${unitId} WHERE id = ${cameraId}`);
  const other = await t.db.row<{ id: string }>(sql`SELECT organisation_id AS id FROM app_user WHERE username = 'otherboard'`);
  await move(other.id, t.world.otherWard);
  expect([await sees('board'), await sees('otherboard'), await sees('commander'), await sees('otherofficer'), await sees('officer')]).toEqual([
    ...[false, true, false, true],
    // whose organisation asked
    true,
  ]);
  await move(own.ownerId, own.unitId);
  const post = sql`SELECT organisation_id FROM app_user WHERE username = 'officer2'`;
  await t.db.run(sql`UPDATE app_user SET organisation_id = (SELECT organisation_id FROM app_user WHERE username = 'otherofficer') WHERE username = 'officer'`);
  expect([await sees('officer'), await sees('officer2')]).toEqual([false, true]);
  await t.db.run(sql`UPDATE app_user SET organisation_id = (${post}) WHERE username = 'officer'`);
  expect(await sees('officer')).toBe(true);
});

test('shows a grant to its person alone, not to colleagues, commander, board or auditor', async () => {
  const { grantId } = await opened();
  expect(await as('officer', (tx) => idsOf(tx, 'footage_grant'))).toContain(grantId);
  for (const user of ['officer2', 'commander', 'board', 'auditor', 'admin', 'otherofficer'] as const)
    expect([user, await as(user, (tx) => countOf(tx, 'footage_grant'))]).toEqual([user, 0]);
});

test('shows the log to auditors as a whole, to a board what touched cameras that were its own, to officers nothing', async () => {
  await opened();
  await createAccessLog({ ...desk.t.context, publicUrl: undefined }).sequence();
  const all = async (table: string) => countOf(desk.t.db, table);
  const board = people.get('board')!;
  for (const table of OF_THE_LOG) {
    expect([table, await as('auditor', (tx) => countOf(tx, table))]).toEqual([table, await all(table)]);
    for (const user of ['officer', 'commander', 'otherboard'] as const)
      expect([table, user, await as(user, (tx) => countOf(tx, table))]).toEqual([table, user, 0]);
  }
  const own = (
    await desk.t.db.rows<{ seq: number }>(
      sql`SELECT seq FROM audit_index WHERE kind = 'owner' AND key = (SELECT organisation_id FROM app_user WHERE id = ${board})`,
    )
  ).map(({ seq }) => seq);
  expect(own.length).toBeGreaterThan(3);
  const shown = await as('board', async (tx) => ({
    leaves: (await tx.rows<{ seq: number }>(sql`SELECT seq FROM audit_leaf`)).map(({ seq }) => seq),
    indexed: (await tx.rows<{ seq: number }>(sql`SELECT DISTINCT seq FROM audit_index`)).map(({ seq }) => seq),
    events: await countOf(tx, 'audit_event'),
  }));
  const sorted = (numbers: number[]) => [...numbers].sort((a, b) => a - b);
  expect(sorted(shown.leaves)).toEqual(sorted(own));
  expect(sorted(shown.indexed)).toEqual(sorted(own));
  expect(shown.events).toBe(own.length);
});

test('lets that role write nothing, and read nothing that the wall does not name', async () => {
  const { id } = await opened();
  const tables = await desk.t.db.rows<{ name: string; readable: boolean; writable: boolean }>(sql`
    SELECT c.relname AS name, has_any_column_privilege('matpho_person', c.oid, 'SELECT') AS readable,
      has_any_column_privilege('matpho_person', c.oid, 'INSERT, UPDATE, REFERENCES') OR has_table_privilege('matpho_person', c.oid, 'DELETE, TRUNCATE, TRIGGER') AS writable
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p', 'v', 'm')
      AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')`);
  expect(tables.filter(({ writable }) => writable)).toEqual([]);
  expect(await isRefused(as('officer', (tx) => tx.run(sql`UPDATE footage_request SET purpose = 'x' WHERE id = ${id}`)))).toBe(true);
  for (const secret of ['password_hash FROM app_user', 'sealed_private_key FROM audit_key', '1 FROM session', '1 FROM camera_source', '1 FROM api_key'])
    expect([secret, await isRefused(as('admin', (tx) => tx.run(raw(`SELECT ${secret}`))))]).toEqual([secret, true]);
});

test('has policies on every table that it shows and that is no register, and no way round them', async () => {
  const { rolsuper, rolbypassrls, rolcanlogin } = await desk.t.db.row<Record<string, boolean>>(sql`SELECT * FROM pg_roles WHERE rolname = 'matpho_person'`);
  expect({ rolsuper, rolbypassrls, rolcanlogin }).toEqual({ rolsuper: false, rolbypassrls: false, rolcanlogin: false });
  const shown = await desk.t.db.rows<{ name: string; guarded: boolean }>(sql`
    SELECT c.relname AS name, c.relrowsecurity AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid) AND c.relowner <> 'matpho_person'::regrole AS guarded
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND has_any_column_privilege('matpho_person', c.oid, 'SELECT')
      AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e') ORDER BY 1`);
  const names = (isGuarded: boolean) => shown.filter(({ guarded }) => guarded === isGuarded).map(({ name }) => name);
  expect(names(true)).toEqual([...GUARDED_TABLES].sort());
  expect(names(false)).toEqual([
    'app_user',
    'camera',
    'incident',
    'incident_category',
    'organisation',
    'organisation_unit',
    'unit',
    'unit_closure',
    'wall_own_entry',
  ]);
});

test('takes what a role may do from the one table of permissions', async () => {
  const inDatabase = await desk.t.db.rows<{ role: string; action: Action; scope: string }>(sql`SELECT role, action, scope FROM wall_permission()`);
  const used = ACTIONS.filter((action) => inDatabase.some((row) => row.action === action));
  expect(new Set(inDatabase.map(({ action }) => action)).size).toBe(used.length);
  const inDomain = ROLES.flatMap((role) =>
    used.flatMap((action) => (permittedScope(role, action) === null ? [] : [{ role, action, scope: permittedScope(role, action) }])),
  );
  const key = (row: object): string => JSON.stringify(row);
  expect(inDatabase.map(key).sort()).toEqual(inDomain.map(key).sort());
});

test('ends role and person with the transaction, and lets no other id in', async () => {
  await desk.t.db.asPerson({ userId: people.get('officer')!, sessionId: newId() }, (own) => countOf(own, 'footage_request'));
  const after = await desk.t.db.row<{ who: string; owner: string; person: string | null }>(
    sql`SELECT current_user AS who, session_user AS owner, nullif(current_setting('matpho.person', true), '') AS person`,
  );
  expect(after).toEqual({ who: after.owner, owner: after.owner, person: null });
  const forged = desk.t.db.asPerson({ userId: `${newId()}'; RESET ROLE; --`, sessionId: newId() }, (own) => countOf(own, 'footage_request'));
  await expect(forged).rejects.toThrow();
  expect(await isRefused(desk.t.db.asPerson({ userId: people.get('officer')!, sessionId: newId() }, (own) => own.run(sql`SELECT 1 FROM camera_source`)))).toBe(
    true,
  );
});

test('the database of a server under test refuses a read past the wall, with the name of who sends it', async () => {
  const walled = walledDatabase(desk.t.db);
  const readAll = (db: Queryable) => db.rows(sql`SELECT id FROM footage_request`);
  await expect(readAll(walled)).rejects.toThrow(/footage_request outside of asPerson/);
  await expect(walled.transaction(readAll)).rejects.toThrow(/footage_request outside of asPerson/);
  await expect(walled.rows(sql`SELECT blob_key FROM footage_segment`)).rejects.toThrow(/blob_key outside of asPerson/);
  for (const hidden of [
    'camera c, footage_request r WHERE r.camera_id = c.id',
    'ONLY footage_request',
    'public.footage_request',
    '"footage_request"',
    `snapshot_by_id('${newId()}')`,
  ])
    expect([hidden, await walled.rows(raw(`SELECT 1 FROM ${hidden}`)).catch(String)]).toEqual([hidden, expect.stringContaining('outside of asPerson')]);
  const onlyLogged = walled.transaction(async (tx) => {
    await readAll(tx);
    await appendAudit(tx, { action: 'request.read' });
  });
  await expect(onlyLogged).rejects.toThrow(/footage_request outside of asPerson/);
  const officer = { userId: people.get('officer')!, sessionId: newId() };
  await expect(walled.asPerson(officer, () => walled.asPerson(officer, readAll))).rejects.toThrow(/waits for itself/);
  const own = await walled.asPerson(officer, readAll);
  expect(own.length).toBeGreaterThan(0);
  const written = walled.transaction(async (tx) => {
    await readAll(tx);
    return tx.run(sql`UPDATE footage_request SET remind_at = NULL WHERE false`);
  });
  expect(await written).toBe(0);
});

/** A picture of the camera, as a worker stores it. */
async function insertPicture(reason: 'schedule' | 'request', takenAtMs: number): Promise<string> {
  const id = newId(takenAtMs);
  await desk.t.db
    .run(sql`INSERT INTO snapshot (id, camera_id, taken_at, device_time_source, reason, sha256, blob_key, byte_length, width_px, height_px, expires_at)
    VALUES (${id}, ${desk.cameraId}, ${new Date(takenAtMs)}, 'none', ${reason}, ${Buffer.alloc(32)}, ${`pictures/${id}`}, 1, 1, 1, ${new Date(takenAtMs + 86_400_000)})`);
  return id;
}

test('shows that a picture exists as far as the index reaches, and where it lies to the board that took it', async () => {
  const [checked, scheduled] = [await insertPicture('request', desk.startMs()), await insertPicture('schedule', desk.startMs() + 1000)];
  const blobOf = (user: TestUser, id: string) =>
    as(user, async (tx) => (await tx.row<{ key: string | null }>(sql`SELECT wall_picture_blob(${id}) AS key`)).key);
  for (const user of ['board', 'officer', 'commander'] as const)
    expect([user, await as(user, (tx) => idsOf(tx, 'snapshot'))]).toEqual([user, expect.arrayContaining([checked, scheduled])]);
  for (const user of ['otherboard', 'board2', 'otherofficer', 'auditor', 'admin'] as const) {
    expect([user, await as(user, (tx) => countOf(tx, 'snapshot'))]).toEqual([user, 0]);
    expect([user, await blobOf(user, checked)]).toEqual([user, null]);
  }
  expect(await blobOf('board', checked)).toBe(`pictures/${checked}`);
  expect([await blobOf('board', scheduled), await blobOf('officer', checked), await blobOf('commander', checked)]).toEqual([null, null, null]);
});

test('shows nobody where footage lies, nor the rows of it, not even by way of a partition', async () => {
  const partitions = await desk.t.db.rows<{ name: string }>(
    sql`SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent IN ('footage_segment'::regclass, 'snapshot'::regclass)`,
  );
  expect(partitions.length).toBeGreaterThan(1);
  const forbidden = [
    '1 FROM footage_segment',
    '1 FROM footage_copy',
    'blob_key FROM snapshot',
    '1 FROM unreferenced_blob',
    ...partitions.map(({ name }) => `1 FROM ${name}`),
  ];
  for (const what of forbidden)
    for (const user of ['board', 'officer', 'admin'] as const)
      expect([what, user, await isRefused(as(user, (tx) => tx.run(raw(`SELECT ${what}`))))]).toEqual([what, user, true]);
});

test('guards every table that says where something lies, or that belongs to a request', async () => {
  const unguarded = await desk.t.db.rows<{ name: string }>(sql`SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND NOT c.relrowsecurity
      AND (EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'blob_key' AND NOT a.attisdropped)
        OR EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'f' AND k.confrelid IN ('footage_request'::regclass, 'evidence_package'::regclass)))
    ORDER BY 1`);
  // the workers' list of what to delete
  expect(unguarded.map(({ name }) => name)).toEqual(['unreferenced_blob']);
});
