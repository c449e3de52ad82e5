import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sql from 'sql-template-tag';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { csvOf, listOf, TITLES, workbookOf } from '../../support/imports/list-files.ts';
import { createListStore, LIST_UNIT } from '../../support/imports/stored-list.ts';
import { createTestDatabase, type MigratedTestDatabase } from '../../support/test-database.ts';
import { waitForEvents } from '../../support/workers/event-wait.ts';
import { startKillableWorker } from '../../support/workers/killable-worker.ts';

/** One ward has registered so many household cameras. */
const CAMERAS = 33_060;
/** What V8 may keep: without a limit it lets garbage lie about, and its memory tells nothing. */
const HEAP_MB = 256;
let db: MigratedTestDatabase;
let folder: string;

beforeAll(async () => {
  db = await createTestDatabase('postgres');
  folder = await mkdtemp(join(tmpdir(), 'matpho-ward-'));
});
afterAll(async () => {
  await db.drop();
  await rm(folder, { recursive: true, force: true });
});

/** Resident memory of a process now, and its highest so far, in MB (proc(5)). */
async function memoryMb(pid: number): Promise<{ now: number; peak: number }> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const of = (name: string): number => Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) / 1024);
  return { now: of('VmRSS'), peak: of('VmHWM') };
}

it('the cameras of a whole ward are registered once, in minutes and in a small heap, from CSV and again from XLSX', async () => {
  const lists = createListStore(db);
  const events = waitForEvents(db.url);
  const list = listOf(CAMERAS, LIST_UNIT);
  const settings = {
    MATPHO_DATA_DIR: folder,
    MATPHO_DATABASE_URL: db.url,
    MATPHO_BLOB_URL: `file://${join(folder, 'blobs')}`,
    MATPHO_SECRET_KEY: lists.secretKey,
    MATPHO_LOG_LEVEL: 'fatal',
    NODE_OPTIONS: `--max-old-space-size=${HEAP_MB}`,
  };
  const state = async (id: string) =>
    db.database.row<{ state: string; ms: number; rows: number }>(
      sql`SELECT state, rows_done AS rows, extract(epoch FROM touched_at - created_at) * 1000 AS ms FROM camera_import WHERE id = ${id}`,
    );
  for (const [format, content] of [
    ['csv', Buffer.from(csvOf(list))],
    ['xlsx', await workbookOf([[...TITLES], ...list])],
  ] as const) {
    const worker = await startKillableWorker(settings);
    const before = await memoryMb(worker.pid);
    const importId = await lists.store(content);
    const startedMs = performance.now();
    await lists.queue(importId);
    await events.until(async () => (await state(importId)).state !== 'active' && (await state(importId)).state !== 'waiting', 900_000);
    const seconds = (performance.now() - startedMs) / 1000;
    const after = await memoryMb(worker.pid);
    process.stdout.write(
      `${format}: ${Math.round(CAMERAS / seconds)} rows/s (${seconds.toFixed(1)} s), RSS ${before.now} -> ${after.now} MB, peak ${after.peak} MB\n`,
    );
    await worker.stop();
    expect(await state(importId)).toMatchObject({ state: 'completed', rows: CAMERAS });
    const counts = await db.database.rows(sql`SELECT outcome, count(*) AS n FROM camera_import_row WHERE import_id = ${importId} GROUP BY outcome`);
    expect(counts).toEqual([{ outcome: format === 'csv' ? 'registered_with_warnings' : 'already_registered', n: CAMERAS }]);
    expect(await db.database.row(sql`SELECT count(*) AS n FROM camera`)).toEqual({ n: CAMERAS });
    expect(after.peak - before.now).toBeLessThan(400);
  }
  await events.close();
}, 1_900_000);
