import { nodeSha256 } from '../../db/access-log/node-sha256.ts';
import type { EntryRow } from '../../db/repositories/audit-verification-repository.ts';
import { checkDisclosure, leafOwners, type DisclosureCheck } from '../../domain/access-log/leaf-disclosure.ts';
import { leafHash, sameHash } from '../../domain/merkle/tree-hash.ts';
import type { LogProblems } from './log-problems.ts';

/** An entry that was looked at. */
export interface CheckedEntry {
  /** Computed from the leaf's input. */
  readonly hash: Uint8Array;
  readonly erased: number;
}

function disclosureOf(row: EntryRow): DisclosureCheck {
  const { atMs, action, outcome, incidentId, cameraIds, actorRole, actorId, actorUsername, detail } = row;
  return checkDisclosure(
    row.leafInput,
    {
      // whose the cameras were then stands in the leaf alone
      facts: { atMs: atMs!, action: action!, outcome: outcome!, incidentId, cameraIds: cameraIds!, role: actorRole, ownerIds: leafOwners(row.leafInput) ?? [] },
      secrets: { actorId, actorUsername, detail },
      salts: { actorId: row.actorIdSalt, actorUsername: row.actorUsernameSalt, detail: row.detailSalt },
    },
    nodeSha256,
  );
}

/** Compares an entry with its event and its stored hash. */
export function checkEntry(row: EntryRow, problems: LogProblems): CheckedEntry {
  const hash = leafHash(row.leafInput, nodeSha256);
  if (!sameHash(hash, row.leafHash)) problems.add(`Entry ${row.seq}: the stored hash is not that of its input.`);
  if (row.foundId === null) {
    problems.add(`Entry ${row.seq}: its event ${row.eventId} was deleted.`);
    return { hash, erased: 0 };
  }
  if (row.leafAtMs !== row.atMs) problems.add(`Entry ${row.seq}: it is listed under another time than its event's.`);
  const { differs, erased } = disclosureOf(row);
  if (differs.length > 0) problems.add(`Entry ${row.seq}: event ${row.eventId} is not what was logged (${differs.join(', ')}).`);
  return { hash, erased: erased.length };
}
