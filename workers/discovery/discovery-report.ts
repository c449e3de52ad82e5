import type { SweepProgress } from '../../camera-adapters/discovery/sweep-tally.ts';
import type { Database } from '../../db/database.ts';
import { noteDiscovery, upsertDiscoveredDevice, type DiscoveryRun } from '../../db/repositories/discovery-run-repository.ts';
import type { DiscoveredDevice } from '../../domain/discovered-device.ts';
import { MAX_FOUND_DEVICES } from '../../domain/discovery-terms.ts';
import type { Clock } from '../../platform/clock.ts';

/** Writes down what a discovery finds and how far it is. */
export interface DiscoveryReport {
  /** Stores devices; beyond the most that are kept they are counted. */
  found(devices: readonly DiscoveredDevice[]): Promise<void>;
  /** How many announced themselves with nothing but addresses outside the network. */
  outside(senders: number): void;
  progress(progress: SweepProgress): void;
  /** Writes what is not written yet. */
  flush(): Promise<void>;
  /** Ends the regular notes; never fails. */
  close(): Promise<void>;
}

/** People watch the page; a note more often would cost the database more than it tells them. */
const NOTE_EVERY_MS = 1000;

/** @param dependencies.onEnded somebody ended the discovery meanwhile. */
export function createDiscoveryReport(dependencies: {
  readonly database: Database;
  readonly clock: Clock;
  readonly run: DiscoveryRun;
  readonly onEnded: () => void;
}): DiscoveryReport {
  const { database, clock, run, onEnded } = dependencies;
  let kept = run.deviceCount;
  let leftOut = 0;
  let outsideNetwork = 0;
  let latest: SweepProgress = { addressesDone: run.addressesDone, answered: 0, notTried: 0 };
  let noted = { answered: 0, notTried: 0, leftOut: 0 };
  let writing: Promise<void> = Promise.resolve();

  const note = async (): Promise<void> => {
    const now = { ...latest, leftOut };
    const step = {
      addressesDone: now.addressesDone,
      answered: now.answered - noted.answered,
      notTried: now.notTried - noted.notTried,
      leftOut: now.leftOut - noted.leftOut,
      outsideNetwork,
    };
    if (!(await noteDiscovery(database, run.id, step, clock.now()))) return onEnded();
    noted = now;
  };
  const flush = (): Promise<void> => {
    const next = writing.then(note);
    writing = next.catch(() => undefined);
    return next;
  };
  let isWaiting = false;
  const timer = setInterval(() => {
    // a slow database gets no queue of notes
    if (isWaiting) return;
    isWaiting = true;
    // one that fails is made up for by the next, or by the flush at the end
    void flush()
      .catch(() => undefined)
      .finally(() => {
        isWaiting = false;
      });
  }, NOTE_EVERY_MS);
  return {
    async found(devices) {
      for (const device of devices) {
        if (kept >= MAX_FOUND_DEVICES) leftOut += 1;
        else await upsertDiscoveredDevice(database, run.id, device, clock.now());
        kept += 1;
      }
    },
    outside(senders) {
      outsideNetwork = senders;
    },
    progress(progress) {
      latest = progress;
    },
    flush,
    async close() {
      clearInterval(timer);
      await writing;
    },
  };
}
