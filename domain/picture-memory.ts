import { decodeCells } from './cell-grid.ts';
import type { FacetState } from './health-facet.ts';

/** Light that a reference holds for: a street at night shows other edges than by day. */
export type ReferenceLight = 'day' | 'night';

/** How the view usually looks. */
export interface PictureReference {
  readonly light: ReferenceLight;
  /** Structure and brightness (0 to 255) of the cells, as `encodeByteCells` writes them. */
  readonly cellStructure: string;
  readonly cellBrightness: string;
  readonly sharpness: number;
  readonly detailShare: number;
  readonly contrast: number;
}

/** The picture before, as far as the next one is compared with it. */
export interface LastPicture {
  readonly atMs: number;
  readonly state: FacetState<'picture'>;
  readonly sha256: string;
  readonly cellBrightness: string;
  /** How many pictures in a row, this one included, were the same file; looked the same by daylight; or did so to the last bit, by whatever light. */
  readonly identicalCount: number;
  readonly similarCount: number;
  readonly stillCount: number;
}

/** What is kept of a camera's pictures between two of them. JSON-safe, about 5 kB. */
export interface PictureMemory {
  readonly last?: LastPicture;
  readonly references: readonly PictureReference[];
}

/** A camera of which no picture is known. */
export const EMPTY_PICTURE_MEMORY: PictureMemory = { references: [] };

/** Reads stored memory; what isn't whole is forgotten, since it is made anew by the next pictures. */
export function readPictureMemory(stored: unknown): PictureMemory {
  if (!isRecord(stored)) return EMPTY_PICTURE_MEMORY;
  const references = Array.isArray(stored['references']) ? stored['references'].filter(isReference) : [];
  return isLastPicture(stored['last']) ? { last: stored['last'], references } : { references };
}

/** Forgets how the view looked: for when a board has turned or re-hung the camera and says so. */
export function forgetPictureReferences(memory: PictureMemory): PictureMemory {
  return { ...memory, references: [] };
}

function isReference(value: unknown): value is PictureReference {
  if (!isRecord(value) || (value['light'] !== 'day' && value['light'] !== 'night')) return false;
  return isGrid(value['cellStructure']) && isGrid(value['cellBrightness']) && haveNumbers(value, ['sharpness', 'detailShare', 'contrast']);
}

function isLastPicture(value: unknown): value is LastPicture {
  if (!isRecord(value) || typeof value['state'] !== 'string' || typeof value['sha256'] !== 'string' || !isGrid(value['cellBrightness'])) return false;
  return haveNumbers(value, ['atMs', 'identicalCount', 'similarCount', 'stillCount']);
}

function haveNumbers(value: Record<string, unknown>, keys: readonly string[]): boolean {
  return keys.every((key) => typeof value[key] === 'number');
}

function isGrid(value: unknown): boolean {
  return typeof value === 'string' && decodeCells(value) !== undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
