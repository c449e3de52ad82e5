import { createReadStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import type { EvidencePicture, EvidenceSegment } from '../../db/repositories/evidence-source-repository.ts';
import { isAppError } from '../../domain/app-error.ts';
import { UNCOPIED_REASONS, type CopyFile, type EvidenceManifest } from '../../domain/evidence/manifest-shape.ts';
import { mediaPathOf } from '../../domain/evidence/package-path.ts';
import { cutSegment } from '../../domain/media/segment-cut.ts';
import { watermarkText, type WatermarkFacts } from '../../domain/media/watermark-text.ts';
import type { MaskOutline } from '../../domain/privacy-mask.ts';
import { toIso, type TimeInterval } from '../../domain/time-interval.ts';
import type { BlobStore } from '../../media/blob-store.ts';
import { copyPicture } from '../../media/copies/copy-picture.ts';
import { copySegment } from '../../media/copies/copy-segment.ts';
import { copyTimeLimitMs } from '../../media/copies/copy-time-limit.ts';
import type { PackageWriter } from '../../media/evidence/package-writer.ts';
import type { FfmpegBinary } from '../../media/ffmpeg-path.ts';
import { containerOfKey } from '../../media/handin/container-kind.ts';

type Uncopied = EvidenceManifest['uncopied'][number];
type UncopiedReason = Uncopied['reason'];

/** What copies for watching are packed with. */
export interface CopyParts {
  readonly blobs: BlobStore;
  readonly writer: PackageWriter;
  readonly ffmpeg: FfmpegBinary;
  /** Whose watermark they carry, and for which case. */
  readonly holder: Omit<WatermarkFacts, 'requestId' | 'uncertaintyMs'>;
  /** A file that a copy may grow in, and a folder of the same name and `.text`. */
  readonly workPath: string;
  readonly signal: AbortSignal;
}

/** What is copied, for which request, and what of the camera's view nobody is to see. */
export interface CopySource {
  readonly request: TimeInterval & { readonly requestId: string; readonly cameraId: string };
  /** Of all files of the camera in this package, such as `copies/camera-1`. */
  readonly folder: string;
  readonly masks: readonly MaskOutline[];
  readonly stored: EvidenceSegment | EvidencePicture;
  /** Where the stored file lies in the package as it is; null where it doesn't. */
  readonly path: string | null;
}

/** A copy in the package, or why there is none; neither when what was to be copied is gone, which the list of what is absent says. */
export interface PackedCopy {
  readonly file?: CopyFile;
  readonly uncopied?: Uncopied;
}

const REASONS: Readonly<Record<string, UncopiedReason>> = {
  ...Object.fromEntries(UNCOPIED_REASONS.map((reason) => [reason, reason])),
  segment_broken: 'no_picture',
  picture_unreadable: 'no_picture',
};

function isPicture(stored: CopySource['stored']): stored is EvidencePicture {
  return 'takenAtMs' in stored;
}

function spanOf({ stored, request }: CopySource): TimeInterval | null {
  return isPicture(stored) ? { fromMs: stored.takenAtMs, toMs: stored.takenAtMs } : cutSegment(stored, request);
}

/**
 * Makes a copy for watching of a stored file, as those are made that people watch in the application, and packs it: cut to the opened seconds, with the masks of its camera and the watermark of who ordered the package. The stored file
 * is what counts, so one that can't be copied ends nothing. Errors: those of store and writer; whatever `signal` aborts with.
 */
export async function packCopy(parts: CopyParts, source: CopySource): Promise<PackedCopy> {
  const span = spanOf(source);
  if (span === null) return {};
  const of = { kind: isPicture(source.stored) ? ('picture' as const) : ('segment' as const), id: source.stored.id };
  try {
    return { file: await packMade(parts, source, span, of) };
  } catch (error) {
    parts.signal.throwIfAborted();
    const reason = isAppError(error) && !parts.writer.archive.destroyed ? REASONS[error.code] : undefined;
    if (reason !== undefined) return { uncopied: { requestId: source.request.requestId, cameraId: source.request.cameraId, of, reason } };
    if (isAppError(error, 'blob_missing') && !parts.writer.archive.destroyed) return {};
    throw error;
  }
}

async function packMade(parts: CopyParts, source: CopySource, span: TimeInterval, of: Pick<CopyFile['of'], 'kind' | 'id'>): Promise<CopyFile> {
  const { request, stored, masks } = source;
  const uncertaintyMs = isPicture(stored) ? 0 : stored.uncertaintyMs;
  const text = watermarkText({ ...parts.holder, requestId: request.requestId, uncertaintyMs });
  const watermark = { text, trueFromMs: span.fromMs, masks };
  const path = mediaPathOf(source.folder, span.fromMs, stored.id, 'copy', isPicture(stored) ? 'jpg' : 'mp4');
  const packed = isPicture(stored) ? await addPicture(parts, path, stored, watermark) : await addSegment(parts, path, stored, span, watermark);
  return {
    kind: 'copy',
    path,
    sha256: packed.sha256.toString('hex'),
    byteLength: packed.byteLength,
    requestId: request.requestId,
    cameraId: request.cameraId,
    of: { ...of, sha256: stored.sha256.toString('hex'), path: source.path },
    trueFrom: toIso(span.fromMs),
    trueTo: toIso(span.toMs),
    uncertaintyMs,
    maskCount: masks.length,
    watermark: { who: text.who, what: text.what },
  };
}

type Watermark = Parameters<typeof copyPicture>[0]['watermark'];
type Packed = ReturnType<PackageWriter['add']>;

async function addPicture({ blobs, writer, ffmpeg, workPath, signal }: CopyParts, path: string, { blobKey }: EvidencePicture, watermark: Watermark): Packed {
  const bytes = await copyPicture({ ffmpeg, source: await blobs.open(blobKey), watermark, workFolder: `${workPath}.text`, signal });
  return writer.add(path, bytes.length, bytes);
}

async function addSegment(parts: CopyParts, path: string, segment: EvidenceSegment, span: TimeInterval, watermark: Watermark): Packed {
  const { blobs, writer, ffmpeg, workPath: outputPath, signal } = parts;
  const lengthMs = span.toMs - span.fromMs;
  const cut = { startMs: span.fromMs - segment.fromMs, lengthMs };
  const container = containerOfKey(segment.blobKey);
  try {
    await blobs.withFile(segment.blobKey, (filePath) =>
      copySegment({ ffmpeg, filePath, container, cut, watermark, outputPath, timeLimitMs: copyTimeLimitMs(lengthMs), signal }),
    );
    return await writer.add(path, (await stat(outputPath)).size, createReadStream(outputPath) as AsyncIterable<Buffer>);
  } finally {
    await rm(outputPath, { force: true });
  }
}
