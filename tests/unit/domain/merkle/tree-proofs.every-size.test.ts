import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { verifyConsistency } from '../../../../domain/merkle/consistency-proof.ts';
import { verifyInclusion } from '../../../../domain/merkle/inclusion-proof.ts';
import { emptyRoot, leafHash } from '../../../../domain/merkle/tree-hash.ts';
import { createTreeGrowth } from '../../../../domain/merkle/tree-growth.ts';
import { consistencyRanges, foldNodes, inclusionRanges, rangeNodes } from '../../../../domain/merkle/tree-range.ts';
import { isFullTile, perfectRoot, tilePlace, TILE_WIDTH } from '../../../../domain/merkle/tree-tile.ts';
import { nodeSha256 } from '../../../../db/access-log/node-sha256.ts';
import { referenceTree } from '../../../support/audit/reference-tree.ts';

const LARGEST = 1025;
const tree = referenceTree(Array.from({ length: LARGEST }, (_, index) => Buffer.from(`entry ${index}`)));
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

const pathFor = (index: number, size: number): Buffer[] => inclusionRanges(index, size).map(({ from, to }) => tree.hashOf(from, to));
const growthPath = (from: number, to: number): Buffer[] => consistencyRanges(from, to).map((range) => tree.hashOf(range.from, range.to));
const head = (size: number) => ({ size, root: tree.hashOf(0, size) });
const proofFor = (leafIndex: number, size: number) => ({ leafIndex, size, leafHash: tree.leafHashes[leafIndex]!, path: pathFor(leafIndex, size) });

/** All of a small tree; of a larger one the edges, the powers of two and some between. */
function sample(size: number): number[] {
  if (size <= 70) return Array.from({ length: size }, (_, index) => index);
  const powers = Array.from({ length: 11 }, (_, power) => 2 ** power).flatMap((power) => [power - 1, power]);
  return [...new Set([...powers, size - 2, size - 1, (size * 7) % 97, (size * 31) % size, Math.floor(size / 3)])].filter((index) => index >= 0 && index < size);
}

// the eight leaves and the roots of their trees that implementations of RFC 6962 test with
const KNOWN = [
  ['', '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d'],
  ['00', 'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125'],
  ['10', 'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77'],
  ['2021', 'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7'],
  ['3031', '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4'],
  ['40414243', '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef'],
  ['5051525354555657', 'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c'],
  ['606162636465666768696a6b6c6d6e6f', '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328'],
] as const;

test('the published roots come out', () => {
  const growth = createTreeGrowth();
  expect(hex(growth.root())).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  for (const [input, root] of KNOWN) {
    growth.add(leafHash(Buffer.from(input, 'hex')));
    expect(hex(growth.root())).toBe(root);
  }
});

describe('for every size from 1 to 1025', () => {
  test('the tree grows to the root of the definition', () => {
    const growth = createTreeGrowth(nodeSha256);
    const wrong = tree.leafHashes.filter((hash, index) => {
      growth.add(hash);
      return hex(growth.root()) !== hex(tree.hashOf(0, index + 1));
    });
    expect([wrong, growth.size]).toEqual([[], LARGEST]);
  });

  test('inclusion is proved', () => {
    const wrong: string[] = [];
    for (let size = 1; size <= LARGEST; size += 1)
      for (const index of sample(size)) if (!verifyInclusion(proofFor(index, size), tree.hashOf(0, size), nodeSha256)) wrong.push(`${index} in ${size}`);
    expect(wrong).toEqual([]);
  });

  test('growth is proved', () => {
    const wrong: string[] = [];
    for (let size = 1; size <= LARGEST; size += 1)
      for (const old of [...sample(size), size])
        if (!verifyConsistency(head(old), head(size), growthPath(old, size), nodeSha256)) wrong.push(`${old} to ${size}`);
    expect(wrong).toEqual([]);
  });

  test('ranges are put together from perfect subtrees, each within one tile', () => {
    const roots = Array.from({ length: Math.floor(LARGEST / TILE_WIDTH) }, (_, tile) =>
      perfectRoot(tree.leafHashes.slice(tile * TILE_WIDTH, (tile + 1) * TILE_WIDTH), nodeSha256),
    );
    const levels = [tree.leafHashes, roots, []];
    for (let size = 1; size <= LARGEST; size += 1) {
      const nodes = rangeNodes({ from: 0, to: size }).map(tilePlace);
      const hashes = nodes.map(({ level, first, count }) => perfectRoot(levels[level]!.slice(first, first + count), nodeSha256));
      expect(hex(foldNodes(hashes, nodeSha256))).toBe(hex(tree.hashOf(0, size)));
      for (const { tile, first, count } of nodes) expect(Math.floor((first + count - 1) / TILE_WIDTH)).toBe(tile);
    }
    expect([255, 256, 511, 512].map((size) => isFullTile({ level: 0, tile: 1 }, size))).toEqual([false, false, false, true]);
    expect([65_535, 65_536].map((size) => isFullTile({ level: 1, tile: 0 }, size))).toEqual([false, true]);
  });
});

const sizes = fc
  .integer({ min: 2, max: LARGEST })
  .chain((size) => fc.record({ size: fc.constant(size), index: fc.nat(size - 1), old: fc.integer({ min: 1, max: size - 1 }) }));

function flipped(bytes: Uint8Array, bit: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[Math.floor(bit / 8) % copy.length]! ^= 1 << (bit % 8);
  return copy;
}

describe('a proof with one bit changed proves nothing', () => {
  test('inclusion', () => {
    fc.assert(
      fc.property(sizes, fc.nat(255), fc.nat(), ({ size, index }, bit, at) => {
        const proof = proofFor(index, size);
        const root = tree.hashOf(0, size);
        const step = at % proof.path.length;
        expect(verifyInclusion(proof, root)).toBe(true);
        const forgeries = [
          { ...proof, leafHash: flipped(proof.leafHash, bit) },
          { ...proof, path: proof.path.with(step, flipped(proof.path[step]!, bit)) },
          { ...proof, path: proof.path.slice(1) },
          { ...proof, path: [...proof.path, tree.leafHashes[0]!] },
          { ...proof, leafIndex: (index + 1) % size },
        ];
        for (const forgery of forgeries) expect(verifyInclusion(forgery, root)).toBe(false);
        expect(verifyInclusion(proof, flipped(root, bit))).toBe(false);
      }),
      { numRuns: 150 },
    );
  });

  test('growth', () => {
    fc.assert(
      fc.property(sizes, fc.nat(255), fc.nat(), ({ size, old }, bit, at) => {
        const path = growthPath(old, size);
        const step = at % path.length;
        expect(verifyConsistency(head(old), head(size), path)).toBe(true);
        for (const forgery of [path.with(step, flipped(path[step]!, bit)), path.slice(1), [...path, path[0]!], []])
          expect(verifyConsistency(head(old), head(size), forgery)).toBe(false);
        expect(verifyConsistency({ size: old, root: flipped(head(old).root, bit) }, head(size), path)).toBe(false);
        expect(verifyConsistency(head(old), { size, root: flipped(head(size).root, bit) }, path)).toBe(false);
      }),
      { numRuns: 150 },
    );
  });
});

test('numbers that are none prove nothing', () => {
  const root = tree.hashOf(0, 2);
  for (const leafIndex of [-1, 2, 0.5, Number.NaN, 2 ** 53]) expect(verifyInclusion({ ...proofFor(0, 2), leafIndex }, root)).toBe(false);
  for (const size of [0, -1, Number.NaN, Infinity]) expect(verifyInclusion({ ...proofFor(0, 2), size }, root)).toBe(false);
  expect(verifyConsistency(head(2), head(1), [])).toBe(false);
  expect(verifyConsistency(head(2), { size: 2, root: tree.hashOf(0, 1) }, [])).toBe(false);
  expect(verifyConsistency({ size: 0, root: emptyRoot() }, head(5), [])).toBe(true);
  expect(verifyConsistency({ size: 0, root: tree.hashOf(0, 1) }, head(5), [])).toBe(false);
  expect(verifyConsistency({ size: -1, root }, head(5), [])).toBe(false);
});

test('trees past 2^32 keep their arithmetic', () => {
  const size = 2 ** 40 + 3;
  expect(inclusionRanges(2 ** 40, size)).toEqual([
    { from: 2 ** 40 + 1, to: 2 ** 40 + 2 },
    { from: 2 ** 40 + 2, to: size },
    { from: 0, to: 2 ** 40 },
  ]);
  expect(rangeNodes({ from: 0, to: size })).toEqual([
    { height: 40, index: 0 },
    { height: 1, index: 2 ** 39 },
    { height: 0, index: 2 ** 40 + 2 },
  ]);
});
