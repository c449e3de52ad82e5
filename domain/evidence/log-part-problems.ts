import { fromBase64 } from '../access-log/base64.ts';
import { parseCheckpoint, type SignedCheckpoint } from '../access-log/checkpoint.ts';
import { isSignedBy, type NoteKey } from '../access-log/signed-note.ts';
import { verifyInclusion } from '../merkle/inclusion-proof.ts';
import { sha256, type Sha256 } from '../merkle/sha256.ts';
import { leafHash } from '../merkle/tree-hash.ts';
import type { SignedManifest } from './manifest-shape.ts';

type LogEntry = SignedManifest['log']['entries'][number];

function incidentOf(input: Uint8Array): unknown {
  try {
    return (JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(input)) as { incident?: unknown } | null)?.incident;
  } catch {
    return undefined;
  }
}

function isIncluded({ seq, path }: LogEntry, input: Uint8Array, { size, root }: SignedCheckpoint, hash: Sha256): boolean {
  const steps = path.map(fromBase64);
  if (steps.some((step) => step?.length !== 32)) return false;
  return verifyInclusion({ leafIndex: seq, size, leafHash: leafHash(input, hash), path: steps as Uint8Array[] }, root, hash);
}

function* entryProblems(entry: LogEntry, checkpoint: SignedCheckpoint, incidentId: string, hash: Sha256): Generator<string> {
  const input = fromBase64(entry.leafInput);
  if (input === undefined || !isIncluded(entry, input, checkpoint, hash)) yield `Entry ${entry.seq} is not in the access log that the checkpoint signs.`;
  else if (incidentOf(input) !== incidentId) yield `Entry ${entry.seq} of the access log is not of this case.`;
}

/** What doesn't hold in a package's part of the access log: its checkpoint, signed by `key`, and the entries that are shown to be in it. */
export function* logPartProblems({ log, incident }: SignedManifest, key: NoteKey, hash: Sha256 = sha256): Generator<string> {
  const checkpoint = parseCheckpoint(log.checkpoint);
  if (checkpoint === undefined) return yield 'The checkpoint of the access log is none.';
  if (checkpoint.origin !== key.name || !isSignedBy(checkpoint.note, key))
    return yield 'The checkpoint of the access log is not signed by the key of this package.';
  const seen = new Set<number>();
  for (const entry of log.entries) {
    if (seen.has(entry.seq)) yield `Entry ${entry.seq} of the access log stands here twice.`;
    seen.add(entry.seq);
    yield* entryProblems(entry, checkpoint, incident.id, hash);
  }
}
