import { Registry } from 'prom-client';
import { openDatabase } from '../../../db/database.ts';
import { startWorker, type RunningWorker, type WorkerOptions } from '../../../workers/worker.ts';
import { startFaultyLink, type FaultyLink } from '../network/faulty-link.ts';
import type { MigratedTestDatabase } from '../test-database.ts';

/** A worker whose way to the database can be made to fail, while the test's own stays good. */
export interface CutOffWorker {
  readonly link: FaultyLink;
  readonly running: RunningWorker;
  /** Value of a figure that the worker counts, all labels together unless `labels` (`reason="disk_full"`) are asked for. */
  count(name: string, labels?: string): Promise<number>;
  stop(): Promise<void>;
}

/** Starts a worker with `options`, but for the database, which it reaches through a link of its own. */
export async function startCutOffWorker(db: MigratedTestDatabase, options: WorkerOptions, answerWithinMs = 5_000): Promise<CutOffWorker> {
  const url = new URL(db.url);
  const link = await startFaultyLink(Number(url.port));
  url.port = String(link.port);
  const database = openDatabase(url.href, { embedded: false, answerWithinMs });
  const registry = new Registry();
  const running = await startWorker({ ...options, db: database, registry, recording: { segmentMs: 1000, ...options.recording } });
  return {
    link,
    running,
    async count(name, labels = '') {
      const text = await registry.getSingleMetricAsString(name);
      const lines = text.split('\n').filter((line) => line.startsWith(name) && line.includes(labels));
      return lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
    },
    async stop() {
      await link.set({ kind: 'none' });
      await running.stop();
      await database.close();
      await link.stop();
    },
  };
}
