import type { Queryable } from '../../db/database.ts';
import type { NewIndexRow } from '../../db/repositories/audit-leaf-repository.ts';
import { readIndexRows, type EntryRow } from '../../db/repositories/audit-verification-repository.ts';
import type { CheckedEntry } from './entry-check.ts';
import type { LogProblems } from './log-problems.ts';

type Entry = readonly [EntryRow, CheckedEntry];

function keyOf({ kind, key, atMs, seq }: Pick<NewIndexRow, 'kind' | 'key' | 'atMs' | 'seq'>): string {
  return `${kind} ${key} ${atMs} ${seq}`;
}

/** By what an entry has to be found. */
function expectedKeys([row, { owners = [] }]: Entry): string[] {
  const { seq, leafAtMs: atMs, incidentId, actorId, cameraIds } = row;
  const of = (kind: NewIndexRow['kind'], keys: readonly string[]): string[] => keys.map((key) => keyOf({ kind, key, atMs, seq }));
  return [
    ...of('owner', owners),
    ...of('camera', [...new Set(cameraIds ?? [])]),
    ...of('incident', incidentId === null ? [] : [incidentId]),
    ...of('actor', actorId === null ? [] : [actorId]),
  ];
}

/** Compares a page of entries with the lists in which people find them: a look that is in no board's list is a hidden one. */
export async function checkIndex(db: Queryable, entries: readonly Entry[], problems: LogProblems): Promise<void> {
  const bySeq = new Map(entries.map((entry) => [entry[0].seq, entry]));
  const rows = await readIndexRows(db, entries[0]![0].seq, entries.at(-1)![0].seq);
  const found = new Set(rows.map(keyOf));
  const expected = new Set(entries.flatMap(expectedKeys));
  const say = (rowKey: string, what: (list: string) => string): void => {
    const [kind, key, , seq] = rowKey.split(' ');
    problems.add(`Entry ${seq}: ${what(`the list of the ${kind} ${key}`)}.`);
  };
  for (const rowKey of expected) if (!found.has(rowKey)) say(rowKey, (list) => `it is hidden from ${list}`);
  for (const rowKey of found) if (!expected.has(rowKey)) say(rowKey, (list) => `it stands in ${list}, where it doesn't belong`);
  for (const { kind, seq, key, ownerId } of rows) {
    const owners = bySeq.get(seq)?.[1].owners ?? [];
    if (kind === 'camera' && ownerId !== null && !owners.includes(ownerId))
      problems.add(`Entry ${seq}: camera ${key} is listed for another owner than the leaf's.`);
  }
}
