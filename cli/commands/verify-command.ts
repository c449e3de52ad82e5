import { open, type FileHandle } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { AppError } from '../../domain/app-error.ts';
import { readFingerprint } from '../../domain/evidence/key-fingerprint.ts';
import type { Command } from '../command.ts';
import { printable } from '../evidence/printable.ts';
import { verifyPackage, type PackageReport } from '../evidence/verify-package.ts';

function readArguments(args: readonly string[]): { readonly path: string; readonly key: string | undefined } {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: { key: { type: 'string' } }, strict: true, allowPositionals: true });
    const [path, ...more] = positionals;
    if (path !== undefined && more.length === 0) return { path, key: values.key };
  } catch {
    // said below
  }
  throw new AppError('invalid', 'bad_arguments', 'Use: matpho verify PACKAGE.zip [--key FINGERPRINT]. The fingerprint stands on the signed handover minutes.');
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

function countText({ files, uncopied }: NonNullable<PackageReport['manifest']>): string {
  const count = (...kinds: string[]): number => files.filter(({ kind }) => kinds.includes(kind)).length;
  const without = uncopied.length === 0 ? '' : ` (${uncopied.length} could not be copied)`;
  return `${files.length} files: ${count('original', 'part', 'snapshot')} as they were stored, ${count('copy')} copies for watching${without}, ${count('document')} documents`;
}

/** The lines for the person at the terminal. */
function* tell({ manifest, fingerprint, problems }: PackageReport, isKeyGiven: boolean): Generator<string> {
  if (manifest !== undefined)
    yield `Package ${manifest.packageId} of case ${printable(manifest.incident.referenceNumber)}, made ${manifest.createdAt}: ${countText(manifest)}, ${manifest.log.entries.length} entries of the access log${manifest.log.isCut ? ' (the case has older ones, which are not in this package)' : ''}.`;
  if (fingerprint !== undefined) yield `Signing key: ${fingerprint}`;
  yield* problems.lines;
  if (problems.count > problems.lines.length) yield `… and ${problems.count - problems.lines.length} more.`;
  if (problems.count > 0) yield `${problems.count} things do not hold. Keep the file as it is.`;
  else if (isKeyGiven) yield 'Everything holds: these are the files that the holder of this key signed, unchanged.';
  else
    yield 'The package agrees with itself. WHO made it is not shown: anybody can sign with a key of their own. Give --key with the fingerprint from the signed handover minutes.';
}

/** `matpho verify PACKAGE.zip [--key FINGERPRINT]`: checks an evidence package offline. Exit code 1 when anything doesn't hold. */
export const verifyCommand: Command = async ({ args, stack, print }) => {
  const { path, key } = readArguments(args);
  const fingerprint = readKey(key);
  const file = await openFile(path);
  stack.push('package', () => file.close());
  const report = await verifyPackage(file, fingerprint);
  for (const line of tell(report, fingerprint !== undefined)) print(line);
  return report.problems.count === 0 ? 0 : 1;
};
