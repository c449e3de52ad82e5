import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { openLogSigner } from '../../db/access-log/log-signer.ts';
import type { Database } from '../../db/database.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { MOST_SOURCES } from '../../db/repositories/evidence-source-repository.ts';
import { insertPackageTimestamp, type NewPackageTimestamp } from '../../db/repositories/package-timestamp-repository.ts';
import { finishPackage, type EvidencePackageRow } from '../../db/repositories/evidence-package-repository.ts';
import { isSignedBy, parseSignedNote } from '../../domain/access-log/signed-note.ts';
import { AppError } from '../../domain/app-error.ts';
import { keyFingerprint } from '../../domain/evidence/key-fingerprint.ts';
import type { PackedFile } from '../../domain/evidence/manifest-shape.ts';
import { toIso } from '../../domain/time-interval.ts';
import { VERSION } from '../../domain/version.ts';
import type { BlobStore } from '../../media/blob-store.ts';
import { createPackageWriter, type PackageWriter } from '../../media/evidence/package-writer.ts';
import { incomingPath } from '../../media/handin/incoming-file.ts';
import type { Clock } from '../../platform/clock.ts';
import type { SecretBox } from '../../platform/secret-box.ts';
import type { NamedBlobs } from '../blobs/named-blobs.ts';
import { diskFullError } from '../recording/disk-guard.ts';
import { custodyForm } from './forms/custody-form.ts';
import { handoverForm } from './forms/handover-form.ts';
import { requestForm } from './forms/request-form.ts';
import { logPart } from './log-part.ts';
import { collectFacts, type KnownFacts } from './package-facts.ts';
import { findSources, packRequest, type RequestSources } from './pack-request.ts';
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
  readonly clock: Clock;
  readonly publicUrl: string | undefined;
  /** Absent: packages get no timestamp. */
  readonly timestampAuthority?: TimestampAuthority | undefined;
}

/** A claimed package in the making. */
export interface PackageRun {
  readonly order: EvidencePackageRow;
  /** Where its file grows. */
  readonly workId: string;
  /** Share of the bytes that are packed. */
  readonly onProgress: (share: number) => void;
  readonly signal: AbortSignal;
}

/** What was written into an archive. */
interface Written {
  readonly fileCount: number;
  readonly timestamp: NewPackageTimestamp | undefined;
}

/** Stored files and pictures of a package: some three days of one camera in files of five seconds. */
const MOST_FILES = 50_000;
/** A package takes its room again when it is stored; recording goes on beside it. */
const KEEP_FREE_BYTES = 2 * 2 ** 30;

function sourcesOf({ database }: BuildParts, { requests, cameras }: KnownFacts): Promise<RequestSources[]> {
  const folderOf = (cameraId: string): string => `media/camera-${cameras.findIndex(({ id }) => id === cameraId) + 1}`;
  return Promise.all(
    requests.map(({ id, cameraId, from, to }) =>
      findSources(database, { requestId: id, cameraId, fromMs: Date.parse(from), toMs: Date.parse(to), folder: folderOf(cameraId) }),
    ),
  );
}

/**
 * A manifest of more would be larger than whoever verifies it reads (64 MiB; a file takes 0.7 kB and a gap beside it 0.2 kB), and a list that was cut would leave footage out without a word. So it is refused before gigabytes
 * are packed for it.
 */
function requireNameable(sources: readonly RequestSources[]): void {
  const lists = sources.flatMap(({ segments, pictures }) => [segments.length, pictures.length]);
  if (lists.every((count) => count < MOST_SOURCES) && lists.reduce((sum, count) => sum + count, 0) <= MOST_FILES) return;
  throw new AppError(
    'too_large',
    'package_too_large',
    'These requests open more files than one package can name. Order packages of fewer of them, or ask for a shorter window.',
  );
}

function bytesOf(sources: readonly RequestSources[]): number {
  return sources.flatMap(({ segments, pictures }) => [...segments, ...pictures]).reduce((sum, { byteLength }) => sum + byteLength, 0);
}

async function requireRoom(blobs: BlobStore, bytes: number): Promise<void> {
  if ((await blobs.freeBytes()) < bytes + KEEP_FREE_BYTES) throw diskFullError();
}

async function addForms(writer: PackageWriter, facts: PackageFacts, signer: PackageSigner, files: readonly PackedFile[]): Promise<PackedFile[]> {
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

/** Writes all files of a package; returns how many the manifest names, and what became of the timestamp. */
async function writeFiles(parts: BuildParts, run: PackageRun, writer: PackageWriter, signer: PackageSigner): Promise<Written> {
  const { database, blobs, clock } = parts;
  const { order, signal } = run;
  const known = await collectFacts(database, order);
  const sources = await sourcesOf(parts, known);
  requireNameable(sources);
  const total = bytesOf(sources);
  await requireRoom(blobs, total);
  let done = 0;
  const onBytes = (bytes: number): void => run.onProgress((done += bytes) / Math.max(1, total));
  const files: PackedFile[] = [await addDocument(writer, READ_ME_PATH, 'Cách kiểm tra / how to verify', READ_ME)];
  const absent: PackageFacts['absent'] = [];
  for (const source of sources) {
    const packed = await packRequest({ database, blobs, writer, onBytes, signal }, source);
    files.push(...packed.files);
    absent.push(...packed.absent);
  }
  await appendAudit(database, {
    action: 'package.seal',
    incidentId: order.incidentId,
    cameraIds: order.cameraIds,
    detail: { packageId: order.id, requestIds: order.requestIds },
  });
  const log = await logPart(parts, order.incidentId, order.cameraIds);
  requireSameKey(log.checkpoint, signer);
  const facts: PackageFacts = { ...known, createdAt: toIso(clock.now()), software: { name: 'matpho', version: VERSION }, absent, log };
  files.push(...(await addForms(writer, facts, signer, files)));
  let timestamp: NewPackageTimestamp | undefined;
  const stamp: SignatureStamper = async (signatureSha256) => {
    timestamp = await tryToStamp(parts, signatureSha256, signal);
    return timestamp !== undefined && 'reply' in timestamp.stamp ? timestamp.stamp.reply : undefined;
  };
  const manifest = await sealPackage(writer, signer, facts, files, stamp);
  return { fileCount: manifest.files.length, timestamp };
}

/** Writes the archive into `path`; whatever fails, nothing goes on writing behind it. */
async function writeArchive(parts: BuildParts, run: PackageRun, signer: PackageSigner, path: string): Promise<Written> {
  const writer = createPackageWriter();
  const written = pipeline(writer.archive, createWriteStream(path, { flags: 'wx', mode: 0o600 }), { signal: run.signal });
  const filling = writeFiles(parts, run, writer, signer).catch((error: Error) => {
    writer.abort(error);
    throw error;
  });
  const [filled] = await Promise.allSettled([filling, written]);
  if (filled.status === 'rejected') throw filled.reason;
  await written;
  return filled.value;
}

/**
 * Builds a claimed package from its beginning and stores it. What a worker left that died is not gone on with: it is removed, and nothing of it counts. Errors: `package_unwanted` (conflict) when its requests ended meanwhile,
 * `original_damaged` (internal), `disk_full` and others of store, log and database.
 */
export async function buildPackage(parts: BuildParts, run: PackageRun): Promise<void> {
  const { database, blobs, namedBlobs, secretBox, clock, publicUrl } = parts;
  const { order, workId } = run;
  const signer = await openLogSigner(database, secretBox, publicUrl);
  const path = incomingPath(blobs.incomingFolder, workId);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  try {
    const { fileCount, timestamp } = await writeArchive(parts, run, signer, path);
    const key = `packages/${toIso(order.orderedAtMs).slice(0, 10).replaceAll('-', '/')}/${order.id}-${order.attempts}.zip`;
    await namedBlobs.store(
      { key, rowId: order.id },
      (store) => store.putFile(key, path),
      async (tx, { sha256, byteLength }) => {
        const sealed = {
          sha256: Buffer.from(sha256),
          byteLength,
          fileCount,
          keyFingerprint: keyFingerprint(signer.key.publicKey),
          blobKey: key,
          atMs: clock.now(),
        };
        if (!(await finishPackage(tx, order.id, workId, sealed)))
          throw new AppError('conflict', 'package_unwanted', 'Nobody may open this any more: its requests have ended.');
        if (timestamp === undefined) return;
        await insertPackageTimestamp(tx, order.id, timestamp);
        if ('reply' in timestamp.stamp) await appendAudit(tx, { action: 'package.stamp', incidentId: order.incidentId, detail: { packageId: order.id } });
      },
    );
  } finally {
    await rm(path, { force: true });
  }
}
