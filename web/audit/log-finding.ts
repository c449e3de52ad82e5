/** Something that doesn't hold. `seq` is the place of an entry; `keptAtMs` says which kept checkpoint it contradicts. */
export type LogFinding =
  | { readonly kind: 'checkpointMalformed' | 'signatureWrong' | 'keyChanged' | 'keyEnded' | 'keyForked' | 'otherLog' | 'logDamaged' | 'memoryDamaged' }
  | { readonly kind: 'handoverChanged'; readonly keptSize: number; readonly size: number }
  | { readonly kind: 'logShorter' | 'historyChanged'; readonly keptAtMs: number; readonly keptSize: number; readonly size: number }
  | { readonly kind: 'entryDiffers'; readonly seq: number; readonly at: string; readonly fields: readonly string[] }
  | { readonly kind: 'entryNotInLog' | 'entryTwice'; readonly seq: number; readonly at: string };

/** Those after which this browser keeps the key and checkpoints that it has: what came now is not to be built upon. */
export function spoilsMemory({ kind }: LogFinding): boolean {
  return !kind.startsWith('entry') && kind !== 'memoryDamaged';
}
