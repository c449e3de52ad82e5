import { createHash, type X509Certificate } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { nodeSha256 } from '../../db/access-log/node-sha256.ts';
import { isSignedBy, parseNoteKey, parseSignedNote, type NoteKey } from '../../domain/access-log/signed-note.ts';
import { checksumList } from '../../domain/evidence/checksum-list.ts';
import { keyFingerprint, publicKeyPem } from '../../domain/evidence/key-fingerprint.ts';
import { logPartProblems } from '../../domain/evidence/log-part-problems.ts';
import { manifestProblems } from '../../domain/evidence/manifest-problems.ts';
import type { SignedManifest } from '../../domain/evidence/manifest-shape.ts';
import { packageNoteText } from '../../domain/evidence/package-note.ts';
import { CHECKPOINT_PATH, CHECKSUMS_PATH, MANIFEST_PATH, PUBLIC_KEY_PATH, SIGNATURE_PATH, TIMESTAMP_PATH } from '../../domain/evidence/package-path.ts';
import { readManifest } from '../../domain/evidence/read-manifest.ts';
import { createLogProblems, type LogProblems } from '../audit/log-problems.ts';
import { printable } from './printable.ts';
import { readArchive, type ArchivedFile } from './read-archive.ts';
import { verifyTimestamp, type VerifiedTimestamp } from './verify-timestamp.ts';

/** What `matpho verify` found. */
export interface PackageReport {
  readonly problems: Pick<LogProblems, 'count' | 'lines'>;
  /** Undefined when there was no manifest to read. */
  readonly manifest: SignedManifest | undefined;
  /** Of the key that the package says signed it. */
  readonly fingerprint: string | undefined;
  /** Undefined when there is none that holds. */
  readonly timestamp: VerifiedTimestamp | undefined;
}

/** What the reader knows by another way. */
export interface PackageReader {
  /** Of the signing key; without it the package only agrees with itself. */
  readonly fingerprint?: string | undefined;
  /** Timestamp authorities that are believed. Given, the package has to have a stamp of one of them. */
  readonly timestampAnchors?: readonly X509Certificate[] | undefined;
  /** A timestamp that came after the package was sealed (TimeStampResp), beside the file. */
  readonly lateTimestamp?: Uint8Array | undefined;
}

const LARGEST_MANIFEST_BYTES = 64 * 2 ** 20;
const LARGEST_SMALL_BYTES = 2 ** 20;

/** The archive that is verified. */
interface OpenPackage {
  readonly file: FileHandle;
  readonly files: ReadonlyMap<string, ArchivedFile>;
  readonly problems: LogProblems;
}

const CHUNK_BYTES = 2 ** 18;

/** The content of a file; shorter when the archive ends before. */
async function* contentOf(file: FileHandle, { dataStart, byteLength }: ArchivedFile): AsyncGenerator<Buffer> {
  for (let at = 0; at < byteLength;) {
    const length = Math.min(CHUNK_BYTES, byteLength - at);
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(length), 0, length, dataStart + at);
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
    at += bytesRead;
  }
}

async function hashOf(file: FileHandle, archived: ArchivedFile): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of contentOf(file, archived)) hash.update(chunk);
  return hash.digest('hex');
}

/** A whole small file; named and undefined when it isn't there or isn't small. */
async function readWhole({ file, files, problems }: OpenPackage, path: string, mostBytes: number): Promise<Buffer | undefined> {
  const archived = files.get(path);
  if (archived === undefined || archived.byteLength > mostBytes) {
    problems.add(archived === undefined ? `${path} is missing.` : `${path} is far larger than it can be.`);
    return undefined;
  }
  const chunks: Buffer[] = [];
  for await (const chunk of contentOf(file, archived)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function readSignedManifest(opened: OpenPackage): Promise<{ manifest: SignedManifest; bytes: Buffer } | undefined> {
  const bytes = await readWhole(opened, MANIFEST_PATH, LARGEST_MANIFEST_BYTES);
  if (bytes === undefined) return undefined;
  const read = readManifest(bytes);
  if ('manifest' in read) return { ...read, bytes };
  opened.problems.add(`${MANIFEST_PATH} can't be used: ${printable(read.problem)}.`);
  return undefined;
}

async function checkSignature(opened: OpenPackage, manifest: SignedManifest, bytes: Buffer, key: NoteKey): Promise<void> {
  const signature = await readWhole(opened, SIGNATURE_PATH, LARGEST_SMALL_BYTES);
  if (signature === undefined) return;
  const note = parseSignedNote(signature.toString('utf8'));
  // two files must not say the same signature: bytes that aren't UTF-8 would be lost in the text
  if (note === undefined || !Buffer.from(signature.toString('utf8')).equals(signature)) return opened.problems.add(`${SIGNATURE_PATH} is no signed note.`);
  const expected = packageNoteText({ packageId: manifest.packageId, manifestSha256: nodeSha256(bytes), manifestBytes: bytes.length });
  if (note.text !== expected) opened.problems.add(`${SIGNATURE_PATH} signs another manifest than the one that is here: ${MANIFEST_PATH} was changed.`);
  if (note.signatures.length > 1) opened.problems.add(`${SIGNATURE_PATH} has more than the one signature that a package gets: something was added to it.`);
  if (!isSignedBy(note, key)) opened.problems.add(`${SIGNATURE_PATH} was not made by the key that the manifest names.`);
}

async function checkFiles({ file, files, problems }: OpenPackage, { files: listed }: SignedManifest): Promise<void> {
  const names = new Set([...listed.map(({ path }) => path), MANIFEST_PATH, SIGNATURE_PATH, TIMESTAMP_PATH]);
  const unlisted = new Map<string, string>();
  for (const archived of files.values()) if (!names.has(archived.path)) unlisted.set(await hashOf(file, archived), archived.path);
  // each once: a list that names a large file again and again would keep the reader busy for days
  for (const { path, sha256, byteLength } of new Map(listed.map((each) => [each.path, each])).values()) {
    const archived = files.get(path);
    const renamed = archived === undefined ? unlisted.get(sha256) : undefined;
    if (renamed !== undefined) {
      problems.add(`${path} was renamed to ${printable(renamed)}.`);
      unlisted.delete(sha256);
    } else if (archived === undefined) problems.add(`${path} is missing.`);
    else if (archived.byteLength !== byteLength || (await hashOf(file, archived)) !== sha256)
      problems.add(`${path} was changed: its content is not what the manifest says.`);
  }
  for (const path of unlisted.values()) problems.add(`${printable(path)} was added: the manifest doesn't know it.`);
}

/** Files that only repeat for other programs what the manifest says. */
async function checkRepeated(opened: OpenPackage, manifest: SignedManifest, { publicKey }: NoteKey): Promise<void> {
  const repeated = [
    [CHECKPOINT_PATH, `${manifest.key}\n${manifest.log.checkpoint}`],
    [PUBLIC_KEY_PATH, publicKeyPem(publicKey)],
    [CHECKSUMS_PATH, checksumList(manifest.files)],
  ] as const;
  for (const [path, expected] of repeated) {
    if (!opened.files.has(path)) continue;
    const found = await readWhole(opened, path, LARGEST_MANIFEST_BYTES);
    if (found?.toString('utf8') !== expected) opened.problems.add(`${path} doesn't say what the manifest says.`);
  }
}

async function checkManifest(opened: OpenPackage, { manifest, bytes }: { manifest: SignedManifest; bytes: Buffer }): Promise<string | undefined> {
  const { problems } = opened;
  const key = parseNoteKey(manifest.key);
  for (const line of manifestProblems(manifest)) problems.add(printable(line));
  if (key === undefined) problems.add('The manifest names no key that could have signed it.');
  else {
    await checkSignature(opened, manifest, bytes, key);
    for (const line of logPartProblems(manifest, key, nodeSha256)) problems.add(line);
    await checkRepeated(opened, manifest, key);
  }
  await checkFiles(opened, manifest);
  return key === undefined ? undefined : keyFingerprint(key.publicKey, nodeSha256);
}

/** The stamp of the package that holds, from its file or from beside it; one that doesn't is named. */
async function checkTimestamps(opened: OpenPackage, { timestampAnchors, lateTimestamp }: PackageReader): Promise<VerifiedTimestamp | undefined> {
  const { files, problems } = opened;
  const archived = files.get(TIMESTAMP_PATH);
  const packed = archived === undefined ? undefined : await readWhole(opened, TIMESTAMP_PATH, LARGEST_SMALL_BYTES);
  const signature = files.has(SIGNATURE_PATH) ? await readWhole(opened, SIGNATURE_PATH, LARGEST_SMALL_BYTES) : undefined;
  // no list has its hash, and not all of it is signed
  if (packed !== undefined && crc32(packed) !== archived?.crc32) problems.add(`${TIMESTAMP_PATH} was changed: its content is not what the archive says.`);
  if (archived === undefined && lateTimestamp === undefined && timestampAnchors !== undefined)
    problems.add('There is no timestamp that could be compared with the CA file: it was removed, or was never there.');
  const found = [
    [TIMESTAMP_PATH, packed],
    ['The timestamp beside the package', lateTimestamp],
  ] as const;
  if (signature === undefined) return undefined;
  const held = found.map(([name, reply]) => (reply === undefined ? undefined : verifyTimestamp(name, reply, signature, timestampAnchors, problems)));
  return held.find((stamp) => stamp !== undefined);
}

/**
 * Checks an evidence package: its archive byte by byte, its signature, every file by its hash, and its part of the access log, and its timestamp where it has one. Needs nothing but the file and what its
 * reader knows.
 */
export async function verifyPackage(file: FileHandle, reader: PackageReader = {}): Promise<PackageReport> {
  const problems = createLogProblems();
  const { size } = await file.stat();
  const archived = await readArchive(file, size, problems);
  const opened = { file, files: new Map(archived.map((entry) => [entry.path, entry])), problems };
  const signed = archived.length === 0 ? undefined : await readSignedManifest(opened);
  const fingerprint = signed === undefined ? undefined : await checkManifest(opened, signed);
  if (archived.length === 0 && problems.count === 0) problems.add('The archive is empty.');
  if (fingerprint !== undefined && reader.fingerprint !== undefined && fingerprint !== reader.fingerprint)
    problems.add('The package was signed with another key than the one whose fingerprint was given: it is not from there, or somebody made it anew.');
  const timestamp = await checkTimestamps(opened, reader);
  return { problems, manifest: signed?.manifest, fingerprint, timestamp };
}
