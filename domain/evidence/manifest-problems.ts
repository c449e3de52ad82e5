import { copyProblems } from './copy-problems.ts';
import type { PackedFile, SignedManifest } from './manifest-shape.ts';
import { momentProblems } from './moment-problems.ts';
import { CHECKPOINT_PATH, CHECKSUMS_PATH, MANIFEST_PATH, PUBLIC_KEY_PATH, SIGNATURE_PATH, TIMESTAMP_PATH } from './package-path.ts';

type Request = SignedManifest['requests'][number];

function spanOf(file: PackedFile): { readonly from: string; readonly to: string } | undefined {
  if (file.kind === 'document') return undefined;
  return file.kind === 'snapshot' ? { from: file.takenAt, to: file.takenAt } : { from: file.trueFrom, to: file.trueTo };
}

/** RFC 3339 in one form: as text it orders like the instants. A picture of the very end isn't of the window any more. */
function isWithin({ from, to }: { from: string; to: string }, request: Request): boolean {
  return from >= request.from && to <= request.to && from < request.to && from <= to;
}

function* fileProblems(file: PackedFile, requests: ReadonlyMap<string, Request>): Generator<string> {
  const span = spanOf(file);
  if (file.kind === 'document' || span === undefined) return;
  const request = requests.get(file.requestId);
  if (request === undefined || request.cameraId !== file.cameraId) yield `${file.path} belongs to no request of this package.`;
  else if (!isWithin(span, request))
    yield `${file.path} shows ${span.from} to ${span.to}, which is beyond what request ${request.id} opened (${request.from} to ${request.to}).`;
  if (file.kind === 'part' && file.byteRanges.reduce((sum, [from, to]) => sum + Math.max(0, to - from), 0) !== file.byteLength)
    yield `${file.path} is not as long as the parts of the stored file that it is said to be.`;
}

const EXPECTED_DOCUMENTS = [CHECKPOINT_PATH, PUBLIC_KEY_PATH, CHECKSUMS_PATH];

/** What in a manifest contradicts itself, in words for people; a true one gives nothing. */
export function* manifestProblems(manifest: SignedManifest): Generator<string> {
  const requests = new Map(manifest.requests.map((request) => [request.id, request]));
  const cameraIds = new Set(manifest.cameras.map(({ id }) => id));
  for (const { id, cameraId } of manifest.requests) if (!cameraIds.has(cameraId)) yield `Request ${id} names a camera that the manifest doesn't describe.`;
  const paths = new Set<string>();
  const byPath = new Map(manifest.files.map((file): [string, PackedFile] => [file.path, file]));
  for (const file of manifest.files) {
    if (paths.has(file.path)) yield `The manifest names ${file.path} twice.`;
    if ([MANIFEST_PATH, SIGNATURE_PATH, TIMESTAMP_PATH].includes(file.path)) yield `The manifest names ${file.path}, which can't be in its own list.`;
    paths.add(file.path);
    yield* fileProblems(file, requests);
    yield* copyProblems(file, byPath);
  }
  if ('moments' in manifest) yield* momentProblems(manifest);
  for (const path of EXPECTED_DOCUMENTS) if (!paths.has(path)) yield `The manifest doesn't name ${path}.`;
}
