import type { Database } from '../../db/database.ts';
import { listEvidencePictures, listEvidenceSegments, type EvidencePicture, type EvidenceSegment } from '../../db/repositories/evidence-source-repository.ts';
import { AppError, isAppError } from '../../domain/app-error.ts';
import { cutFootage, liesWithin, type FootageCut } from '../../domain/evidence/footage-cut.ts';
import type { EvidenceManifest, PackedFile } from '../../domain/evidence/manifest-shape.ts';
import { mediaPathOf } from '../../domain/evidence/package-path.ts';
import { footageGaps } from '../../domain/footage-gaps.ts';
import type { MaskOutline } from '../../domain/privacy-mask.ts';
import { toIso, type TimeInterval } from '../../domain/time-interval.ts';
import type { BlobStore } from '../../media/blob-store.ts';
import { readFragments } from '../../media/evidence/mp4-fragments.ts';
import type { PackageWriter } from '../../media/evidence/package-writer.ts';
import { packCopy, type CopyParts } from './pack-copy.ts';

type Absence = EvidenceManifest['absent'][number];

/** One request of a package, and where its files go. */
export interface PackedRequest extends TimeInterval {
  readonly requestId: string;
  readonly cameraId: string;
  /** Of stored files below `media/`, of copies below `copies/`, such as `camera-1`. */
  readonly folder: string;
}

/** What packing reads and writes. */
export interface PackParts {
  readonly blobs: BlobStore;
  readonly writer: PackageWriter;
  readonly copies: CopyParts;
  /** Of the request's camera. */
  readonly masks: readonly MaskOutline[];
  /** Told of bytes that were packed, copied, or left out. */
  readonly onBytes: (bytes: number) => void;
  readonly signal: AbortSignal;
}

/** What of a request is on hand. */
export interface RequestSources {
  readonly request: PackedRequest;
  readonly segments: readonly EvidenceSegment[];
  readonly pictures: readonly EvidencePicture[];
}

/** Looks up what is on hand of a request's seconds. */
export async function findSources(database: Database, request: PackedRequest): Promise<RequestSources> {
  const { cameraId } = request;
  return { request, segments: await listEvidenceSegments(database, cameraId, request), pictures: await listEvidencePictures(database, cameraId, request) };
}

const isoOrNull = (ms: number | null): string | null => (ms === null ? null : toIso(ms));

function clockOf({ deviceTimeSource, clockOffsetMs, clockUncertaintyMs, clockMethod }: EvidenceSegment | EvidencePicture) {
  return { deviceTimeSource, clockOffsetMs, clockUncertaintyMs, clockMethod };
}

async function* ranged(blobs: BlobStore, key: string, ranges: readonly (readonly [number, number])[]): AsyncGenerator<Buffer> {
  for (const [start, end] of ranges) if (end > start) yield* (await blobs.open(key, { start, end: end - 1 })) as AsyncIterable<Buffer>;
}

/** Packs a whole stored file, and compares it with the hash that it got when it was stored. */
async function packWhole(
  { writer, blobs }: PackParts,
  path: string,
  file: EvidenceSegment | EvidencePicture,
): Promise<{ path: string; sha256: string; byteLength: number }> {
  const { sha256 } = await writer.add(path, file.byteLength, (await blobs.open(file.blobKey)) as AsyncIterable<Buffer>);
  if (Buffer.compare(sha256, file.sha256) !== 0) throw damaged(file.id);
  return { path, sha256: sha256.toString('hex'), byteLength: file.byteLength };
}

function damaged(id: string): AppError {
  return new AppError(
    'internal',
    'original_damaged',
    'A stored file is not the one that was stored: its hash differs. Nothing is sealed over it; keep the disk as it is.',
    { details: { id } },
  );
}

function footageOf({ requestId, cameraId }: PackedRequest, segment: EvidenceSegment) {
  return {
    ...clockOf(segment),
    requestId,
    cameraId,
    segmentId: segment.id,
    source: segment.source,
    codec: segment.codec,
    uncertaintyMs: segment.uncertaintyMs,
    storedAt: toIso(segment.storedAtMs),
    handedInBy: segment.handedInById === null ? null : { id: segment.handedInById, username: segment.handedInByUsername! },
  };
}

/** The device's time of a part of a segment: as far from its beginning as by true time. */
function deviceSpan({ fromMs, deviceFromMs }: EvidenceSegment, part: TimeInterval): { deviceFrom: string | null; deviceTo: string | null } {
  if (deviceFromMs === null) return { deviceFrom: null, deviceTo: null };
  return { deviceFrom: toIso(deviceFromMs + part.fromMs - fromMs), deviceTo: toIso(deviceFromMs + part.toMs - fromMs) };
}

function endingOf(blobKey: string): string {
  return /\.([a-z0-9]{1,8})$/.exec(blobKey)?.[1] ?? 'bin';
}

function pathOf({ folder }: PackedRequest, fromMs: number, id: string, what: string, ending: string): string {
  return mediaPathOf(`media/${folder}`, fromMs, id, what, ending);
}

/** What of a segment may go out. Files that we did not write ourselves can't be taken apart by bytes. */
async function cutOf({ blobs }: PackParts, request: PackedRequest, segment: EvidenceSegment): Promise<FootageCut> {
  if (liesWithin(segment, request)) return { kind: 'whole' };
  if (segment.source === 'upload') return { kind: 'nothing' };
  const { headBytes, fragments } = await blobs.withFile(segment.blobKey, readFragments);
  const pieces = fragments.map(({ fromMs, toMs, ...bytes }) => ({ ...bytes, fromMs: segment.fromMs + fromMs, toMs: segment.fromMs + toMs }));
  return cutFootage(segment, request, headBytes, pieces);
}

async function packPart(parts: PackParts, request: PackedRequest, segment: EvidenceSegment, cut: Extract<FootageCut, { kind: 'part' }>): Promise<PackedFile> {
  const byteLength = cut.byteRanges.reduce((sum, [from, to]) => sum + to - from, 0);
  const path = pathOf(request, cut.fromMs, segment.id, 'part', endingOf(segment.blobKey));
  const { sha256 } = await parts.writer.add(path, byteLength, ranged(parts.blobs, segment.blobKey, cut.byteRanges));
  return {
    kind: 'part',
    path,
    sha256: sha256.toString('hex'),
    byteLength,
    ...footageOf(request, segment),
    trueFrom: toIso(cut.fromMs),
    trueTo: toIso(cut.toMs),
    ...deviceSpan(segment, cut),
    whole: { sha256: segment.sha256.toString('hex'), byteLength: segment.byteLength, trueFrom: toIso(segment.fromMs), trueTo: toIso(segment.toMs) },
    byteRanges: cut.byteRanges.map(([from, to]) => [from, to]),
  };
}

async function packOriginal(parts: PackParts, request: PackedRequest, segment: EvidenceSegment): Promise<PackedFile> {
  const packed = await packWhole(parts, pathOf(request, segment.fromMs, segment.id, 'original', endingOf(segment.blobKey)), segment);
  return {
    kind: 'original',
    ...packed,
    ...footageOf(request, segment),
    trueFrom: toIso(segment.fromMs),
    trueTo: toIso(segment.toMs),
    deviceFrom: isoOrNull(segment.deviceFromMs),
    deviceTo: isoOrNull(segment.deviceToMs),
  };
}

/** What of the window a segment covers and a part of it doesn't. */
function leftOut({ requestId, cameraId, ...window }: PackedRequest, segment: EvidenceSegment, cut: FootageCut): Absence[] {
  const whole = { fromMs: Math.max(segment.fromMs, window.fromMs), toMs: Math.min(segment.toMs, window.toMs) };
  const reason = segment.source === 'upload' ? 'not_cuttable' : 'cut_at_keyframe';
  const rest =
    cut.kind === 'nothing'
      ? [whole]
      : cut.kind === 'whole'
        ? []
        : [
            { fromMs: whole.fromMs, toMs: cut.fromMs },
            { fromMs: cut.toMs, toMs: whole.toMs },
          ];
  return rest.filter(({ fromMs, toMs }) => fromMs < toMs).map(({ fromMs, toMs }) => ({ requestId, cameraId, from: toIso(fromMs), to: toIso(toMs), reason }));
}

async function packSegment(parts: PackParts, request: PackedRequest, segment: EvidenceSegment): Promise<{ file: PackedFile | undefined; absent: Absence[] }> {
  try {
    const cut = await cutOf(parts, request, segment);
    const file =
      cut.kind === 'nothing' ? undefined : cut.kind === 'whole' ? await packOriginal(parts, request, segment) : await packPart(parts, request, segment, cut);
    return { file, absent: leftOut(request, segment, cut) };
  } catch (error) {
    // retention was faster, though a hold should have kept it
    if (!isAppError(error, 'blob_missing') || parts.writer.archive.destroyed) throw error;
    const [absence] = leftOut(request, segment, { kind: 'nothing' });
    return { file: undefined, absent: absence === undefined ? [] : [{ ...absence, reason: 'gone' }] };
  }
}

async function packPicture(parts: PackParts, request: PackedRequest, picture: EvidencePicture): Promise<PackedFile> {
  const packed = await packWhole(parts, pathOf(request, picture.takenAtMs, picture.id, 'picture', 'jpg'), picture);
  const { requestId, cameraId } = request;
  const { id, takenAtMs, deviceTimeMs, widthPx, heightPx } = picture;
  return {
    kind: 'snapshot',
    ...packed,
    ...clockOf(picture),
    requestId,
    cameraId,
    snapshotId: id,
    takenAt: toIso(takenAtMs),
    deviceTime: isoOrNull(deviceTimeMs),
    widthPx,
    heightPx,
  };
}

/** What was packed of a request, and what could not be. */
export interface PackedSources {
  readonly files: readonly PackedFile[];
  readonly absent: readonly Absence[];
  readonly uncopied: EvidenceManifest['uncopied'];
}

/**
 * Packs what a request opened: stored files as they are where they lie within its seconds, parts of them where they reach past, pictures, and of each of these a copy for watching. What of the seconds isn't there, and what could not be
 * copied, is named. Errors: `original_damaged` (internal) when a stored file isn't the one that was stored; those of store and writer.
 */
export async function packRequest(parts: PackParts, { request, segments, pictures }: RequestSources): Promise<PackedSources> {
  const { requestId, cameraId } = request;
  const files: PackedFile[] = [];
  const uncopied: EvidenceManifest['uncopied'] = [];
  const absent: Absence[] = footageGaps(segments, request).map(({ fromMs, toMs }) => ({
    requestId,
    cameraId,
    from: toIso(fromMs),
    to: toIso(toMs),
    reason: 'no_footage',
  }));
  const addCopy = async (stored: EvidenceSegment | EvidencePicture, path: string | null): Promise<void> => {
    parts.onBytes(stored.byteLength);
    parts.signal.throwIfAborted();
    const copy = await packCopy(parts.copies, { request, folder: `copies/${request.folder}`, masks: parts.masks, stored, path });
    if (copy.file !== undefined) files.push(copy.file);
    if (copy.uncopied !== undefined) uncopied.push(copy.uncopied);
    parts.onBytes(stored.byteLength);
  };
  for (const segment of segments) {
    parts.signal.throwIfAborted();
    const packed = await packSegment(parts, request, segment);
    if (packed.file !== undefined) files.push(packed.file);
    absent.push(...packed.absent);
    await addCopy(segment, packed.file?.path ?? null);
  }
  for (const picture of pictures) {
    parts.signal.throwIfAborted();
    const packed = await packPicture(parts, request, picture);
    files.push(packed);
    await addCopy(picture, packed.path);
  }
  return { files, absent, uncopied };
}
