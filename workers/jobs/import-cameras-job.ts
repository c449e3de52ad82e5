import type { Database } from '../../db/database.ts';
import { publishEvent } from '../../db/live-events.ts';
import { findAuditActor } from '../../db/repositories/account-repository.ts';
import * as imports from '../../db/repositories/camera-import-repository.ts';
import { toAppError } from '../../domain/app-error.ts';
import { createConcurrencyLimiter } from '../../platform/concurrency-limiter.ts';
import type { JobHandler } from '../../platform/job-consumer.ts';
import type { Logger } from '../../platform/logger.ts';
import { runImport, type ImportParts } from '../imports/run-import.ts';
import { sealedFile } from '../imports/sealed-file.ts';
import { isRetried } from '../retry-rule.ts';

interface Parts extends Omit<ImportParts, 'disk' | 'turn'> {
  readonly blobs: ImportParts['disk'];
  readonly logger: Logger;
}

async function finish(database: Database, run: imports.ImportRow, error: { code: string; message: string } | null, nowMs: number): Promise<void> {
  await database.transaction(async (tx) => {
    if (!(await imports.finishImport(tx, run.id, error, nowMs))) return;
    const state = error === null ? 'completed' : 'failed';
    await publishEvent(tx, { topic: 'jobs', type: 'updated', data: { jobId: run.id, organisationId: run.organisationId, state } });
  });
}

/**
 * Registers the cameras of a file that somebody sent. Killed and begun again it goes on behind the last row that it stored. A file that can't be read ends as failed with the reason; bad
 * rows are outcomes.
 */
export function createImportCamerasJob({ blobs, logger, ...parts }: Parts): JobHandler<'import-cameras'> {
  const { database, clock, secretBox } = parts;
  const turn = createConcurrencyLimiter(1);
  return async ({ payload: { importId }, signal, isLastAttempt }) => {
    const run = await imports.beginImport(database, importId);
    if (run === undefined) return;
    try {
      const actor = run.requestedBy === null ? undefined : await findAuditActor(database, run.requestedBy);
      const isOver = await runImport({ ...parts, disk: blobs, turn }, { run, actor, bytes: sealedFile(database, secretBox, importId), signal });
      if (isOver) await finish(database, run, null, clock.now());
    } catch (thrown) {
      const error = toAppError(thrown);
      const isFileFault = error.kind === 'invalid';
      if (isFileFault || isLastAttempt || !isRetried(error)) await finish(database, run, { code: error.code, message: error.message }, clock.now());
      if (!isFileFault) throw error;
      logger.info({ importId, code: error.code }, 'a file could not be imported');
    }
  };
}
