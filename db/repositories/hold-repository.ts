import sql from 'sql-template-tag';
import type { TimeInterval } from '../../domain/time-interval.ts';
import type { Queryable } from '../database.ts';

/** What is stored of a new hold. */
interface NewHold {
  readonly id: string;
  readonly incidentId: string;
  readonly cameraId: string;
  /** True time. */
  readonly during: TimeInterval;
  readonly automatic: boolean;
  readonly expiresAtMs: number | null;
  readonly createdBy: string | null;
  readonly createdAtMs?: number | undefined;
}

/** Stores a hold. */
export async function insertHold(tx: Queryable, hold: NewHold): Promise<void> {
  const { fromMs, toMs } = hold.during;
  await tx.run(sql`INSERT INTO hold (id, incident_id, camera_id, during, automatic, expires_at, created_by, created_at)
    VALUES (${hold.id}, ${hold.incidentId}, ${hold.cameraId}, tstzrange(${new Date(fromMs)}, ${new Date(toMs)}), ${hold.automatic},
      ${hold.expiresAtMs === null ? null : new Date(hold.expiresAtMs)}, ${hold.createdBy}, ${hold.createdAtMs === undefined ? sql`now()` : new Date(hold.createdAtMs)})`);
}
