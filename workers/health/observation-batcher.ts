import type { CameraObservation } from './camera-observation.ts';
import type { HealthRecorder } from './health-recorder.ts';

/** Records observations that come one by one, many at a time. */
export interface ObservationBatcher {
  /** Resolves when it has been recorded, with whatever else was waiting by then. Errors: those of {@link HealthRecorder.record}, for this observation. */
  record(observation: CameraObservation): Promise<void>;
}

interface Waiting {
  readonly observation: CameraObservation;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** The rows of so many cameras are locked at once at most. */
const MOST = 64;

/**
 * While one transaction runs, what comes meanwhile waits for the next: a lone observation is recorded at once, and under load one transaction serves many. One that can't be
 * recorded must not take the others with it, so after a failure each is recorded by itself.
 */
export function createObservationBatcher(health: HealthRecorder): ObservationBatcher {
  const waiting: Waiting[] = [];
  let isRunning = false;

  const recordAlone = async ({ observation, resolve, reject }: Waiting): Promise<void> => health.record([observation]).then(resolve, reject);

  const recordBatch = async (batch: readonly Waiting[]): Promise<void> => {
    const [only] = batch;
    if (batch.length === 1 && only !== undefined) return recordAlone(only);
    try {
      await health.record(batch.map(({ observation }) => observation));
      for (const { resolve } of batch) resolve();
    } catch {
      for (const each of batch) await recordAlone(each);
    }
  };

  const run = async (): Promise<void> => {
    if (isRunning) return;
    isRunning = true;
    while (waiting.length > 0) await recordBatch(waiting.splice(0, MOST));
    isRunning = false;
  };

  return {
    record: (observation) =>
      new Promise((resolve, reject) => {
        waiting.push({ observation, resolve, reject });
        void run();
      }),
  };
}
