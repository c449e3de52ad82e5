import { randomBytes } from 'node:crypto';
import sql from 'sql-template-tag';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadRows, type SavedRows, type SavedTable } from '../../../db/backup/row-loader.ts';
import { withRowSnapshot } from '../../../db/backup/row-snapshot.ts';
import type { Database } from '../../../db/database.ts';
import { createPartition, hasPartition } from '../../../db/repositories/partition-repository.ts';
import { monthPartitions } from '../../../domain/month-partition.ts';
import { createFolderBlobStore } from '../../../media/folder-blob-store.ts';
import { newId } from '../../../platform/new-id.ts';
import { createSecretBox } from '../../../platform/secret-box.ts';
import { fillInstallation } from '../../support/cli/sample-installation.ts';
import { readTableContents } from '../../support/cli/table-contents.ts';
import { makeTemporaryFolder, type TemporaryFolder } from '../../support/cli/temporary-folder.ts';
import { createTestDatabase, type MigratedTestDatabase } from '../../support/test-database.ts';

type Lines = Record<string, string[]>;
interface Copied {
  readonly saved: Omit<SavedRows, 'lines'>;
  readonly lines: Lines;
}

const MONTH = monthPartitions(Date.UTC(2026, 10, 22), 1)[0]!;
const key = randomBytes(32);
/** Sealed before the key was changed. */
const OLDER = createSecretBox([randomBytes(32)]).seal('{}', 'who asked');
let folder: TemporaryFolder;
let copied: Copied;
let contents: Record<string, readonly string[]>;
let target: MigratedTestDatabase;
let meanwhile: Promise<number>;

async function copy(db: Database): Promise<Copied> {
  return withRowSnapshot(db, async ({ tables, sequences, sealingKeyIds, lines }) => {
    expect(sealingKeyIds).toEqual([createSecretBox([key]).seal('', '').keyId, OLDER.keyId].toSorted());
    meanwhile = db.run(sql`INSERT INTO setting (name, value) VALUES ('meanwhile', 'true')`);
    // on a server everybody else goes on; the embedded database lets them wait
    if (!db.embedded) await meanwhile;
    const copies: Lines = {};
    for (const table of tables) {
      copies[table.name] = [];
      for await (const batch of lines(table)) copies[table.name]!.push(...batch);
    }
    const saved = tables.map(({ name, columns, partitions }) => ({
      name,
      columns: columns.map((column) => column.name),
      rows: copies[name]!.length,
      partitions,
    }));
    return { saved: { tables: saved, sequences }, lines: copies };
  });
}

function load({ saved, lines }: Copied, tables: readonly SavedTable[] = saved.tables): Promise<void> {
  async function* batches({ name }: SavedTable): AsyncGenerator<readonly string[]> {
    const all = lines[name]!;
    for (let at = 0; at < all.length; at += 2) yield all.slice(at, at + 2);
  }
  return loadRows(target.database, { ...saved, tables, lines: batches });
}

beforeAll(async () => {
  folder = await makeTemporaryFolder();
  const from = await createTestDatabase();
  try {
    await from.database.transaction((tx) => createPartition(tx, { table: 'snapshot', ...MONTH }));
    await fillInstallation(from.database, createFolderBlobStore({ folder: folder.path('blobs') }), createSecretBox([key]));
    await from.database
      .run(sql`INSERT INTO subject_request (id, organisation_id, kind, applicant_sealed, applicant_key_id, received_at, recorded_at, recorded_by, answer_due_at, fulfil_due_at, remind_at, state)
      SELECT ${newId()}, organisation_id, 'copy', ${OLDER.bytes}, ${OLDER.keyId}, now(), now(), id, now() + interval '1 day', now() + interval '1 day', now(), 'received' FROM app_user LIMIT 1`);
    contents = await readTableContents(from.database);
    copied = await copy(from.database);
    expect(await meanwhile).toBe(1);
  } finally {
    await from.drop();
  }
  target = await createTestDatabase();
});
afterAll(async () => {
  await target.drop();
  await folder.remove();
});

test('rows that come while it is read are not in it', () => {
  expect(copied.lines['setting']).toEqual([]);
});

test('rows that break a rule of the database are refused, all of them', async () => {
  const { saved, lines } = copied;
  const at = saved.tables.find(({ name }) => name === 'unit')!.columns.indexOf('parent_id');
  const orphans = lines['unit']!.map((line) => JSON.stringify((JSON.parse(line) as unknown[]).map((value, index) => (index === at ? newId() : value))));
  await expect(load({ saved, lines: { ...lines, unit: orphans } })).rejects.toMatchObject({
    code: 'backup_rows_refused',
    details: { constraint: 'unit_parent_id_fkey' },
  });
  const nonsense = lines['camera']!.map((line) => line.replace(/"[0-9a-f]{8}-/, '"no uuid-'));
  await expect(load({ saved, lines: { ...lines, camera: nonsense } })).rejects.toMatchObject({ code: 'backup_rows_refused' });
  expect(await target.database.rows(sql`SELECT 1 FROM unit UNION ALL SELECT 1 FROM organisation`)).toEqual([]);
});

test('rows that are fewer than they should be are refused', async () => {
  const { saved, lines } = copied;
  await expect(load({ saved, lines: { ...lines, audit_event: lines['audit_event']!.slice(1) } })).rejects.toMatchObject({
    code: 'backup_damaged',
    message: expect.stringContaining('audit_event'),
  });
});

test('tables or columns that the database does not have are refused', async () => {
  const { saved } = copied;
  const other = { name: 'other', columns: ['id'], rows: 0, partitions: [] };
  await expect(load(copied, [...saved.tables.slice(1), other])).rejects.toMatchObject({ code: 'restore_schema_differs' });
  await expect(load(copied, saved.tables.slice(1))).rejects.toMatchObject({ code: 'restore_schema_differs' });
  const renamed = saved.tables.map((table) =>
    table.name === 'road' ? { ...table, columns: table.columns.map((name) => (name === 'name' ? 'title' : name)) } : table,
  );
  await expect(load(copied, renamed)).rejects.toMatchObject({ code: 'restore_schema_differs' });
});

test('a database on which a worker runs is refused', async () => {
  await target.database.run(sql`INSERT INTO worker_heartbeat (worker_id, started_at, beat_at) VALUES (${newId()}, now(), now())`);
  await expect(load(copied)).rejects.toMatchObject({ code: 'restore_target_in_use' });
  // one that died long ago left nothing that counts
  await target.database.run(sql`UPDATE worker_heartbeat SET beat_at = now() - interval '1 hour'`);
});

test('after these refusals every row comes back as it was, in its partition', async () => {
  await load(copied);
  expect(await readTableContents(target.database)).toEqual(contents);
  expect(await hasPartition(target.database, { table: 'snapshot', ...MONTH })).toBe(true);
  await expect(load(copied)).rejects.toMatchObject({ code: 'restore_target_not_empty' });
});
