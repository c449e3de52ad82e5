import { sha256, type Sha256 } from './sha256.ts';
import { emptyRoot, nodeHash } from './tree-hash.ts';
import { foldNodes } from './tree-range.ts';

/** A tree that leaves are added to, one after another; it keeps one hash for each perfect subtree only. */
export interface TreeGrowth {
  readonly size: number;
  add(leafHash: Uint8Array): void;
  /** The root of all that was added so far. */
  root(): Uint8Array;
}

/** A tree without leaves. */
export function createTreeGrowth(hash: Sha256 = sha256): TreeGrowth {
  const subtrees: { height: number; hash: Uint8Array }[] = [];
  let size = 0;
  return {
    get size() {
      return size;
    },
    add(leafHash) {
      let grown = { height: 0, hash: leafHash };
      for (let left = subtrees.at(-1); left?.height === grown.height; left = subtrees.at(-1)) {
        subtrees.pop();
        grown = { height: grown.height + 1, hash: nodeHash(left.hash, grown.hash, hash) };
      }
      subtrees.push(grown);
      size += 1;
    },
    root: () =>
      size === 0
        ? emptyRoot(hash)
        : foldNodes(
            subtrees.map((subtree) => subtree.hash),
            hash,
          ),
  };
}
