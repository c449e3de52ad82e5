import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { text } from 'node:stream/consumers';

/** An entry of the log, as the verifier of standalone_verifier.py takes it. */
export interface StandaloneEntry {
  readonly seq: number;
  readonly leafInput: string;
  readonly leafHash: string;
  readonly path: readonly string[];
  readonly clear: { readonly actorId: string | null; readonly actorUsername: string | null; readonly detail: unknown };
  readonly salts: { readonly actorId: string | null; readonly actorUsername: string | null; readonly detail: string | null };
}

/** All that somebody outside needs. */
export interface StandaloneCase {
  readonly key: { readonly name: string; readonly publicKey: string };
  readonly older: string;
  readonly newer: string;
  readonly consistency: readonly string[];
  readonly entries: readonly StandaloneEntry[];
}

/** Runs the verifier that shares no code with the product; returns what doesn't hold, for each case. */
export async function verifyStandalone(cases: readonly StandaloneCase[]): Promise<string[][]> {
  const script = fileURLToPath(new URL('./standalone_verifier.py', import.meta.url));
  const child = spawn('/usr/bin/python3', ['-I', script], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(JSON.stringify(cases));
  return JSON.parse(await text(child.stdout)) as string[][];
}
