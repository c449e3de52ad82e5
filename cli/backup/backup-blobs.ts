import { isStillNamed, type NamedBlob } from '../../db/backup/blob-reference.ts';
import type { Queryable } from '../../db/database.ts';
import { isAppError } from '../../domain/app-error.ts';
import type { BlobStore } from '../../media/blob-store.ts';
import { allEnded } from './all-ended.ts';
import { stopIfAsked } from './backup-error.ts';

/** Why a blob is not in a backup: its retention ended meanwhile; it is not where its row says; its bytes are not those of its row. */
export type LeftOut = 'expired' | 'missing' | 'damaged';

/** A blob in the list of a backup. */
export interface ListedBackupBlob {
  readonly key: string;
  /** SHA-256 in hexadecimal. */
  readonly sha256: string;
  readonly byteLength: number;
  readonly leftOut?: LeftOut;
}

/** How many blobs of which fate. */
export interface BlobCounts {
  count: number;
  byteLength: number;
  expired: number;
  missing: number;
  damaged: number;
}

/** A blob as its line in the list. */
function listLine({ key, sha256, byteLength, leftOut }: ListedBackupBlob): string {
  return JSON.stringify(leftOut === undefined ? [key, sha256, byteLength] : [key, sha256, byteLength, leftOut]);
}

/** The blob of a line of the list. */
export function readListLine(line: string): ListedBackupBlob {
  const [key, sha256, byteLength, leftOut] = JSON.parse(line) as [string, string, number, LeftOut?];
  return { key, sha256, byteLength, ...(leftOut === undefined ? {} : { leftOut }) };
}

const AT_ONCE = 4;

interface CopyParts {
  readonly db: Queryable;
  readonly from: BlobStore;
  readonly to: BlobStore;
  readonly signal: AbortSignal;
  /** Hears every few blobs how many are copied by now. */
  readonly onProgress: (count: number) => void;
}

async function copyOne({ db, from, to }: CopyParts, blob: NamedBlob): Promise<LeftOut | undefined> {
  try {
    const stored = await to.put(blob.key, await from.open(blob.key));
    if (stored.sha256.toString('hex') === blob.sha256 && stored.byteLength === blob.byteLength) return undefined;
  } catch (error) {
    if (!isAppError(error, 'blob_missing')) throw error;
    return (await isStillNamed(db, blob)) ? 'missing' : 'expired';
  }
  await to.delete(blob.key);
  return 'damaged';
}

/** Copies `blobs` and yields their lines for the list; `counts` grows on the way. */
export async function* copyNamedBlobs(
  blobs: AsyncIterable<readonly NamedBlob[]>,
  parts: CopyParts,
  counts: BlobCounts,
): AsyncGenerator<readonly string[], void, undefined> {
  for await (const batch of blobs) {
    for (let at = 0; at < batch.length; at += AT_ONCE) {
      stopIfAsked(parts.signal);
      const some = batch.slice(at, at + AT_ONCE);
      const fates = await allEnded(some.map((blob) => copyOne(parts, blob)));
      yield some.map((blob, index) => {
        const leftOut = fates[index];
        note(counts, blob, leftOut);
        return listLine({ ...blob, ...(leftOut === undefined ? {} : { leftOut }) });
      });
      parts.onProgress(counts.count);
    }
  }
}

function note(counts: BlobCounts, { byteLength }: NamedBlob, leftOut: LeftOut | undefined): void {
  if (leftOut !== undefined) {
    counts[leftOut] += 1;
    return;
  }
  counts.count += 1;
  counts.byteLength += byteLength;
}
