import type { CopyFile, PackedFile } from './manifest-shape.ts';
import { isCopyPath } from './package-path.ts';

/** The stored file that a packed one is, or is a part of. */
function storedOf(file: PackedFile): { readonly id: string; readonly sha256: string; readonly from: string; readonly to: string } | undefined {
  if (file.kind === 'snapshot') return { id: file.snapshotId, sha256: file.sha256, from: file.takenAt, to: file.takenAt };
  if (file.kind === 'original') return { id: file.segmentId, sha256: file.sha256, from: file.trueFrom, to: file.trueTo };
  if (file.kind === 'part') return { id: file.segmentId, sha256: file.whole.sha256, from: file.whole.trueFrom, to: file.whole.trueTo };
  return undefined;
}

function* sourceProblems(copy: CopyFile, source: PackedFile | undefined): Generator<string> {
  const stored = source === undefined ? undefined : storedOf(source);
  if (source === undefined || source.kind === 'document' || source.kind === 'copy' || stored === undefined)
    return yield `${copy.path} is said to be a copy of ${copy.of.path ?? ''}, which is no stored file of this package.`;
  const isSame = stored.id === copy.of.id && stored.sha256 === copy.of.sha256 && (source.kind === 'snapshot') === (copy.of.kind === 'picture');
  if (!isSame || source.cameraId !== copy.cameraId || source.requestId !== copy.requestId)
    yield `${copy.path} is said to be a copy of ${source.path}, which is another file.`;
  else if (copy.trueFrom < stored.from || copy.trueTo > stored.to) yield `${copy.path} is said to show more than the file that it is a copy of.`;
}

/** What doesn't hold of where a file lies and of what it says it is a copy of: copies and stored files never share a folder, so that nobody takes one for the other. */
export function* copyProblems(file: PackedFile, files: ReadonlyMap<string, PackedFile>): Generator<string> {
  if (file.kind === 'document') return;
  if (isCopyPath(file.path) !== (file.kind === 'copy'))
    yield file.kind === 'copy'
      ? `${file.path} is a copy and lies where stored files lie.`
      : `${file.path} is said to be as it was stored and lies where copies lie.`;
  if (file.kind === 'copy' && file.of.path !== null) yield* sourceProblems(file, files.get(file.of.path));
}
