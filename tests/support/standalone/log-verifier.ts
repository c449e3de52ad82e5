import { runVerifier } from './run-verifier.ts';

/** An entry of the log, as the verifier of log_verifier.py takes it. */
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
  /** The pinned one. */
  readonly key: { readonly name: string; readonly publicKey: string };
  /** How the key gave way: notes of the API, the first one first. */
  readonly handovers: readonly string[];
  /** For each of them, what shows that the newer log begins with its tree. */
  readonly handoverGrowth: readonly (readonly string[])[];
  readonly older: string;
  readonly newer: string;
  readonly consistency: readonly string[];
  readonly entries: readonly StandaloneEntry[];
}

/** Runs the verifier that shares no code with the product; returns what doesn't hold, for each case. */
export function verifyStandalone(cases: readonly StandaloneCase[]): Promise<string[][]> {
  return runVerifier('./log_verifier.py', cases);
}
