import type { Database } from '../../db/database.ts';
import { lockCameraStates } from '../../db/repositories/camera-lock-repository.ts';
import { closeVerified, listDisagreeing, listSettling, lockUnclosedFaults } from '../../db/repositories/fault-ledger-repository.ts';
import { isSettled, settlingMs } from '../../domain/fault-settling.ts';
import { isWell } from '../../domain/fault-terms.ts';
import { reconcileFaults } from './reconcile-faults.ts';

const BATCH = 500;

/** Brings the ledger in line where the health recorder could not: time alone decided, or something came in past it. Returns the cameras concerned. */
export async function sweepDisagreeing(database: Database, nowMs: number, signal: AbortSignal): Promise<string[]> {
  const concerned: string[] = [];
  let afterId: string | null = null;
  while (!signal.aborted) {
    const ids: string[] = await listDisagreeing(database, { afterId, limit: BATCH });
    if (ids.length > 0) {
      concerned.push(
        ...(await database.transaction(async (tx) => {
          await lockCameraStates(tx, ids);
          return reconcileFaults(tx, ids, nowMs);
        })),
      );
    }
    if (ids.length < BATCH) break;
    afterId = ids.at(-1)!;
  }
  return concerned;
}

/** Closes entries that were good for long enough, as the camera itself showed. Returns the cameras concerned. */
export async function closeSettled(database: Database, nowMs: number, signal: AbortSignal): Promise<string[]> {
  const concerned: string[] = [];
  let afterId: string | null = null;
  while (!signal.aborted) {
    const rows: Awaited<ReturnType<typeof listSettling>> = await listSettling(database, { recoveredBeforeMs: nowMs - settlingMs(0), afterId, limit: BATCH });
    const settled = rows.filter((row) => isSettled({ ...row, well: isWell(row.facet, row.state) }, nowMs));
    if (settled.length > 0)
      concerned.push(
        ...(await database.transaction(async (tx) => {
          await lockUnclosedFaults(
            tx,
            settled.map(({ cameraId }) => cameraId),
          );
          return closeVerified(tx, settled, nowMs);
        })),
      );
    if (rows.length < BATCH) break;
    afterId = rows.at(-1)!.id;
  }
  return concerned;
}
