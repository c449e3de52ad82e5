import { checkDisclosure, type DisclosureCheck } from '../../../domain/access-log/leaf-disclosure.ts';
import { verifyConsistency } from '../../../domain/merkle/consistency-proof.ts';
import { verifyInclusion } from '../../../domain/merkle/inclusion-proof.ts';
import { bytesOf, leafHashOf, type createLogReader, type ReadCheckpoint, type ReadEvent } from './log-reader.ts';

/** Size and root of a checkpoint. */
export const headOf = ({ size, rootHash }: ReadCheckpoint) => ({ size, root: bytesOf(rootHash) });

/** Compares an event with its leaf. */
export function opens({ at, actor, action, outcome, incidentId, cameraIds, ownerIds, detail, leafInput, salts }: ReadEvent): DisclosureCheck {
  const salt = (text: string | null): Buffer | null => (text === null ? null : bytesOf(text));
  return checkDisclosure(bytesOf(leafInput), {
    facts: { atMs: Date.parse(at), role: actor.role, action, outcome, incidentId, cameraIds, ownerIds },
    secrets: { actorId: actor.id, actorUsername: actor.username, detail },
    salts: { actorId: salt(salts.actorId), actorUsername: salt(salts.actorUsername), detail: salt(salts.detail) },
  });
}

/** Asks for proofs, as outside clients do, and checks them. */
export function createProofReader(log: ReturnType<typeof createLogReader>) {
  return {
    async isIncluded(event: ReadEvent, checkpoint: ReadCheckpoint): Promise<boolean> {
      const proof = await log.inclusion(event.seq, checkpoint.size);
      const isOwn = proof.leafHash === event.leafHash && leafHashOf(event.leafInput) === event.leafHash && proof.leafIndex === event.seq;
      return (
        isOwn &&
        verifyInclusion({ ...proof, size: checkpoint.size, leafHash: bytesOf(proof.leafHash), path: proof.path.map(bytesOf) }, bytesOf(checkpoint.rootHash))
      );
    },
    async isGrowth(older: ReadCheckpoint, newer: ReadCheckpoint): Promise<boolean> {
      const { path } = await log.consistency(older.size, newer.size);
      return verifyConsistency(headOf(older), headOf(newer), path.map(bytesOf));
    },
  };
}
