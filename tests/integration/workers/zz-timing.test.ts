import { Registry } from 'prom-client';
import sql from 'sql-template-tag';
import { it } from 'vitest';
import { startWorker } from '../../../workers/worker.ts';
import { createTestDatabase } from '../../support/test-database.ts';
import { insertTestCamera, insertTown } from '../../support/workers/camera-fixture.ts';
import { createWorkerOptions } from '../../support/workers/worker-options.ts';
it('timing', async () => {
  const db = await createTestDatabase('postgres');
  const town = await insertTown(db.database);
  const worker = await createWorkerOptions(db);
  const running = await startWorker({ ...worker.options, registry: new Registry() });
  await new Promise((r) => setTimeout(r, 3000));
  for (let seed = 0; seed < 2; seed++) {
    const t = Date.now();
    const id = await insertTestCamera(db.database, town, { recording: 'continuous', seed });
    const seen: Record<string, number> = {};
    while (Object.keys(seen).length < 3) {
      const note = async (name: string, q: Promise<unknown[]>) => { if (!(name in seen) && (await q).length > 0) { seen[name] = Date.now() - t; } };
      await note('lease', db.database.rows(sql`SELECT 1 FROM recording_lease WHERE camera_id = ${id}`));
      await note('segment', db.database.rows(sql`SELECT 1 FROM footage_segment WHERE camera_id = ${id}`));
      await note('ok', db.database.rows(sql`SELECT 1 FROM camera_state WHERE camera_id = ${id} AND recording = 'ok'`));
      await new Promise((r) => setTimeout(r, 20));
    }
    const [row] = await db.database.rows<{ f: number; u: number }>(sql`SELECT lower(true_during) AS f, upper(true_during) AS u FROM footage_segment WHERE camera_id = ${id} ORDER BY 1 LIMIT 1`);
    console.log(seen, 'first from', row!.f - t, 'to', row!.u - t);
  }
  await running.stop(); await worker.close(); await db.drop();
});
