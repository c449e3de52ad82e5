import type { Database, Queryable } from '../../db/database.ts';
import { MOST_SOURCES } from '../../db/repositories/evidence-source-repository.ts';
import { listLiveOutlines } from '../../db/repositories/privacy-mask-repository.ts';
import { AppError } from '../../domain/app-error.ts';
import type { MaskOutline } from '../../domain/privacy-mask.ts';
import type { KnownFacts } from './package-facts.ts';
import { findSources, type RequestSources } from './pack-request.ts';

/** Stored files and pictures of a package: more than two days of one camera in files of five seconds. */
const MOST_FILES = 40_000;

/** The masks of the cameras of a package, by camera. */
export type CameraMasks = ReadonlyMap<string, readonly MaskOutline[]>;

/** What of each camera nobody is to see now. */
export async function findMasks(db: Queryable, cameraIds: readonly string[], nowMs: number): Promise<CameraMasks> {
  const masks = new Map<string, readonly MaskOutline[]>();
  for (const cameraId of cameraIds) masks.set(cameraId, await listLiveOutlines(db, cameraId, nowMs));
  return masks;
}

/** Whether two answers of {@link findMasks} hide the same. */
export function areSameMasks(one: CameraMasks, other: CameraMasks): boolean {
  return JSON.stringify([...one]) === JSON.stringify([...other]);
}

/** A folder for each request: a stored file that two of them open is in the package for each. */
function foldersOf({ requests, cameras }: KnownFacts): readonly string[] {
  return requests.map(({ cameraId }, index) => {
    const nth = requests.slice(0, index).filter((before) => before.cameraId === cameraId).length + 1;
    return `camera-${cameras.findIndex(({ id }) => id === cameraId) + 1}${nth === 1 ? '' : `-${nth}`}`;
  });
}

/** What is on hand of all requests of a package, in their order. Errors: `package_too_large` (too_large). */
export async function findPackageSources(database: Database, known: KnownFacts): Promise<RequestSources[]> {
  const folders = foldersOf(known);
  const sources: RequestSources[] = [];
  for (const [index, { id, cameraId, from, to }] of known.requests.entries())
    sources.push(await findSources(database, { requestId: id, cameraId, fromMs: Date.parse(from), toMs: Date.parse(to), folder: folders[index]! }));
  requireNameable(sources);
  return sources;
}

/**
 * A manifest of more would be larger than whoever verifies it reads (64 MiB; a file takes 0.7 kB, its copy 0.6 kB and a gap beside it 0.2 kB), and a list that was cut would leave footage out without a word. So it is refused before
 * gigabytes are packed for it.
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

/** Bytes of all stored files of `sources`. */
export function bytesOf(sources: readonly RequestSources[]): number {
  return sources.flatMap(({ segments, pictures }) => [...segments, ...pictures]).reduce((sum, { byteLength }) => sum + byteLength, 0);
}
