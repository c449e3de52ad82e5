import { fromBase64 } from '../../domain/access-log/base64.ts';
import { purposeOf } from '../../domain/access-log/event-purpose.ts';
import { checkDisclosure, type DisclosedEvent, type DisclosureCheck } from '../../domain/access-log/leaf-disclosure.ts';
import { leafHash, sameHash } from '../../domain/merkle/tree-hash.ts';
import type { AuditEvent } from '../api/api-types.ts';

/** What an entry's own fields showed. */
export interface EntryCheck extends DisclosureCheck {
  /** Computed here from the input of the leaf; undefined when that can't be read. */
  readonly hash: Uint8Array | undefined;
}

const salt = (text: string | null): Uint8Array | null => (text === null ? null : (fromBase64(text) ?? new Uint8Array(0)));

function disclosed({ at, actor, action, outcome, incidentId, cameraIds, ownerIds, detail, salts }: AuditEvent): DisclosedEvent {
  return {
    facts: { atMs: Date.parse(at), role: actor.role, action, outcome, incidentId, cameraIds, ownerIds },
    secrets: { actorId: actor.id, actorUsername: actor.username, detail },
    salts: { actorId: salt(salts.actorId), actorUsername: salt(salts.actorUsername), detail: salt(salts.detail) },
  };
}

/** Compares what is shown of an entry with its leaf. Nothing that the server computed is believed. Never throws. */
export function checkEntry(event: AuditEvent): EntryCheck {
  try {
    const input = fromBase64(event.leafInput);
    if (input === undefined) return { differs: ['form'], erased: [], hash: undefined };
    const { differs, erased } = checkDisclosure(input, disclosed(event));
    const hash = leafHash(input);
    const besides = [
      ...(purposeOf(event.detail) === event.purpose ? [] : ['purpose']),
      ...(sameHash(fromBase64(event.leafHash) ?? new Uint8Array(0), hash) ? [] : ['leafHash']),
    ];
    return { differs: [...differs, ...besides], erased, hash };
  } catch {
    // fields of another kind than the API has
    return { differs: ['form'], erased: [], hash: undefined };
  }
}
