import { sha256, type Sha256 } from './sha256.ts';
import { nodeHash, sameHash } from './tree-hash.ts';

/** That a leaf is in a tree. */
export interface InclusionProof {
  readonly leafIndex: number;
  readonly size: number;
  readonly leafHash: Uint8Array;
  readonly path: readonly Uint8Array[];
}

/** Whether the proof leads to `root` (RFC 9162, 2.1.3.2). Never throws. */
export function verifyInclusion({ leafIndex, size, leafHash, path }: InclusionProof, root: Uint8Array, hash: Sha256 = sha256): boolean {
  if (!Number.isSafeInteger(leafIndex) || !Number.isSafeInteger(size) || leafIndex < 0 || leafIndex >= size) return false;
  let [fn, sn, result] = [leafIndex, size - 1, leafHash];
  for (const step of path) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      result = nodeHash(step, result, hash);
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [fn / 2, Math.floor(sn / 2)];
    } else {
      result = nodeHash(result, step, hash);
    }
    [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
  }
  return sn === 0 && sameHash(result, root);
}
