import { mkdir, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Database } from '../../db/database.ts';
import { failCopy, finishCopy, type ClaimedCopy, type CopyAttempt } from '../../db/repositories/watch-copy-repository.ts';
import { listLiveOutlines } from '../../db/repositories/privacy-mask-repository.ts';
import { findWatchedPicture, findWatchedSegment } from '../../db/repositories/watch-source-repository.ts';
import { AppError } from '../../domain/app-error.ts';
import { thinnedMarks, type TimeMark } from '../../domain/media/served-span.ts';
import { watermarkText } from '../../domain/media/watermark-text.ts';
import type { BlobStore, StoredBlob } from '../../media/blob-store.ts';
import { copyPicture } from '../../media/copies/copy-picture.ts';
import { copySegment } from '../../media/copies/copy-segment.ts';
import { copyTimeLimitMs } from '../../media/copies/copy-time-limit.ts';
import type { Watermark } from '../../media/copies/watermark-folder.ts';
import type { FfmpegBinary } from '../../media/ffmpeg-path.ts';
import { containerOfKey } from '../../media/handin/container-kind.ts';
import { incomingPath } from '../../media/handin/incoming-file.ts';
import type { Clock } from '../../platform/clock.ts';
import { blobKeyOf } from '../blobs/blob-key-of.ts';
import type { NamedBlobs } from '../blobs/named-blobs.ts';
import type { DiskGuard } from '../recording/disk-guard.ts';

/** What copies for watching are made with. */
export interface PrepareParts {
  readonly database: Database;
  readonly blobs: BlobStore;
  readonly namedBlobs: NamedBlobs;
  readonly ffmpeg: FfmpegBinary;
  readonly clock: Clock;
  readonly disk: DiskGuard;
}

/** Attempts that a copy may have, the deaths of workers included. */
export const MOST_ATTEMPTS = 3;
/** A copy of hours has thousands of fragments: the log names its seconds a little less exactly then. */
const MOST_MARKS = 2000;

/**
 * Makes a claimed copy: of a segment, cut to its window, or of a picture, with the camera's masks and the watermark of whom it is for. One whose original was deleted is given up. Errors: those of the copying and the store, `copy_unwanted` (conflict) when
 * its request ended meanwhile.
 */
export async function prepareCopy(parts: PrepareParts, copy: ClaimedCopy, signal: AbortSignal): Promise<void> {
  parts.disk.requireRoom();
  await removeWork(parts, { id: copy.id, attempts: copy.attempts - 1 });
  await (copy.kind === 'segment' ? prepareSegment(parts, copy, signal) : preparePicture(parts, copy, signal));
}

/** Where an attempt works: each in a file of its own, since one whose claim ran out may still be writing when the next begins. Beside it, with `.text`, the words of the watermark. */
function workPath({ blobs }: PrepareParts, { id, attempts }: CopyAttempt): string {
  return `${incomingPath(blobs.incomingFolder, id)}.${attempts}`;
}

/** What an attempt left that was killed. */
async function removeWork(parts: PrepareParts, attempt: CopyAttempt): Promise<void> {
  const path = workPath(parts, attempt);
  for (const left of [path, `${path}.text`]) await rm(left, { recursive: true, force: true });
}

async function prepareSegment(parts: PrepareParts, copy: ClaimedCopy, signal: AbortSignal): Promise<void> {
  const { blobs, ffmpeg } = parts;
  const segment = await findWatchedSegment(parts.database, copy.sourceId);
  if (segment === undefined) return giveUp(parts, copy, 'original_deleted');
  const outputPath = workPath(parts, copy);
  await mkdir(dirname(outputPath), { recursive: true, mode: 0o700 });
  const lengthMs = copy.toMs - copy.fromMs;
  const watermark = await watermarkOf(parts, copy, segment.uncertaintyMs);
  try {
    const marks = await blobs.withFile(segment.blobKey, (filePath) =>
      copySegment({
        ffmpeg,
        filePath,
        container: containerOfKey(segment.blobKey),
        cut: { startMs: copy.fromMs - segment.fromMs, lengthMs },
        watermark,
        outputPath,
        timeLimitMs: copyTimeLimitMs(lengthMs),
        signal,
      }),
    );
    await store(parts, copy, 'mp4', (to, key) => to.putFile(key, outputPath), thinnedMarks(marks, MOST_MARKS));
  } finally {
    await rm(outputPath, { force: true });
  }
}

async function preparePicture(parts: PrepareParts, copy: ClaimedCopy, signal: AbortSignal): Promise<void> {
  const { blobs, ffmpeg } = parts;
  const picture = await findWatchedPicture(parts.database, copy.sourceId);
  if (picture === undefined) return giveUp(parts, copy, 'original_deleted');
  const workFolder = `${workPath(parts, copy)}.text`;
  const watermark = await watermarkOf(parts, copy, 0);
  const source = await blobs.open(picture.blobKey);
  const bytes = await copyPicture({ ffmpeg, source, watermark, workFolder, signal });
  await store(parts, copy, 'jpg', (to, key) => to.put(key, bytes), [{ byte: 0, ms: 0 }]);
}

/** What goes into the copy. A mask that is drawn meanwhile takes the copy's row away, so this one is never stored. */
async function watermarkOf({ database, clock }: PrepareParts, copy: ClaimedCopy, uncertaintyMs: number): Promise<Watermark> {
  // not before it was ordered, by the server's clock: where this one is late, a mask that was back by then would seem lifted still, and nothing would end such a copy (`masks_until` names only masks that come back after the order)
  const atMs = Math.max(clock.now(), copy.orderedAtMs);
  return { text: watermarkText({ ...copy, uncertaintyMs }), trueFromMs: copy.fromMs, masks: await listLiveOutlines(database, copy.cameraId, atMs) };
}

async function store(
  { namedBlobs, clock }: PrepareParts,
  copy: ClaimedCopy,
  ending: 'mp4' | 'jpg',
  write: (blobs: BlobStore, key: string) => Promise<StoredBlob>,
  marks: readonly TimeMark[],
): Promise<void> {
  const key = blobKeyOf('watch', copy.orderedAtMs, copy.cameraId, `${copy.id}-${copy.attempts}.${ending}`);
  await namedBlobs.store(
    { key, rowId: copy.id },
    (blobs) => write(blobs, key),
    async (tx, { sha256, byteLength }) => {
      if (!(await finishCopy(tx, copy.id, { sha256: Buffer.from(sha256), blobKey: key, byteLength, marks, atMs: clock.now() }))) {
        throw new AppError('conflict', 'copy_unwanted', 'Nobody may watch this any more: its request has ended.');
      }
    },
  );
}

async function giveUp({ database, clock }: PrepareParts, copy: ClaimedCopy, code: string): Promise<void> {
  await failCopy(database, copy, code, clock.now());
}
