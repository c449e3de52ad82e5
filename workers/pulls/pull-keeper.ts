import { findPull } from '../../db/repositories/edge-pull-repository.ts';
import { listWaitingPulls } from '../../db/repositories/edge-pull-run-repository.ts';
import type { Database } from '../../db/database.ts';
import { toAppError } from '../../domain/app-error.ts';
import { isUuid } from '../../domain/uuid.ts';
import type { BlobStore } from '../../media/blob-store.ts';
import type { Clock } from '../../platform/clock.ts';
import type { JobProducer } from '../../platform/job-producer.ts';
import type { Logger } from '../../platform/logger.ts';
import { startRepeatedLook, type RepeatedLook } from '../repeated-look.ts';
import { listPullFolders, removePullFolder } from './pull-folder.ts';

const LOOK_EVERY_MS = 3000;
const SWEEP_EVERY_LOOKS = 200;
const BATCH = 100;

interface Parts {
  readonly database: Database;
  readonly blobs: Pick<BlobStore, 'incomingFolder'>;
  readonly jobs: JobProducer;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** What was ordered, put off, or left by a worker that died. A job that is there already is left alone, so any number of workers may look. */
async function ensurePulls({ database, jobs, clock }: Parts): Promise<void> {
  for (const { id, run } of await listWaitingPulls(database, clock.now(), BATCH)) await jobs.ensure('pull-edge-footage', { pullId: id }, `${id}-${run}`);
}

/** Folders of pulls that ended while their worker was dead. */
async function sweepFolders({ database, blobs }: Parts): Promise<void> {
  for (const id of (await listPullFolders(blobs.incomingFolder)).filter(isUuid)) {
    const pull = await findPull(database, id);
    if (pull === undefined || pull.finishedAtMs !== null) await removePullFolder(blobs.incomingFolder, id);
  }
}

/** Looks every 3 s for pulls whose job is to be on the queue, and now and then for what dead workers left on the disk. */
export function startPullKeeper(parts: Parts): RepeatedLook {
  let looks = 0;
  const look = async (): Promise<void> => {
    await ensurePulls(parts);
    if (looks++ % SWEEP_EVERY_LOOKS === 0) await sweepFolders(parts);
  };
  return startRepeatedLook(LOOK_EVERY_MS, look, (error) => parts.logger.warn({ err: toAppError(error) }, 'waiting pulls could not be looked for'));
}
