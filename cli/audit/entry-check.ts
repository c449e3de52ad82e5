import { nodeSha256 } from '../../db/access-log/node-sha256.ts';
import type { EntryRow } from '../../db/repositories/audit-verification-repository.ts';
import { checkDisclosure, type DisclosureCheck } from '../../domain/access-log/leaf-disclosure.ts';
import { leafHash, sameHash } from '../../domain/merkle/tree-hash.ts';
import type { LogProblems } from './log-problems.ts';

/** An entry that was looked at. */
export interface CheckedEntry {
  /** Computed from the leaf's input. */
  readonly hash: Uint8Array;
  /** As the leaf has them; undefined for what is no leaf. */
  readonly owners: readonly string[] | undefined;
  readonly erased: number;
}

function ownersOf({ leafInput }: EntryRow): readonly string[] | undefined {
  try {
    const { owners } = JSON.parse(leafInput.toString('utf8')) as { owners?: unknown };
    return Array.isArray(owners) && owners.every((owner) => typeof owner === 'string') ? owners : undefined;
  } catch {
    return undefined;
  }
}

function disclosureOf(row: EntryRow, owners: readonly string[] | undefined): DisclosureCheck {
  const { atMs, action, outcome, incidentId, cameraIds, actorRole, actorId, actorUsername, detail } = row;
  return checkDisclosure(
    row.leafInput,
    {
      // whose the cameras were then stands in the leaf alone
      facts: { atMs: atMs!, action: action!, outcome: outcome!, incidentId, cameraIds: cameraIds!, role: actorRole, ownerIds: owners ?? [] },
      secrets: { actorId, actorUsername, detail },
      salts: { actorId: row.actorIdSalt, actorUsername: row.actorUsernameSalt, detail: row.detailSalt },
    },
    nodeSha256,
  );
}

/** Compares an entry with its event and its stored hash. */
export function checkEntry(row: EntryRow, problems: LogProblems): CheckedEntry {
  const hash = leafHash(row.leafInput, nodeSha256);
  const owners = ownersOf(row);
  if (!sameHash(hash, row.leafHash)) problems.add(`Entry ${row.seq}: the stored hash is not that of its input.`);
  if (row.foundId === null) {
    problems.add(`Entry ${row.seq}: its event ${row.eventId} was deleted.`);
    return { hash, owners, erased: 0 };
  }
  if (row.leafAtMs !== row.atMs) problems.add(`Entry ${row.seq}: it is listed under another time than its event's.`);
  const { differs, erased } = disclosureOf(row, owners);
  if (differs.length > 0) problems.add(`Entry ${row.seq}: event ${row.eventId} is not what was logged (${differs.join(', ')}).`);
  return { hash, owners, erased: erased.length };
}
