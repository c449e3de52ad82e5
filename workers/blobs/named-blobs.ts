import type { Database, Queryable } from '../../db/database.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { announceBlob, forgetBlobs, lockDueBlobs, nameBlob, type BlobReference } from '../../db/repositories/unreferenced-blob-repository.ts';
import { AppError } from '../../domain/app-error.ts';
import type { BlobStore, StoredBlob } from '../../media/blob-store.ts';
import type { Clock } from '../../platform/clock.ts';
import { cameraOfBlobKey } from './camera-of-blob-key.ts';

/** A blob that is not named this long after it was announced was left behind by a worker that died. */
const WRITE_WITHIN_MS = 15 * 60_000;
const SWEEP_BATCH = 100;

/** Blobs and the rows that name them, kept in step. */
export interface NamedBlobs {
  /**
   * Writes a blob and then, in one transaction, the row that names it. Whatever dies in between leaves either both or a blob that the sweep deletes; doing it again with the
   * same key is safe. Errors: `blob_write_too_slow` (unavailable); those of `write` and `insertRow`.
   */
  store(
    reference: BlobReference,
    write: (blobs: BlobStore) => Promise<StoredBlob>,
    insertRow: (tx: Queryable, stored: StoredBlob) => Promise<void>,
  ): Promise<StoredBlob>;
  /** The same where one statement names the blob and inserts its row: cheaper. `insertNamed` tells whether the blob was still there. */
  storeAtOnce(
    reference: BlobReference,
    write: (blobs: BlobStore) => Promise<StoredBlob>,
    insertNamed: (db: Queryable, stored: StoredBlob) => Promise<boolean>,
  ): Promise<StoredBlob>;
  /** Deletes the blobs that no row names and whose time is over; those whose row never was go to the log, for each camera. Returns how many. */
  sweep(signal: AbortSignal): Promise<number>;
}

/** Named blobs in `blobs`, accounted for in `database`. */
export function createNamedBlobs({ database, blobs, clock }: { database: Database; blobs: BlobStore; clock: Clock }): NamedBlobs {
  /** The entries stay locked until their blobs are gone: a writer that wants to name one of them waits, and then learns that it is too late. */
  const sweepBatch = (): Promise<{ looked: number; deleted: number }> =>
    database.transaction(async (tx) => {
      const due = await lockDueBlobs(tx, clock.now(), SWEEP_BATCH);
      const nameless = due.filter((blob) => !blob.named);
      for (const { key } of nameless) await blobs.delete(key);
      await logOrphans(
        tx,
        nameless.filter((blob) => !blob.logged).map(({ key }) => key),
      );
      await forgetBlobs(
        tx,
        due.map((blob) => blob.key),
      );
      return { looked: due.length, deleted: nameless.length };
    });

  return {
    async store(reference, write, insertRow) {
      await announceBlob(database, reference, clock.now() + WRITE_WITHIN_MS);
      const stored = await write(blobs);
      await database.transaction(async (tx) => {
        if (!(await nameBlob(tx, reference.key))) throw tooSlow();
        await insertRow(tx, stored);
      });
      return stored;
    },
    async storeAtOnce(reference, write, insertNamed) {
      await announceBlob(database, reference, clock.now() + WRITE_WITHIN_MS);
      const stored = await write(blobs);
      if (!(await insertNamed(database, stored))) throw tooSlow();
      return stored;
    },
    async sweep(signal) {
      let total = 0;
      for (let looked = SWEEP_BATCH; looked === SWEEP_BATCH && !signal.aborted;) {
        const batch = await sweepBatch();
        looked = batch.looked;
        total += batch.deleted;
      }
      return total;
    },
  };
}

/** One event for each camera; what belongs to none has one of its own. A sweep that dies before its end deletes and logs once more. */
async function logOrphans(tx: Queryable, keys: readonly string[]): Promise<void> {
  const groups = new Map<string, { readonly kind: string; readonly cameraIds: string[]; count: number }>();
  for (const key of keys) {
    const cameraId = cameraOfBlobKey(key);
    // copies for watching lose their row by a trigger, which logs nothing
    const kind = key.startsWith('watch/') ? 'watch_copy' : 'orphan';
    const group = groups.get(`${kind} ${cameraId}`) ?? { kind, cameraIds: cameraId === undefined ? [] : [cameraId], count: 0 };
    group.count += 1;
    groups.set(`${kind} ${cameraId}`, group);
  }
  for (const { kind, cameraIds, count } of groups.values()) await appendAudit(tx, { action: 'retention.deleted', cameraIds, detail: { kind, count } });
}

function tooSlow(): AppError {
  return new AppError(
    'unavailable',
    'blob_write_too_slow',
    'Storing a file took so long that it was given up. See whether the disk or the object store is overloaded.',
  );
}
