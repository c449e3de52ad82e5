import { fromBase64 } from '../../domain/access-log/base64.ts';
import { HASH_BYTES } from '../../domain/merkle/tree-hash.ts';

/** The hashes of a proof; undefined when there is none, or it is no list of hashes. Never throws. */
export function pathOf(proof: { readonly path: readonly string[] } | null): Uint8Array[] | undefined {
  const texts: unknown = proof?.path;
  if (!Array.isArray(texts)) return undefined;
  const hashes = texts.map((text: unknown) => (typeof text === 'string' ? fromBase64(text) : undefined));
  return hashes.every((hash) => hash?.length === HASH_BYTES) ? (hashes as Uint8Array[]) : undefined;
}
