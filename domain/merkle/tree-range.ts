import { nodeHash } from './tree-hash.ts';
import { sha256, type Sha256 } from './sha256.ts';

/** Leaves `from` (included) to `to` (not included). Numbers stay below 2^53, so nothing here uses 32-bit operators. */
export interface TreeRange {
  readonly from: number;
  readonly to: number;
}

/** The root of a perfect subtree: leaves `index · 2^height` to `(index + 1) · 2^height`. */
export interface TreeNode {
  readonly height: number;
  readonly index: number;
}

/** The largest power of two below `size`, which is 2 or more (k of RFC 9162, 2.1.1). */
function splitOf(size: number): number {
  let k = 1;
  while (k * 2 < size) k *= 2;
  return k;
}

/**
 * The ranges whose hashes prove that leaf `index` is in the tree of `size` leaves, from the leaf upwards (PATH of RFC 9162, 2.1.3.1). `index` < `size`.
 */
export function inclusionRanges(index: number, size: number): TreeRange[] {
  const ranges: TreeRange[] = [];
  for (let from = 0, to = size; to - from > 1;) {
    const middle = from + splitOf(to - from);
    if (index < middle) {
      ranges.push({ from: middle, to });
      to = middle;
    } else {
      ranges.push({ from, to: middle });
      from = middle;
    }
  }
  return ranges.reverse();
}

/** The ranges whose hashes prove that the tree of `newSize` leaves begins with that of `oldSize` (PROOF of RFC 9162, 2.1.4.1). 0 <= `oldSize` <= `newSize`. */
export function consistencyRanges(oldSize: number, newSize: number): TreeRange[] {
  if (oldSize === 0 || oldSize === newSize) return [];
  const ranges: TreeRange[] = [];
  let [from, to, isOldRoot] = [0, newSize, true];
  while (to !== oldSize) {
    const middle = from + splitOf(to - from);
    if (oldSize <= middle) {
      ranges.push({ from: middle, to });
      to = middle;
    } else {
      ranges.push({ from, to: middle });
      from = middle;
      isOldRoot = false;
    }
  }
  // what remains is a node of both trees; the whole old tree is known to whoever verifies
  if (!isOldRoot) ranges.push({ from, to });
  return ranges.reverse();
}

/** The perfect subtrees that make up a range of {@link inclusionRanges}, {@link consistencyRanges} or `{ from: 0, to: size }`, from left to right, the largest first. */
export function rangeNodes({ from, to }: TreeRange): TreeNode[] {
  const nodes: TreeNode[] = [];
  for (let at = from; at < to;) {
    let [height, width] = [0, 1];
    while (at + width * 2 <= to && at % (width * 2) === 0) [height, width] = [height + 1, width * 2];
    nodes.push({ height, index: at / width });
    at += width;
  }
  return nodes;
}

/** The hash of a range from those of its {@link rangeNodes}. */
export function foldNodes(hashes: readonly Uint8Array[], hash: Sha256 = sha256): Uint8Array {
  return hashes.reduceRight((right, left) => nodeHash(left, right, hash));
}
