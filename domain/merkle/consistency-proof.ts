import { sha256, type Sha256 } from './sha256.ts';
import { emptyRoot, nodeHash, sameHash } from './tree-hash.ts';

/** A tree as a checkpoint names it. */
export interface TreeHead {
  readonly size: number;
  readonly root: Uint8Array;
}

/** Both trees computed from the path. */
function verifyPath([first, ...rest]: readonly Uint8Array[], older: TreeHead, newer: TreeHead, hash: Sha256): boolean {
  let [fn, sn] = [older.size - 1, newer.size - 1];
  while (fn % 2 === 1) [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
  let [oldRoot, newRoot] = [first!, first!];
  for (const step of rest) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      [oldRoot, newRoot] = [nodeHash(step, oldRoot, hash), nodeHash(step, newRoot, hash)];
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [fn / 2, Math.floor(sn / 2)];
    } else {
      newRoot = nodeHash(newRoot, step, hash);
    }
    [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
  }
  return sn === 0 && sameHash(oldRoot, older.root) && sameHash(newRoot, newer.root);
}

function isPowerOfTwo(value: number): boolean {
  let power = 1;
  while (power < value) power *= 2;
  return power === value;
}

/** Whether `path` proves that `newer` only grew from `older` (RFC 9162, 2.1.4.2). Never throws. */
export function verifyConsistency(older: TreeHead, newer: TreeHead, path: readonly Uint8Array[], hash: Sha256 = sha256): boolean {
  const sizes = [older.size, newer.size];
  if (!sizes.every(Number.isSafeInteger) || older.size < 0 || older.size > newer.size) return false;
  if (older.size === newer.size) return path.length === 0 && sameHash(older.root, newer.root);
  if (older.size === 0) return path.length === 0 && sameHash(older.root, emptyRoot(hash));
  if (path.length === 0) return false;
  // a whole old tree is a node of the new one: its root begins the path
  return verifyPath(isPowerOfTwo(older.size) ? [older.root, ...path] : path, older, newer, hash);
}
