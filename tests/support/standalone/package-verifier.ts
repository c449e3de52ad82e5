import { runVerifier } from './run-verifier.ts';

/** Runs the verifier that shares no code with the product; returns what doesn't hold, for each package, the fingerprint and the CA file of a timestamp authority that its reader knows. */
export function verifyPackagesStandalone(cases: readonly (readonly [path: string, fingerprint: string | null, tsaCa?: string])[]): Promise<string[][]> {
  return runVerifier('./package_verifier.py', cases);
}
