import { open, type FileHandle } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { AppError } from '../../domain/app-error.ts';
import { readFingerprint } from '../../domain/evidence/key-fingerprint.ts';
import { toIso } from '../../domain/time-interval.ts';
import { readAnchors } from '../../media/evidence/timestamp/read-anchors.ts';
import { MOST_TIMESTAMP_BYTES } from '../../media/evidence/timestamp/read-timestamp.ts';
import type { Command } from '../command.ts';
import { printable } from '../evidence/printable.ts';
import { verifyPackage, type PackageReport } from '../evidence/verify-package.ts';

const OPTIONS = { key: { type: 'string' }, 'tsa-ca': { type: 'string' }, timestamp: { type: 'string' } } as const;

interface Arguments {
  readonly path: string;
  readonly key: string | undefined;
  /** Files of the reader. */
  readonly caPath: string | undefined;
  readonly timestampPath: string | undefined;
}

function readArguments(args: readonly string[]): Arguments {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, strict: true, allowPositionals: true });
    const [path, ...more] = positionals;
    if (path !== undefined && more.length === 0) return { path, key: values.key, caPath: values['tsa-ca'], timestampPath: values.timestamp };
  } catch {
    // said below
  }
  throw new AppError(
    'invalid',
    'bad_arguments',
    'Use: matpho verify PACKAGE.zip [--key FINGERPRINT] [--tsa-ca CA.pem] [--timestamp FILE.tsr]. The fingerprint stands on the signed handover minutes.',
  );
}

function readKey(typed: string | undefined): string | undefined {
  const fingerprint = typed === undefined ? undefined : readFingerprint(typed);
  if (typed !== undefined && fingerprint === undefined)
    throw new AppError(
      'malformed',
      'not_a_fingerprint',
      '--key wants the fingerprint of the signing key: 64 digits and letters a to f, as they stand on the handover minutes.',
    );
  return fingerprint;
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    const file = await open(path);
    if ((await file.stat()).isFile()) return file;
    await file.close();
  } catch {
    // said below
  }
  throw new AppError('not_found', 'file_unreadable', `The file ${path} can't be read. Check its name and who may read it.`);
}

function countText(manifest: NonNullable<PackageReport['manifest']>): string {
  const { files } = manifest;
  const count = (...kinds: string[]): number => files.filter(({ kind }) => kinds.includes(kind)).length;
  // packages had no copies at first
  const uncopied = 'uncopied' in manifest ? manifest.uncopied.length : 0;
  const without = uncopied === 0 ? '' : ` (${uncopied} could not be copied)`;
  // nor marked moments
  const moments = 'moments' in manifest && manifest.moments.length > 0 ? `; ${manifest.moments.length} marked moments` : '';
  return `${files.length} files: ${count('original', 'part', 'snapshot')} as they were stored, ${count('copy')} copies for watching${without}, ${count('document')} documents${moments}`;
}

/** A timestamp that lies beside the package; more than one can be is as good as a wrong one. */
async function readTimestampFile(path: string | undefined): Promise<Uint8Array | undefined> {
  if (path === undefined) return undefined;
  const file = await openFile(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(MOST_TIMESTAMP_BYTES + 1), 0, MOST_TIMESTAMP_BYTES + 1, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** How the stamp lies to the time that the package gives itself, in minutes. */
function distance(atMs: number, createdAt: string): string {
  const minutes = Math.round((atMs - Date.parse(createdAt)) / 60_000);
  if (Math.abs(minutes) <= 1) return 'within a minute of when the package says it was made';
  return `${Math.abs(minutes)} minutes ${minutes > 0 ? 'after' : 'BEFORE'} the package says it was made`;
}

function tellTimestamp({ timestamp, manifest }: PackageReport): string {
  if (timestamp === undefined) return 'No timestamp of an authority that holds: when it was made is the word of the signer alone.';
  const { atMs, authority, serial, isTrusted } = timestamp;
  const when = manifest === undefined ? '' : `, ${distance(atMs, manifest.createdAt)}`;
  const whose = isTrusted ? 'which the CA file knows' : 'WHICH NOBODY VOUCHED FOR: give --tsa-ca with the certificates of the authority';
  return `Timestamp: ${toIso(atMs)} by "${authority}" (serial ${serial}), ${whose}${when}.`;
}

/** The lines for the person at the terminal. */
function* tell(report: PackageReport, isKeyGiven: boolean): Generator<string> {
  const { manifest, fingerprint, problems } = report;
  if (manifest !== undefined)
    yield `Package ${manifest.packageId} of case ${printable(manifest.incident.referenceNumber)}, made ${manifest.createdAt}: ${countText(manifest)}, ${manifest.log.entries.length} entries of the access log${manifest.log.isCut ? ' (the case has older ones, which are not in this package)' : ''}.`;
  if (fingerprint !== undefined) yield `Signing key: ${fingerprint}`;
  yield tellTimestamp(report);
  yield* problems.lines;
  if (problems.count > problems.lines.length) yield `… and ${problems.count - problems.lines.length} more.`;
  if (problems.count > 0) yield `${problems.count} things do not hold. Keep the file as it is.`;
  else if (isKeyGiven) yield 'Everything holds: these are the files that the holder of this key signed, unchanged.';
  else
    yield 'The package agrees with itself. WHO made it is not shown: anybody can sign with a key of their own. Give --key with the fingerprint from the signed handover minutes.';
}

/** `matpho verify PACKAGE.zip [--key FINGERPRINT] [--tsa-ca CA.pem] [--timestamp FILE.tsr]`: checks an evidence package offline. Exit code 1 when anything doesn't hold. */
export const verifyCommand: Command = async ({ args, stack, print }) => {
  const { path, key, caPath, timestampPath } = readArguments(args);
  const fingerprint = readKey(key);
  const timestampAnchors = caPath === undefined ? undefined : await readAnchors(caPath);
  const lateTimestamp = await readTimestampFile(timestampPath);
  const file = await openFile(path);
  stack.push('package', () => file.close());
  const report = await verifyPackage(file, { fingerprint, timestampAnchors, lateTimestamp });
  for (const line of tell(report, fingerprint !== undefined)) print(line);
  return report.problems.count === 0 ? 0 : 1;
};
