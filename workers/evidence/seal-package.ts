import { noteKeyText, writeSignedNote, type NoteKey } from '../../domain/access-log/signed-note.ts';
import { canonicalBytes } from '../../domain/access-log/canonical-json.ts';
import { checksumList } from '../../domain/evidence/checksum-list.ts';
import { publicKeyPem } from '../../domain/evidence/key-fingerprint.ts';
import { MANIFEST_SCHEMA, manifestShape, type EvidenceManifest, type PackedFile } from '../../domain/evidence/manifest-shape.ts';
import { packageNoteText } from '../../domain/evidence/package-note.ts';
import { CHECKPOINT_PATH, CHECKSUMS_PATH, MANIFEST_PATH, PUBLIC_KEY_PATH, SIGNATURE_PATH, TIMESTAMP_PATH } from '../../domain/evidence/package-path.ts';
import type { PackageWriter } from '../../media/evidence/package-writer.ts';
import { LOG_READ_ME_PATH, logReadMe } from './log-read-me.ts';

/** Whoever signs: the key of the access log. */
export interface PackageSigner {
  readonly key: NoteKey;
  /** Ed25519 over the text in UTF-8. */
  sign(text: string): Uint8Array;
}

/** What a manifest says beside its files and its key. */
export type PackageFacts = Omit<EvidenceManifest, 'schema' | 'key' | 'files'>;

/** Gives a timestamp on the SHA-256 of a signature; undefined when there is none to be had now. */
export type SignatureStamper = (signatureSha256: Uint8Array) => Promise<Uint8Array | undefined>;

/** Adds a document of a few kilobytes and tells how the manifest lists it. */
export async function addDocument(writer: PackageWriter, path: string, title: string, content: Uint8Array | string): Promise<PackedFile> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const { sha256, byteLength } = await writer.add(path, bytes.length, bytes);
  return { kind: 'document', path, title, sha256: sha256.toString('hex'), byteLength };
}

/**
 * Writes what makes a package of the files that were added: checkpoint, key, list of sums, manifest and its signature, and ends the archive. The manifest comes last since only then all hashes are known, and behind its signature the timestamp on it, which no signed list can name.
 * Errors: those of the writer; a `ZodError` when the facts have not the manifest's shape, so that nothing is signed that no verifier reads.
 */
export async function sealPackage(
  writer: PackageWriter,
  signer: PackageSigner,
  facts: PackageFacts,
  added: readonly PackedFile[],
  stamp?: SignatureStamper,
): Promise<EvidenceManifest> {
  const { key } = signer;
  const keyText = noteKeyText(key);
  const files = [
    ...added,
    await addDocument(writer, CHECKPOINT_PATH, 'Checkpoint of the access log', `${keyText}\n${facts.log.checkpoint}`),
    await addDocument(writer, LOG_READ_ME_PATH, 'Mốc nhật ký và cách kiểm tra / checkpoint and how to check it', logReadMe(facts.log.checkpoint, key)),
    await addDocument(writer, PUBLIC_KEY_PATH, 'Public key', publicKeyPem(key.publicKey)),
  ];
  files.push(await addDocument(writer, CHECKSUMS_PATH, 'SHA-256 of all files', checksumList(files)));
  const manifest = manifestShape.parse({ ...facts, schema: MANIFEST_SCHEMA, key: keyText, files });
  const bytes = canonicalBytes(manifest);
  const { sha256 } = await writer.add(MANIFEST_PATH, bytes.length, bytes);
  const text = packageNoteText({ packageId: facts.packageId, manifestSha256: sha256, manifestBytes: bytes.length });
  const note = Buffer.from(writeSignedNote(text, key, signer.sign(text)));
  const signature = await writer.add(SIGNATURE_PATH, note.length, note);
  const reply = await stamp?.(signature.sha256);
  if (reply !== undefined) await writer.add(TIMESTAMP_PATH, reply.length, reply);
  writer.end();
  return manifest;
}
