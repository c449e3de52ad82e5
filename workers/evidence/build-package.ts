import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { openLogSigner } from '../../db/access-log/log-signer.ts';
import type { Database, Queryable } from '../../db/database.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { finishPackage, shareCameras } from '../../db/repositories/evidence-package-repository.ts';
import { publishEvent } from '../../db/live-events.ts';
import { insertPackageTimestamp, type NewPackageTimestamp } from '../../db/repositories/package-timestamp-repository.ts';
import { isSignedBy, parseSignedNote } from '../../domain/access-log/signed-note.ts';
import { AppError } from '../../domain/app-error.ts';
import { keyFingerprint } from '../../domain/evidence/key-fingerprint.ts';
import type { EvidenceManifest, PackedFile } from '../../domain/evidence/manifest-shape.ts';
import { packageContents } from '../../domain/evidence/package-contents.ts';
import { toIso } from '../../domain/time-interval.ts';
import { VERSION } from '../../domain/version.ts';
import { idEnding } from '../../domain/id-ending.ts';
import type { BlobStore } from '../../media/blob-store.ts';
import { createPackageWriter, type PackageWriter } from '../../media/evidence/package-writer.ts';
import type { FfmpegBinary } from '../../media/ffmpeg-path.ts';
import type { Clock } from '../../platform/clock.ts';
import type { SecretBox } from '../../platform/secret-box.ts';
import type { NamedBlobs } from '../blobs/named-blobs.ts';
import { logPart } from './log-part.ts';
import type { PackageRun } from './package-builder.ts';
import { collectFacts } from './package-facts.ts';
import { collectMoments } from './package-moments.ts';
import { packageDiskFull, requireRoom, ROOM, watchRoom, type RoomRule } from './package-room.ts';
import { areSameMasks, bytesOf, findMasks, findPackageSources, type CameraMasks } from './package-sources.ts';
import { packageWorkPaths, removePackageWork } from './package-work.ts';
import { packRequest } from './pack-request.ts';
import { READ_ME, READ_ME_PATH } from './read-me.ts';
import { addDocument, sealPackage, type PackageFacts, type PackageSigner, type SignatureStamper } from './seal-package.ts';
import { tryToStamp } from './try-to-stamp.ts';
import type { TimestampAuthority } from './timestamp-authority.ts';

/** What packages are built with. */
export interface BuildParts {
  readonly database: Database;
  readonly blobs: BlobStore;
  readonly namedBlobs: NamedBlobs;
  readonly secretBox: SecretBox;
  readonly ffmpeg: FfmpegBinary;
  readonly clock: Clock;
  readonly publicUrl: string | undefined;
  /** Absent: packages get no timestamp. */
  readonly timestampAuthority?: TimestampAuthority | undefined;
  /** Room other than as the product keeps it, for tests. */
  readonly room?: RoomRule;
}

/** What was written into an archive. */
interface Written {
  readonly manifest: EvidenceManifest;
  readonly timestamp: NewPackageTimestamp | undefined;
}

async function addForms(writer: PackageWriter, facts: PackageFacts, signer: PackageSigner, files: readonly PackedFile[]): Promise<PackedFile[]> {
  // loaded now: what prints takes 20 MB, which nothing before it needs
  const { custodyForm, handoverForm, requestForm } = await import('./forms/package-forms.ts');
  const forms: PackedFile[] = [];
  for (const [index, request] of facts.requests.entries()) {
    const camera = facts.cameras.find(({ id }) => id === request.cameraId)!;
    forms.push(
      await addDocument(writer, `forms/phieu-de-nghi-${index + 1}.pdf`, 'Phiếu đề nghị trích xuất dữ liệu hình ảnh', await requestForm(request, camera, facts)),
    );
  }
  forms.push(await addDocument(writer, 'forms/bien-ban-giao-nhan.pdf', 'Biên bản giao nhận dữ liệu hình ảnh', await handoverForm(facts, signer, files)));
  forms.push(await addDocument(writer, 'forms/theo-doi-nguon-goc.pdf', 'Bảng theo dõi nguồn gốc dữ liệu', await custodyForm(facts, files)));
  return forms;
}

/** A package has one key for all that is signed in it. */
function requireSameKey(checkpoint: string, { key }: PackageSigner): void {
  const note = parseSignedNote(checkpoint);
  if (note !== undefined && isSignedBy(note, key)) return;
  throw new AppError('unavailable', 'audit_key_replaced', "The access log's key was replaced while the package was built. It is built anew with the new key.");
}

/** What a package is made with besides: its signer, and the masks that its copies get. */
interface Making {
  readonly writer: PackageWriter;
  readonly signer: PackageSigner;
  readonly masks: CameraMasks;
  /** Where copies grow before they are packed. */
  readonly copyPath: string;
}

/** Writes all files of a package; returns what its manifest says, and what became of the timestamp. */
async function writeFiles(parts: BuildParts, run: PackageRun, { writer, signer, masks, copyPath }: Making): Promise<Written> {
  const { database, blobs, clock, ffmpeg } = parts;
  const { order, signal } = run;
  const known = await collectFacts(database, order);
  const sources = await findPackageSources(database, known);
  // each stored file once as it is, and once as a copy
  const total = 2 * bytesOf(sources);
  await requireRoom(blobs, total, parts.room ?? ROOM);
  let done = 0;
  const onBytes = (bytes: number): void => run.onProgress((done += bytes) / Math.max(1, total));
  const holder = {
    displayName: order.orderedByName,
    username: order.orderedByUsername,
    organisationName: order.orderedForName,
    caseNumber: order.referenceNumber,
  };
  const copies = { blobs, writer, ffmpeg, holder, workPath: copyPath, signal };
  const files: PackedFile[] = [await addDocument(writer, READ_ME_PATH, 'Cách kiểm tra / how to verify', READ_ME)];
  const absent: PackageFacts['absent'] = [];
  const uncopied: PackageFacts['uncopied'] = [];
  for (const source of sources) {
    const packed = await packRequest({ blobs, writer, copies, masks: masks.get(source.request.cameraId)!, onBytes, signal }, source);
    files.push(...packed.files);
    absent.push(...packed.absent);
    uncopied.push(...packed.uncopied);
  }
  await appendAudit(database, {
    action: 'package.seal',
    incidentId: order.incidentId,
    cameraIds: order.cameraIds,
    detail: { packageId: order.id, requestIds: order.requestIds },
  });
  const log = await logPart(parts, order.incidentId, order.cameraIds);
  requireSameKey(log.checkpoint, signer);
  const createdAtMs = clock.now();
  const moments = await collectMoments(database, { requestIds: order.requestIds, createdAtMs }, files);
  const made = { createdAt: toIso(createdAtMs), software: { name: 'matpho', version: VERSION } };
  const facts: PackageFacts = { ...known, ...made, absent, uncopied, moments, log };
  files.push(...(await addForms(writer, facts, signer, files)));
  let timestamp: NewPackageTimestamp | undefined;
  const stamp: SignatureStamper = async (signatureSha256) => {
    timestamp = await tryToStamp(parts, signatureSha256, signal);
    return timestamp !== undefined && 'reply' in timestamp.stamp ? timestamp.stamp.reply : undefined;
  };
  const manifest = await sealPackage(writer, signer, facts, files, stamp);
  return { manifest, timestamp };
}

/** Writes the archive into `path`; whatever fails, nothing goes on writing behind it. */
async function writeArchive(parts: BuildParts, run: PackageRun, making: Omit<Making, 'writer'>, path: string): Promise<Written> {
  const writer = createPackageWriter();
  const written = pipeline(writer.archive, createWriteStream(path, { flags: 'wx', mode: 0o600 }), { signal: run.signal });
  const filling = writeFiles(parts, run, { ...making, writer }).catch((error: Error) => {
    writer.abort(error);
    throw error;
  });
  const [filled] = await Promise.allSettled([filling, written]);
  if (filled.status === 'rejected') throw filled.reason;
  await written;
  return filled.value;
}

/** A mask that is drawn while copies are made would be missing in them: so the package is made anew. Whoever draws one waits until this transaction ends. */
async function requireSameMasks(tx: Queryable, masks: CameraMasks, nowMs: number): Promise<void> {
  const cameraIds = [...masks.keys()];
  await shareCameras(tx, cameraIds);
  if (!areSameMasks(masks, await findMasks(tx, cameraIds, nowMs)))
    throw new AppError('unavailable', 'masks_changed', 'The masks of a camera changed while the package was made. It is made anew.');
}

/**
 * Builds a claimed package from its beginning and stores it. What a worker left that died is not gone on with: it is removed, and nothing of it counts. Errors: `package_unwanted` (conflict) when its requests ended meanwhile,
 * `masks_changed` and `audit_key_replaced` (unavailable), `original_damaged` (internal), `disk_full` (unavailable) before it begins or in the middle, and others of store, log and database.
 */
export async function buildPackage(parts: BuildParts, run: PackageRun): Promise<void> {
  const room = watchRoom(parts.blobs, parts.room ?? ROOM);
  try {
    await build(parts, { ...run, signal: AbortSignal.any([run.signal, room.ended]) });
  } catch (error) {
    throw packageDiskFull(error, room.ended) ?? error;
  } finally {
    room.stop();
  }
}

async function build(parts: BuildParts, run: PackageRun): Promise<void> {
  const { database, blobs, namedBlobs, secretBox, clock, publicUrl } = parts;
  const { order, workId } = run;
  const signer = await openLogSigner(database, secretBox, publicUrl);
  const masks = await findMasks(database, order.cameraIds, clock.now());
  const { archive: path, copy: copyPath } = packageWorkPaths(blobs, workId);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  try {
    const { manifest, timestamp } = await writeArchive(parts, run, { signer, masks, copyPath }, path);
    // each attempt has a name of its own: what one left that was given up has other content, and is swept later
    const key = `packages/${toIso(order.orderedAtMs).slice(0, 10).replaceAll('-', '/')}/${order.id}-${idEnding(workId)}.zip`;
    await namedBlobs.store(
      { key, rowId: order.id },
      (store) => store.putFile(key, path),
      async (tx, { sha256, byteLength }) => {
        const sealed = {
          sha256: Buffer.from(sha256),
          byteLength,
          fileCount: manifest.files.length,
          contents: packageContents(manifest),
          keyFingerprint: keyFingerprint(signer.key.publicKey),
          blobKey: key,
          atMs: clock.now(),
        };
        await requireSameMasks(tx, masks, clock.now());
        if (!(await finishPackage(tx, order.id, workId, sealed)))
          throw new AppError('conflict', 'package_unwanted', 'Nobody may open this any more: its requests have ended.');
        await publishEvent(tx, { topic: 'jobs', type: 'updated', data: { jobId: order.id, organisationId: order.orderedFor, state: 'completed' } });
        if (timestamp === undefined) return;
        await insertPackageTimestamp(tx, order.id, timestamp);
        if ('reply' in timestamp.stamp) await appendAudit(tx, { action: 'package.stamp', incidentId: order.incidentId, detail: { packageId: order.id } });
      },
    );
  } finally {
    await removePackageWork(blobs, workId);
  }
}
