import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database } from '../../db/database.ts';
import { isWorkerAlive } from '../../db/repositories/recording-lease-repository.ts';
import type { Logger } from '../../platform/logger.ts';
import type { WorkerMetrics } from '../metrics.ts';
import { looksAlive } from './alive-marker.ts';
import { NOTE_SUFFIX, readNote } from './secured-segment.ts';
import type { SegmentStore } from './segment-store.ts';

/** What was found in the folders of workers that died. */
export interface Salvaged {
  readonly stored: number;
  /** Files without a note: unfinished ones, whose times nobody knows. */
  readonly discarded: number;
}

interface Parts {
  readonly root: string;
  readonly workerId: string;
  readonly database: Database;
  readonly store: SegmentStore;
  readonly logger: Logger;
  readonly metrics: WorkerMetrics;
}

const ID_LENGTH = 36;

/**
 * Takes over the recording folders of workers that show themselves no more: a file with its note is stored as if its worker had gone on, everything else is discarded and counted. A
 * folder is claimed by renaming it, so two workers never salvage the same one; a salvage that dies is salvaged in its turn.
 */
export async function salvageRecordings(parts: Parts): Promise<Salvaged> {
  const total = { stored: 0, discarded: 0 };
  for (const name of await namesIn(parts.root)) {
    const folder = await claim(parts, name);
    if (folder === undefined) continue;
    const { stored, discarded, isDone } = await salvageFolder(parts, folder);
    total.stored += stored;
    total.discarded += discarded;
    if (isDone) await rm(folder, { recursive: true, force: true });
    parts.logger.info({ from: name, stored, discarded, isDone }, 'took over the recordings of a worker that died');
  }
  return total;
}

/** A folder's name ends with the id of the worker that has it. */
async function claim({ root, workerId, database }: Parts, name: string): Promise<string | undefined> {
  const owner = name.slice(-ID_LENGTH);
  const isOwnWork = name === workerId;
  if (isOwnWork) return undefined;
  if (owner === workerId) return join(root, name);
  if (await isWorkerAlive(database, owner)) return undefined;
  // one that was cut off from the database still records
  if (await looksAlive(join(root, name))) return undefined;
  const claimed = join(root, `${name.slice(0, ID_LENGTH)}.taken-by-${workerId}`);
  // gone means that another worker was faster
  return rename(join(root, name), claimed).then(
    () => claimed,
    () => undefined,
  );
}

async function salvageFolder(parts: Parts, folder: string): Promise<Salvaged & { isDone: boolean }> {
  let stored = 0;
  let discarded = 0;
  let isDone = true;
  for (const cameraFolder of await namesIn(folder)) {
    const path = join(folder, cameraFolder);
    const outcome = await salvageCamera(parts, path);
    stored += outcome.stored;
    discarded += outcome.discarded;
    isDone &&= outcome.isDone;
  }
  return { stored, discarded, isDone };
}

async function salvageCamera({ store, metrics }: Parts, path: string): Promise<Salvaged & { isDone: boolean }> {
  const names = await namesIn(path);
  const noted = new Set<string>();
  let stored = 0;
  let isDone = true;
  for (const name of names.filter((each) => each.endsWith(NOTE_SUFFIX)).sort()) {
    const segment = await readNote(join(path, name));
    if (segment === undefined) continue;
    noted.add(segment.fileName);
    const fate = await store.store(segment);
    if (fate === 'stored') stored += 1;
    isDone &&= fate === 'stored' || fate === 'shed';
  }
  const discarded = names.filter((name) => name.endsWith('.mp4') && !noted.has(name)).length;
  if (isDone) metrics.shed.inc({ what: 'segment', reason: 'unknown_times' }, discarded);
  return { stored, discarded: isDone ? discarded : 0, isDone };
}

/** Nothing when the folder is not there. */
async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}
