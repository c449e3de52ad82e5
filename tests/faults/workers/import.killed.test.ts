import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sql from 'sql-template-tag';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sealImportFile } from '../../../db/registration/import-file-seal.ts';
import { insertImport } from '../../../db/repositories/camera-import-repository.ts';
import { createFolderBlobStore } from '../../../media/folder-blob-store.ts';
import { systemClock } from '../../../platform/clock.ts';
import { createJobProducer } from '../../../platform/job-producer.ts';
import { createLogger } from '../../../platform/logger.ts';
import { newId } from '../../../platform/new-id.ts';
import { openQueueBackend } from '../../../platform/queue-backend.ts';
import { createSecretBox } from '../../../platform/secret-box.ts';
import { createImportCamerasJob } from '../../../workers/jobs/import-cameras-job.ts';
import { csvOf, listOf } from '../../support/imports/list-files.ts';
import { createTestDatabase, type MigratedTestDatabase } from '../../support/test-database.ts';
import { insertTown } from '../../support/workers/camera-fixture.ts';
import { runningJob } from '../../support/workers/contact-parts.ts';
import { waitForEvents } from '../../support/workers/event-wait.ts';
import { startKillableWorker } from '../../support/workers/killable-worker.ts';

const ROWS = 4000;
const KILLS = 3;
const key = randomBytes(32);
const secretBox = createSecretBox([key]);
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

async function storeList(): Promise<string> {
  const { organisationId, unitId, userId } = await insertTown(db.database);
  await db.database.run(sql`UPDATE unit SET code = 'T1' WHERE id = ${unitId}`);
  const bytes = Buffer.from(csvOf(listOf(ROWS, 'T1')));
  const id = newId();
  const fileSha256 = createHash('sha256').update(bytes).digest();
  await db.database.transaction(async (tx) => {
    await insertImport(tx, {
      id,
      organisationId,
      requestedBy: userId,
      scope: 'own',
      fileName: 'a.csv',
      fileSha256,
      byteLength: bytes.length,
      state: 'waiting',
    });
    await sealImportFile(tx, secretBox, id, bytes);
  });
  return id;
}

/** Puts the job on the queue anew, under another id: as when a queue gives a dead worker's job to the next one, half a minute later. */
async function queue(importId: string): Promise<void> {
  const backend = openQueueBackend({ databaseUrl: db.url, onError: () => undefined });
  const jobs = createJobProducer(backend, () => undefined);
  await jobs.add('import-cameras', { importId }, newId());
  await jobs.close();
  await backend.close();
}

it(`a list whose worker is killed ${KILLS} times in the middle is registered once and whole`, async () => {
  const importId = await storeList();
  const events = waitForEvents(db.url);
  const doneRows = async (): Promise<number> => (await db.database.row<{ n: number }>(sql`SELECT rows_done AS n FROM camera_import WHERE id = ${importId}`)).n;
  const settings = {
    MATPHO_DATA_DIR: folder,
    MATPHO_DATABASE_URL: db.url,
    MATPHO_BLOB_URL: `file://${join(folder, 'blobs')}`,
    MATPHO_SECRET_KEY: key.toString('base64'),
    MATPHO_LOG_LEVEL: 'fatal',
  };
  const killedAt: number[] = [];
  for (let kill = 0; kill < KILLS; kill++) {
    const before = await doneRows();
    await queue(importId);
    const worker = await startKillableWorker(settings);
    await events.until(async () => (await doneRows()) > before, 60_000);
    await worker.kill();
    killedAt.push(await doneRows());
  }
  await events.close();
  expect(killedAt.every((rows) => rows > 0 && rows < ROWS)).toBe(true);
  const blobs = createFolderBlobStore({ folder: join(folder, 'blobs') });
  const finish = createImportCamerasJob({ database: db.database, secretBox, blobs, addressPolicy: {}, clock: systemClock, logger: createLogger('silent') });
  await finish(runningJob({ importId }));
  const stored = await db.database
    .row(sql`SELECT state, rows_done AS "rowsDone", (SELECT count(*) FROM camera) AS cameras, (SELECT count(*) FROM camera_import_row) AS outcomes,
    (SELECT count(DISTINCT camera_id) FROM camera_import_row) AS named, (SELECT sum(cardinality(camera_ids)) FROM audit_event WHERE action = 'camera.create') AS logged,
    (SELECT count(*) FROM camera c WHERE NOT EXISTS (SELECT 1 FROM camera_placement p JOIN camera_source s USING (camera_id) JOIN camera_state t USING (camera_id) JOIN camera_notice n USING (camera_id) WHERE p.camera_id = c.id)) AS halves,
    (SELECT count(*) FROM camera_import_part) AS parts FROM camera_import WHERE id = ${importId}`);
  expect(stored).toEqual({ state: 'completed', rowsDone: ROWS, cameras: ROWS, outcomes: ROWS, named: ROWS, logged: ROWS, halves: 0, parts: 0 });
}, 240_000);
