import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DemoSeedParts } from '../../../cli/demo/seed-demo.ts';
import { createFolderBlobStore } from '../../../media/folder-blob-store.ts';
import { systemClock } from '../../../platform/clock.ts';
import { createLogger } from '../../../platform/logger.ts';
import { createTestDatabase } from '../test-database.ts';

/** What a seed of the demo town takes, on a database and a blob folder of their own. */
export interface SeedParts extends DemoSeedParts {
  /** What `progress` heard. */
  readonly lines: string[];
  close(): Promise<void>;
}

/** No program of this name runs: the town is made without footage, in a second or two. */
export const NO_FFMPEG = '/nowhere/ffmpeg';

export async function createSeedParts(): Promise<SeedParts> {
  const test = await createTestDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'matpho-demo-'));
  const lines: string[] = [];
  return {
    db: test.database,
    blobs: createFolderBlobStore({ folder }),
    clock: systemClock,
    logger: createLogger('silent'),
    lines,
    progress: (line) => lines.push(line),
    async close() {
      await test.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
