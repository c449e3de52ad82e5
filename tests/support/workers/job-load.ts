import { setTimeout as delay } from 'node:timers/promises';
import sql from 'sql-template-tag';
import type { Database } from '../../../db/database.ts';
import { isAppError } from '../../../domain/app-error.ts';
import type { JobProducer } from '../../../platform/job-producer.ts';
import { newId } from '../../../platform/new-id.ts';

/** Asks for checks and pictures as many people would at once. */
export interface JobLoad {
  /** Ids of what was promised: its row is stored and its job is on the queue. */
  readonly promised: ReadonlySet<string>;
  /** Offers `perSecond` jobs for `ms`; what can't be put on the queue was never promised. */
  offer(perSecond: number, ms: number): Promise<void>;
}

const SLICE_MS = 50;
/** One job in so many asks for a picture, which costs a hundred times as much as a check of a camera that refuses us. */
const PICTURE_EVERY = 100;

/** @param cameras `refusing` is checked, `willing` gives pictures. */
export function createJobLoad(database: Database, jobs: JobProducer, cameras: { readonly refusing: string; readonly willing: string }): JobLoad {
  const promised = new Set<string>();
  let made = 0;
  const offerOne = async (): Promise<void> => {
    const [id, isPicture] = [newId(), (made += 1) % PICTURE_EVERY === 0];
    const [kind, camera] = isPicture ? ['snapshot', cameras.willing] : ['check', cameras.refusing];
    await database.run(sql`INSERT INTO camera_check (id, camera_id, kind) VALUES (${id}, ${camera}, ${kind})`);
    try {
      await jobs.add(isPicture ? 'take-snapshot' : 'check-camera', { checkId: id }, id);
      promised.add(id);
    } catch (error) {
      if (!isAppError(error, 'queue_unavailable')) throw error;
    }
  };
  return {
    promised,
    async offer(perSecond, ms) {
      const startedAt = performance.now();
      const offered: Promise<void>[] = [];
      for (let count = 0; performance.now() - startedAt < ms;) {
        const due = Math.floor(((performance.now() - startedAt) * perSecond) / 1000);
        for (; count < due; count++) {
          const one = offerOne();
          // looked at when all were offered; until then a failure must not count as one that nobody looks at
          one.catch(() => undefined);
          offered.push(one);
        }
        await delay(SLICE_MS);
      }
      await Promise.all(offered);
    },
  };
}
