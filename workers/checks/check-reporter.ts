import type { Database } from '../../db/database.ts';
import { publishEvent } from '../../db/live-events.ts';
import { beginCheck, completeCheck, failCheck, noteCheckProgress, type CheckRun } from '../../db/repositories/check-run-repository.ts';
import { toAppError } from '../../domain/app-error.ts';
import type { CameraProblem } from '../../domain/camera-contact.ts';
import type { Clock } from '../../platform/clock.ts';
import type { RunningJob } from '../../platform/job-consumer.ts';
import { isRetried } from '../retry-rule.ts';

/** How work that a person waits for ended: with a result, or with what kept it from one. */
export type CheckOutcome = { readonly result: Readonly<Record<string, unknown>> } | { readonly error: CameraProblem };

/** The work itself; `progress` (0 to 1) is shown to the person. */
export type CheckWork = (run: CheckRun, progress: (share: number) => Promise<void>) => Promise<CheckOutcome>;

/** Runs work that a person waits for and keeps its row and its listeners up to date. */
export interface CheckReporter {
  /**
   * Runs `work` unless it is done already. Work that fails for a reason of ours is thrown on, so that the queue tries it again; the last failure is shown to the person.
   */
  run(job: RunningJob<'check-camera' | 'check-recorder' | 'take-snapshot'>, work: CheckWork): Promise<void>;
}

export function createCheckReporter({ database, clock }: { database: Database; clock: Clock }): CheckReporter {
  const tell = (jobId: string, cameraId: string, state: string) => publishEvent(database, { topic: 'jobs', type: 'updated', data: { jobId, cameraId, state } });

  const finish = async (checkId: string, cameraId: string, outcome: CheckOutcome): Promise<void> => {
    if ('error' in outcome) await failCheck(database, checkId, outcome.error, clock.now());
    else await completeCheck(database, checkId, outcome.result, clock.now());
    await tell(checkId, cameraId, 'error' in outcome ? 'failed' : 'completed');
  };

  return {
    async run({ payload: { checkId }, isLastAttempt }, work) {
      const run = await beginCheck(database, checkId);
      if (!run) return;
      const progress = async (share: number): Promise<void> => {
        await noteCheckProgress(database, checkId, share);
        await tell(checkId, run.cameraId, 'active');
      };
      await tell(checkId, run.cameraId, 'active');
      try {
        await finish(checkId, run.cameraId, await work(run, progress));
      } catch (thrown) {
        const error = toAppError(thrown);
        if (isLastAttempt || !isRetried(error)) await finish(checkId, run.cameraId, { error: { code: error.code, message: error.message } });
        throw error;
      }
    },
  };
}
