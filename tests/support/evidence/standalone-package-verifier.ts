import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

/** Runs the verifier that shares no code with the product; returns what doesn't hold, for each package and the fingerprint that its reader knows. */
export async function verifyPackagesStandalone(cases: readonly (readonly [path: string, fingerprint: string | null])[]): Promise<string[][]> {
  const script = fileURLToPath(new URL('./standalone_package_verifier.py', import.meta.url));
  const child = spawn('/usr/bin/python3', ['-I', script], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(JSON.stringify(cases));
  return JSON.parse(await text(child.stdout)) as string[][];
}
