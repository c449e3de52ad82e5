import { isAppError } from '../../domain/app-error.ts';
import type { BlobStore } from '../../media/blob-store.ts';
import { allEnded } from './all-ended.ts';
import { readListLine, type ListedBackupBlob } from './backup-blobs.ts';
import { createBlobTeller } from './blob-teller.ts';
import { backupDamaged, stopIfAsked } from './backup-error.ts';
import { readLineBatches } from './line-file.ts';

/** Blobs on their way back into an installation. */
export interface BlobRestore {
  /** Copies all of them and compares each with its hash. Errors: `backup_damaged` (invalid), `blob_exists` (conflict), `stopped` (cancelled); those of the stores. */
  run(): Promise<void>;
  /** Deletes those that `run` copied, and no other. */
  undo(): Promise<void>;
}

const AT_ONCE = 4;

/** Prepares to copy the blobs of the list at `listPath` between two stores. */
export function createBlobRestore(
  listPath: string,
  stores: { readonly from: BlobStore; readonly to: BlobStore },
  { signal, progress }: { readonly signal: AbortSignal; readonly progress: (line: string) => void },
): BlobRestore {
  const { from, to } = stores;
  const tell = createBlobTeller(progress);
  let looked = 0;
  // only after a restore that was killed are any of them there before
  const thereBefore = new Set<string>();

  const copy = async ({ key, sha256, byteLength, leftOut }: ListedBackupBlob): Promise<void> => {
    if (leftOut !== undefined) return;
    if ((await to.stat(key)) !== undefined) thereBefore.add(key);
    const stored = await from.open(key).then((stream) => to.put(key, stream), refuseMissing(key));
    if (stored.sha256.toString('hex') !== sha256 || stored.byteLength !== byteLength) throw backupDamaged(`blobs/${key}`);
  };

  return {
    async run() {
      for await (const batch of readLineBatches(listPath)) {
        for (let at = 0; at < batch.length; at += AT_ONCE) {
          stopIfAsked(signal);
          const some = batch.slice(at, at + AT_ONCE).map(readListLine);
          looked += some.length;
          await allEnded(some.map(copy));
          tell(looked);
        }
      }
    },
    async undo() {
      for await (const batch of readLineBatches(listPath)) {
        for (const { key } of batch.slice(0, looked).map(readListLine)) if (!thereBefore.has(key)) await to.delete(key);
        looked -= Math.min(looked, batch.length);
        if (looked === 0) return;
      }
    },
  };
}

function refuseMissing(key: string): (error: unknown) => never {
  return (error) => {
    throw isAppError(error, 'blob_missing') ? backupDamaged(`blobs/${key}`, error) : error;
  };
}
