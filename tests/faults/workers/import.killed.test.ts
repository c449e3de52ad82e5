import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sql from 'sql-template-tag';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createFolderBlobStore } from '../../../media/folder-blob-store.ts';
import { systemClock } from '../../../platform/clock.ts';
import { createLogger } from '../../../platform/logger.ts';
import { createImportCamerasJob } from '../../../workers/jobs/import-cameras-job.ts';
import { csvOf, listOf } from '../../support/imports/list-files.ts';
import { createListStore, LIST_UNIT } from '../../support/imports/stored-list.ts';
import { createTestDatabase, type MigratedTestDatabase } from '../../support/test-database.ts';
import { runningJob } from '../../support/workers/contact-parts.ts';
import { waitForEvents } from '../../support/workers/event-wait.ts';
import { startKillableWorker } from '../../support/workers/killable-worker.ts';

const ROWS = 4000;
const KILLS = 3;
let db: MigratedTestDatabase;
let folder: string;

beforeAll(async () => {
  db = await createTestDatabase('postgres');
  folder = await mkdtemp(join(tmpdir(), 'matpho-import-'));
});
afterAll(async () => {
  await db.drop();
  await rm(folder, { recursive: true, force: true });
});

it(`a list whose worker is killed ${KILLS} times in the middle is registered once and whole`, async () => {
  const lists = createListStore(db);
  const importId = await lists.store(Buffer.from(csvOf(listOf(ROWS, LIST_UNIT))));
  const events = waitForEvents(db.url);
  const doneRows = async (): Promise<number> => (await db.database.row<{ n: number }>(sql`SELECT rows_done AS n FROM camera_import WHERE id = ${importId}`)).n;
  const blobFolder = join(folder, 'blobs');
  const settings = {
    MATPHO_DATA_DIR: folder,
    MATPHO_DATABASE_URL: db.url,
    MATPHO_BLOB_URL: `file://${blobFolder}`,
    MATPHO_SECRET_KEY: lists.secretKey,
    MATPHO_LOG_LEVEL: 'fatal',
  };
  const killedAt: number[] = [];
  for (let kill = 0; kill < KILLS; kill++) {
    const before = await doneRows();
    await lists.queue(importId);
    const worker = await startKillableWorker(settings);
    await events.until(async () => (await doneRows()) > before, 60_000);
    await worker.kill();
    killedAt.push(await doneRows());
  }
  await events.close();
  expect(killedAt.every((rows) => rows > 0 && rows < ROWS)).toBe(true);
  const finish = createImportCamerasJob({
    ...{ database: db.database, secretBox: lists.secretBox, blobs: createFolderBlobStore({ folder: blobFolder }) },
    ...{ addressPolicy: {}, clock: systemClock, logger: createLogger('silent') },
  });
  await finish(runningJob({ importId }));
  const stored = await db.database
    .row(sql`SELECT state, rows_done AS "rowsDone", (SELECT count(*) FROM camera) AS cameras, (SELECT count(*) FROM camera_import_row) AS outcomes,
    (SELECT count(DISTINCT camera_id) FROM camera_import_row) AS named, (SELECT sum(cardinality(camera_ids)) FROM audit_event WHERE action = 'camera.create') AS logged,
    (SELECT count(*) FROM camera c WHERE NOT EXISTS (SELECT 1 FROM camera_placement p JOIN camera_source s USING (camera_id) JOIN camera_state t USING (camera_id)
      JOIN camera_notice n USING (camera_id) WHERE p.camera_id = c.id)) AS halves,
    (SELECT count(*) FROM camera_import_part) AS parts FROM camera_import WHERE id = ${importId}`);
  expect(stored).toEqual({ state: 'completed', rowsDone: ROWS, cameras: ROWS, outcomes: ROWS, named: ROWS, logged: ROWS, halves: 0, parts: 0 });
}, 240_000);
