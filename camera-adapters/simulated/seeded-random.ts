/**
 * A number in [0, 1) that depends on nothing but its arguments (integers; of large ones the low 32 bits and their carry count).
 * Mixing steps of MurmurHash3's finaliser.
 */
export function seededFraction(...keys: readonly number[]): number {
  let hash = 0x9e3779b9;
  for (const key of keys) {
    hash = mix(hash ^ (key | 0));
    hash = mix(hash ^ Math.floor(key / 0x1_0000_0000));
  }
  return hash / 0x1_0000_0000;
}

function mix(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** A fresh sequence of numbers in [0, 1) for each seed; equal seeds give equal sequences. */
export function seededSequence(seed: number): () => number {
  let index = 0;
  return () => seededFraction(seed, index++);
}
