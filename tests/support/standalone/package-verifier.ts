import { runVerifier } from './run-verifier.ts';

/** Runs the verifier that shares no code with the product; returns what doesn't hold, for each package and the fingerprint that its reader knows. */
export function verifyPackagesStandalone(cases: readonly (readonly [path: string, fingerprint: string | null])[]): Promise<string[][]> {
  return runVerifier('./package_verifier.py', cases);
}
