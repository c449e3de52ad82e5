import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedDatabase } from '../../../db/embedded/embedded-database.ts';
import { migrateDatabase } from '../migrate-database.ts';
import { beginSetUpWork, begunSetUpWork } from '../set-up-work.ts';
import { threadProgram } from './thread-program.ts';

const WORK = 'template of the embedded databases';

async function make(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'matpho-template-'));
  const embedded = await startEmbeddedDatabase(folder, await threadProgram());
  try {
    await migrateDatabase(embedded.url, true);
  } finally {
    await embedded.stop();
  }
  return folder;
}

/** The run's data folder with a migrated embedded database, made when it is first asked for: it takes 20 s of computing, and most runs of a few files need none. */
export function runTemplate(): Promise<string> {
  return beginSetUpWork(WORK, make);
}

/** Removes the folder, if it was made. */
export async function removeRunTemplate(): Promise<void> {
  const folder = await begunSetUpWork<string>(WORK)?.catch(() => undefined);
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
}
