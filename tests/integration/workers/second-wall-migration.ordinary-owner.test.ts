import sql, { raw } from 'sql-template-tag';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { withRowSnapshot } from '../../../db/backup/row-snapshot.ts';
import { openDatabase, type Database } from '../../../db/database.ts';
import { migrate } from '../../../db/migrate.ts';
import { requirePersonRole } from '../../../db/person-role.ts';
import type { Statement } from '../../../db/prepared-statement.ts';
import { newId } from '../../../platform/new-id.ts';
import { startPostgresCluster, type PostgresCluster } from '../../support/services/postgres-cluster.ts';

let cluster: PostgresCluster;
let admin: Database;
const opened: Database[] = [];

beforeAll(async () => {
  cluster = await startPostgresCluster();
  admin = openDatabase(cluster.adminUrl, { embedded: false, poolSize: 1 });
  await admin.script('CREATE ROLE service LOGIN; CREATE ROLE maker LOGIN CREATEROLE; CREATE ROLE latecomer LOGIN');
});
afterAll(async () => {
  for (const each of [...opened, admin]) await each.close();
  await cluster.stop();
});

/** A database of an ordinary user, prepared as operations.md says but for the role. */
async function databaseOf(owner: string): Promise<Database> {
  const name = `of_${newId().replaceAll('-', '')}`;
  await admin.script(`CREATE DATABASE ${name} OWNER ${owner}`);
  const url = new URL(cluster.adminUrl);
  url.pathname = `/${name}`;
  const setUp = openDatabase(url.href, { embedded: false, poolSize: 1 });
  await setUp.script('CREATE EXTENSION postgis');
  await setUp.close();
  url.username = owner;
  const db = openDatabase(url.href, { embedded: false, poolSize: 2 });
  opened.push(db);
  return db;
}

/** What the operator is told to run, run as an administrator. */
async function obey(failure: unknown): Promise<void> {
  const told = /(CREATE ROLE matpho_person NOLOGIN;) (GRANT matpho_person TO \w+;)/.exec((failure as Error).message)!;
  const there = await admin.maybeRow(sql`SELECT 1 FROM pg_roles WHERE rolname = 'matpho_person'`);
  if (there === undefined) await admin.script(told[1]!);
  await admin.script(told[2]!);
}

test('a user who may make no roles is told what an administrator has to run, and the migration works after that', async () => {
  const db = await databaseOf('service');
  const failure: unknown = await migrate(db).catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: 'migration_failed' });
  await obey(failure);
  expect(await migrate(db)).toBeGreaterThan(0);
  await requirePersonRole(db);
  const late = await databaseOf('latecomer');
  const refused: unknown = await migrate(late).catch((error: unknown) => error);
  await obey(refused);
  expect(await migrate(late)).toBeGreaterThan(0);
  await admin.script('REVOKE matpho_person FROM latecomer');
  await expect(requirePersonRole(late)).rejects.toMatchObject({ code: 'person_role_missing' });
});

test('the wall holds an ordinary owner as well, once he reads for a person', async () => {
  const db = opened[0]!;
  await db.run(sql`INSERT INTO audit_event (action) VALUES ('session.create')`);
  const count = (own: Pick<Database, 'row'>) => own.row<{ n: number }>(sql`SELECT count(*) AS n FROM audit_event`);
  expect((await count(db)).n).toBe(1);
  expect((await db.asPerson({ userId: newId(), sessionId: newId() }, count)).n).toBe(0);
  const isOwner = await db.row<{ own: boolean }>(sql`SELECT relowner = current_user::regrole AS own FROM pg_class WHERE relname = 'audit_event'`);
  expect(isOwner.own).toBe(true);
});

/** A transaction of `db` as the role itself, for that person. */
const asSomebody = <T>(db: Database, person: string, statement: Statement): Promise<T> =>
  db.transaction(async (tx) => {
    await tx.run(raw('SET LOCAL ROLE matpho_person'));
    await tx.run(sql`SELECT set_config('matpho.person', ${person}, true)`);
    return tx.row<T>(statement);
  });

test('another service of the cluster that may act as the same role is nobody here', async () => {
  const [db, auditor] = [opened[0]!, newId()];
  await db.run(sql`INSERT INTO organisation (id, kind, name) VALUES (${newId()}, 'administration', 'Kiểm tra')`);
  await db.run(
    sql`INSERT INTO app_user (id, username, display_name, role, organisation_id, password_hash) SELECT ${auditor}, 'auditor', 'auditor', 'auditor', id, 'x' FROM organisation`,
  );
  await db.run(sql`INSERT INTO audit_index (kind, key, at_ms, seq) VALUES ('actor', ${auditor}, 1, 0)`);
  const url = new URL(cluster.adminUrl);
  url.pathname = `/${(await db.row<{ name: string }>(sql`SELECT current_database() AS name`)).name}`;
  url.username = 'latecomer';
  await admin.script('GRANT matpho_person TO latecomer');
  const stranger = openDatabase(url.href, { embedded: false, poolSize: 1 });
  opened.push(stranger);
  const count = sql`SELECT wall_scope('audit.read') AS scope, count(*) AS n FROM audit_index`;
  expect(await asSomebody(db, auditor, count)).toEqual({ scope: 'any', n: 1 });
  expect(await asSomebody(stranger, auditor, count)).toEqual({ scope: null, n: 0 });
});

test('who does not own the tables is told so, and makes no backup of what is left of them', async () => {
  const db = opened[0]!;
  await admin.script('CREATE ROLE heir LOGIN; GRANT matpho_person TO heir');
  const url = new URL(cluster.adminUrl);
  url.pathname = `/${(await db.row<{ name: string }>(sql`SELECT current_database() AS name`)).name}`;
  url.username = 'heir';
  await db.script('GRANT SELECT ON ALL TABLES IN SCHEMA public TO heir');
  const heir = openDatabase(url.href, { embedded: false, poolSize: 1 });
  opened.push(heir);
  expect((await heir.row<{ n: number }>(sql`SELECT count(*) AS n FROM audit_index`)).n).toBe(0);
  await expect(requirePersonRole(heir)).rejects.toMatchObject({ code: 'tables_not_owned' });
  const copied = withRowSnapshot(heir, async ({ tables, lines }) => {
    for (const table of tables) for await (const batch of lines(table)) expect(batch.length).toBeGreaterThan(0);
  });
  await expect(copied).rejects.toMatchObject({ cause: { message: expect.stringMatching(/row-level security/) } });
});

test('several databases of one cluster are migrated at the same moment, and one of them makes the role', async () => {
  const all = await Promise.all([databaseOf('maker'), databaseOf('maker'), databaseOf('maker')]);
  for (const db of all) await migrate(db, undefined, 60);
  await admin.script('ALTER ROLE matpho_person RENAME TO earlier_person');
  await Promise.all(all.map((db) => migrate(db)));
  for (const db of all) await requirePersonRole(db);
});
