import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const SCRIPT = fileURLToPath(new URL('../../../scripts/build.js', import.meta.url));

/**
 * Vitest's `globalSetup` of the tests that run the built command: builds what is stale, once, before any of them; two commands that start at once would build over each other.
 *
 * @throws Error with the compiler's words
 */
export default async function buildProduct(): Promise<void> {
  await promisify(execFile)(process.execPath, [SCRIPT], { maxBuffer: 16 * 1024 * 1024 });
}
