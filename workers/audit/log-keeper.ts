import { createAccessLog } from '../../db/access-log/access-log.ts';
import type { Database } from '../../db/database.ts';
import { findNewestCheckpoint } from '../../db/repositories/audit-checkpoint-repository.ts';
import { tidyPending } from '../../db/repositories/audit-leaf-repository.ts';
import { isAppError, toAppError } from '../../domain/app-error.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';
import type { SecretBox } from '../../platform/secret-box.ts';
import { startRepeatedLook, type RepeatedLook } from '../repeated-look.ts';

const LOOK_EVERY_MS = 1000;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** How many looks lie between two tries after one failed; doubled with each. */
const LONGEST_REST = 64;

type Parts = {
  readonly database: Database;
  readonly secretBox: SecretBox;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly publicUrl: string | undefined;
  /** See `createAccessLog`. */
  readonly withinMs?: number;
};

/**
 * Looks every second for events without a place in the access log, and makes a checkpoint each hour, the first one at once. Any number of workers may: one at a time gives places. It needs no
 * queue, so the log grows while Redis is away.
 */
export function startLogKeeper(parts: Parts): RepeatedLook {
  const { database, clock, logger } = parts;
  const log = createAccessLog({ ...parts, db: database });
  let [lookAgainAtMs, tidyAtMs] = [0, 0];
  let [failures, rest] = [0, 0];
  const look = async (): Promise<void> => {
    if (rest > 0) {
      rest -= 1;
      return;
    }
    await bringUpToDate();
    failures = 0;
  };
  const bringUpToDate = async (): Promise<void> => {
    await log.sequence();
    if (clock.now() < lookAgainAtMs) return;
    const newest = await findNewestCheckpoint(database);
    if (newest === undefined || clock.now() - newest.madeAtMs >= HOUR_MS) await log.checkpoint();
    if (clock.now() >= tidyAtMs) {
      await tidyPending(database);
      tidyAtMs = clock.now() + HOUR_MS;
    }
    lookAgainAtMs = clock.now() + MINUTE_MS;
  };
  const onFailure = (error: unknown): void => {
    if (isAppError(error, 'audit_log_behind') && error.details['placed'] !== 0) {
      // events got their places all the while: the next look goes on. Where none did, somebody else keeps the log, and people have to know
      failures = 0;
      logger.info('the access log is catching up');
      return;
    }
    failures += 1;
    rest = Math.min(LONGEST_REST, 2 ** failures);
    logger.warn({ err: toAppError(error) }, 'the access log could not be brought up to date');
  };
  return startRepeatedLook(LOOK_EVERY_MS, look, onFailure);
}
