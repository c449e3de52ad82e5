import { formatDay } from '../formats/instant-format.ts';

/** A checkpoint that this browser kept. */
export interface KeptNote {
  /** C2SP signed-note. */
  readonly note: string;
  /** When it was kept, by this device's clock. */
  readonly atMs: number;
}

/** What this browser knows of the log from before: the server can't take it back. */
export interface LogMemory {
  /** The key that was pinned, as one word (`name+id+base64`). */
  readonly key: string;
  readonly pinnedAtMs: number;
  /** Oldest first: the first one, the last one of an earlier day, the newest. */
  readonly kept: readonly KeptNote[];
  /** How the key that was pinned first gave way to `key`: notes that both keys signed, the first one first. */
  readonly handovers?: readonly string[];
}

/** What was found where the memory is kept. `damaged`: something stands there that can't be read. */
export interface FoundMemory {
  readonly memory: LogMemory | null;
  readonly damaged: boolean;
}

/** Where it is kept. A browser may refuse. */
export type MemoryStore = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const STORAGE_KEY = 'matpho.access-log';

/** A number that is a date: of any other no day can be told. */
function isInstant(value: unknown): value is number {
  return typeof value === 'number' && !Number.isNaN(new Date(value).getTime());
}

function isKept(value: unknown): value is KeptNote {
  const { note, atMs } = (value ?? {}) as Partial<Record<keyof KeptNote, unknown>>;
  return typeof note === 'string' && isInstant(atMs);
}

function isMemory(value: unknown): value is LogMemory {
  const { key, pinnedAtMs, kept, handovers = [] } = (value ?? {}) as Partial<Record<keyof LogMemory, unknown>>;
  const isFollowed = Array.isArray(handovers) && handovers.every((note) => typeof note === 'string');
  return typeof key === 'string' && isInstant(pinnedAtMs) && Array.isArray(kept) && kept.every(isKept) && isFollowed;
}

/** Reads what was kept. Never throws. */
export function readLogMemory(store: () => MemoryStore): FoundMemory {
  let text: string | null;
  try {
    text = store().getItem(STORAGE_KEY);
  } catch {
    // private windows of some browsers keep nothing
    return { memory: null, damaged: false };
  }
  if (text === null) return { memory: null, damaged: false };
  try {
    const value: unknown = JSON.parse(text);
    return isMemory(value) ? { memory: value, damaged: false } : { memory: null, damaged: true };
  } catch {
    return { memory: null, damaged: true };
  }
}

/** Keeps it; null forgets it. @returns whether the browser did so */
export function writeLogMemory(store: () => MemoryStore, memory: LogMemory | null): boolean {
  try {
    if (memory === null) store().removeItem(STORAGE_KEY);
    else store().setItem(STORAGE_KEY, JSON.stringify(memory));
    return true;
  } catch {
    return false;
  }
}

/** The checkpoints to keep once `newest` was checked: that of an earlier day stays until another day has one. */
export function withNewest(kept: readonly KeptNote[], newest: KeptNote): readonly KeptNote[] {
  const today = formatDay(newest.atMs);
  const earlier = kept.findLast(({ atMs }) => formatDay(atMs) !== today);
  return [...new Set([kept[0], earlier])].filter((note) => note !== undefined && note.note !== newest.note).concat(newest) as KeptNote[];
}

/** A checkpoint as a file for `matpho audit verify --from`: the key, an empty line, the note. */
export function checkpointFile(memory: LogMemory): string | null {
  const newest = memory.kept.at(-1);
  return newest === undefined ? null : `${memory.key}\n\n${newest.note}`;
}
