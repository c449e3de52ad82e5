import { toIso } from '../time-interval.ts';
import { sha256, type Sha256 } from '../merkle/sha256.ts';
import { toBase64 } from './base64.ts';
import { canonicalBytes } from './canonical-json.ts';
import { commitTo } from './commitment.ts';

/** What the log says of an event beside what is committed to: nothing here is personal. */
export interface LeafFacts {
  readonly atMs: number;
  readonly role: string | null;
  readonly action: string;
  readonly outcome: string;
  readonly incidentId: string | null;
  readonly cameraIds: readonly string[];
  /** Organisations that owned these cameras then. */
  readonly ownerIds: readonly string[];
}

/** What is committed to: personal data, and whatever the details may hold. Null where there is none, or none any more. */
export interface LeafSecrets {
  readonly actorId: string | null;
  readonly actorUsername: string | null;
  readonly detail: unknown;
}

/** A value of each kind. */
export type PerSecret<T> = { readonly [S in keyof LeafSecrets]: T };

const encoder = new TextEncoder();

/** The commitment to one of the {@link LeafSecrets}: names as they are in UTF-8, details as canonical JSON. */
export function commitToSecret(name: keyof LeafSecrets, value: unknown, salt: Uint8Array, hash: Sha256 = sha256): Uint8Array {
  return commitTo(name === 'detail' ? canonicalBytes(value) : encoder.encode(String(value)), salt, hash);
}

/** The input of a leaf as JSON. `commitments` are null where there was nothing to commit to. */
export function leafRecord(facts: LeafFacts, commitments: PerSecret<Uint8Array | null>): Readonly<Record<string, unknown>> {
  const text = (commitment: Uint8Array | null): string | null => (commitment === null ? null : toBase64(commitment));
  return {
    v: 1,
    at: toIso(facts.atMs),
    actor: { idCommitment: text(commitments.actorId), usernameCommitment: text(commitments.actorUsername), role: facts.role },
    action: facts.action,
    outcome: facts.outcome,
    incident: facts.incidentId,
    cameras: facts.cameraIds,
    owners: facts.ownerIds,
    detailCommitment: text(commitments.detail),
  };
}

/** The bytes that a leaf's hash is taken of: canonical JSON (RFC 8785) of {@link leafRecord}. */
export function leafInput(facts: LeafFacts, commitments: PerSecret<Uint8Array | null>): Uint8Array {
  return canonicalBytes(leafRecord(facts, commitments));
}
