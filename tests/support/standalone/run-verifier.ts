import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

/** Runs one of the verifiers beside this file, which share no code with the product; returns what doesn't hold, for each case. */
export async function runVerifier(script: string, cases: readonly unknown[]): Promise<string[][]> {
  const child = spawn('/usr/bin/python3', ['-IB', fileURLToPath(new URL(script, import.meta.url))], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(JSON.stringify(cases));
  return JSON.parse(await text(child.stdout)) as string[][];
}
