import type { Queryable } from '../../db/database.ts';
import type { NewIndexRow } from '../../db/repositories/audit-leaf-repository.ts';
import { readEntries, readIndexRows, type EntryRow, type StoredIndexRow } from '../../db/repositories/audit-verification-repository.ts';
import { leafOwners } from '../../domain/access-log/leaf-disclosure.ts';
import type { LogProblems } from './log-problems.ts';

function keyOf({ kind, key, atMs, seq }: Pick<NewIndexRow, 'kind' | 'key' | 'atMs' | 'seq'>): string {
  return `${kind} ${key} ${atMs} ${seq}`;
}

/** By what an entry has to be found. */
function expectedKeys(row: EntryRow): string[] {
  const { seq, leafAtMs: atMs, incidentId, actorId, cameraIds } = row;
  const of = (kind: NewIndexRow['kind'], keys: readonly string[]): string[] => keys.map((key) => keyOf({ kind, key, atMs, seq }));
  return [
    ...of('owner', leafOwners(row.leafInput) ?? []),
    ...of('camera', [...new Set(cameraIds ?? [])]),
    ...of('incident', incidentId === null ? [] : [incidentId]),
    ...of('actor', actorId === null ? [] : [actorId]),
  ];
}

function wrongLists(entries: readonly EntryRow[], rows: readonly NewIndexRow[]): string[] {
  const found = new Set(rows.map(keyOf));
  const expected = new Set(entries.flatMap(expectedKeys));
  const say = (rowKey: string, what: (list: string) => string): string => {
    const [kind, key, , seq] = rowKey.split(' ');
    return `Entry ${seq}: ${what(`the list of the ${kind} ${key}`)}.`;
  };
  const hidden = [...expected].filter((rowKey) => !found.has(rowKey));
  const strange = [...found].filter((rowKey) => !expected.has(rowKey));
  return [
    ...hidden.map((rowKey) => say(rowKey, (list) => `it is hidden from ${list}`)),
    ...strange.map((rowKey) => say(rowKey, (list) => `it stands in ${list}, where it doesn't belong`)),
  ];
}

/**
 * By camera and owner together a board finds only cameras that are listed as its own: of each owner in the leaf there has to be one, and none of anybody else. The leaf doesn't say whose each camera was, but the product
 * never gives a camera to another owner: whose it is now, it was then.
 */
function wrongOwners(entries: readonly EntryRow[], rows: readonly StoredIndexRow[]): string[] {
  const listed = new Map<number, StoredIndexRow[]>(entries.map(({ seq }) => [seq, []]));
  for (const row of rows) if (row.kind === 'camera') listed.get(row.seq)?.push(row);
  return entries.flatMap(({ seq, leafInput }) => {
    const owners = new Set<string | null>(leafOwners(leafInput));
    const cameras = listed.get(seq) ?? [];
    const own = new Set(cameras.map(({ ownerId }) => ownerId));
    const ofOthers = cameras.filter(({ ownerId }) => ownerId !== null && !owners.has(ownerId));
    const hidden = cameras.filter(({ ownerId, ownerNow }) => ownerNow !== ownerId && owners.has(ownerNow) && (ownerId === null || owners.has(ownerId)));
    const without = [...owners].filter((owner) => !own.has(owner));
    return [
      ...ofOthers.map(({ key }) => `Entry ${seq}: camera ${key} is listed for another owner than the leaf's.`),
      ...hidden.map(({ key, ownerNow }) => `Entry ${seq}: it is hidden from the list of the camera ${key} of the owner ${ownerNow}.`),
      ...without.map((owner) => `Entry ${seq}: it is hidden from the lists of the cameras of the owner ${owner}.`),
    ];
  });
}

async function compare(db: Queryable, entries: readonly EntryRow[]): Promise<string[]> {
  const rows = await readIndexRows(db, entries[0]!.seq, entries.at(-1)!.seq);
  return [...wrongLists(entries, rows), ...wrongOwners(entries, rows)];
}

/** Compares a page of entries with the lists in which people find them: a look that is in no board's list is a hidden one. */
export async function checkIndex(db: Queryable, entries: readonly EntryRow[], problems: LogProblems): Promise<void> {
  if ((await compare(db, entries)).length === 0) return;
  // somebody may have been erased since the entries were read: what is wrong is wrong again
  const again = await readEntries(db, entries[0]!.seq - 1, entries.length);
  for (const line of again.length === 0 ? [] : await compare(db, again)) problems.add(line);
}
