import { createHash } from 'node:crypto';

/** A tree computed straight from the definition of RFC 9162, 2.1.1, with nothing of the product's. */
export interface ReferenceTree {
  readonly leafHashes: readonly Buffer[];
  /** MTH of leaves `from` to `to` (not included). */
  hashOf(from: number, to: number): Buffer;
}

function sha256(...parts: readonly Uint8Array[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

/** The tree of these leaves. */
export function referenceTree(inputs: readonly Uint8Array[]): ReferenceTree {
  const known = new Map<string, Buffer>();
  const leafHashes = inputs.map((input) => sha256(Buffer.of(0), input));
  const compute = (from: number, to: number): Buffer => {
    if (from === to) return sha256();
    if (to - from === 1) return leafHashes[from]!;
    const k = 2 ** Math.ceil(Math.log2(to - from) - 1);
    return sha256(Buffer.of(1), hashOf(from, from + k), hashOf(from + k, to));
  };
  const hashOf = (from: number, to: number): Buffer => {
    const key = `${from}-${to}`;
    const hash = known.get(key) ?? compute(from, to);
    known.set(key, hash);
    return hash;
  };
  return { leafHashes, hashOf };
}
