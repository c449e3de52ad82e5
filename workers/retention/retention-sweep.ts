import type { Database } from '../../db/database.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { deleteCopies } from '../../db/repositories/footage-copy-repository.ts';
import { deleteExpired, type DeletedFootage, type FootageKind } from '../../db/repositories/retention-repository.ts';
import { dropBlobs } from '../../db/repositories/unreferenced-blob-repository.ts';
import { deleteWatchCopies } from '../../db/repositories/watch-copy-repository.ts';
import { toIso } from '../../domain/time-interval.ts';

/** Rows of one transaction: a few hundred keep it well below a second. */
export const SWEEP_BATCH = 500;

/** What one batch deleted. */
export interface SweptBatch {
  readonly rows: number;
  readonly bytes: number;
}

/**
 * Deletes one batch of expired footage. In one transaction the rows go with their copies, their blobs become unreferenced and the log gains one event for each camera; so there is never a row
 * without its blob, and a sweep that dies in the middle leaves either all of a batch or nothing of it.
 */
export async function sweepBatch(database: Database, kind: FootageKind, nowMs: number): Promise<SweptBatch> {
  return database.transaction(async (tx) => {
    const deleted = await deleteExpired(tx, kind, { nowMs, limit: SWEEP_BATCH });
    if (deleted.length === 0) return { rows: 0, bytes: 0 };
    const copies = kind === 'footage_segment' ? await deleteCopies(tx, idsOf(deleted)) : [];
    await deleteWatchCopies(tx, idsOf(deleted));
    await dropBlobs(tx, [...deleted.map(({ id, blobKey }) => ({ key: blobKey, rowId: id })), ...copies], nowMs);
    for (const cameraId of new Set(deleted.map((row) => row.cameraId))) {
      const own = deleted.filter((row) => row.cameraId === cameraId);
      const ids = new Set(idsOf(own));
      const copyCount = copies.filter(({ segmentId }) => ids.has(segmentId)).length;
      await appendAudit(tx, {
        action: 'retention.deleted',
        cameraIds: [cameraId],
        detail: { kind, ...summary(own), ...(copyCount === 0 ? {} : { copyCount }) },
      });
    }
    return { rows: deleted.length, bytes: byteSum(deleted) };
  });
}

function idsOf(rows: readonly DeletedFootage[]): string[] {
  return rows.map((row) => row.id);
}

function summary(rows: readonly DeletedFootage[]): Readonly<Record<string, unknown>> {
  const from = toIso(Math.min(...rows.map((row) => row.fromMs)));
  const to = toIso(Math.max(...rows.map((row) => row.toMs)));
  return { count: rows.length, bytes: byteSum(rows), from, to };
}

function byteSum(rows: readonly DeletedFootage[]): number {
  return rows.reduce((sum, row) => sum + row.byteLength, 0);
}
