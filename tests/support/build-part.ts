import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beginSetUpWork } from './set-up-work.ts';

const SCRIPT = fileURLToPath(new URL('../../scripts/build.js', import.meta.url));

/**
 * Builds a part of the product, if its sources changed, once in a run; two builds of one part would write over each other.
 *
 * @throws Error with the compiler's words
 */
export function buildPart(part: 'service' | 'web'): Promise<void> {
  return beginSetUpWork(`build ${part}`, async () => {
    await promisify(execFile)(process.execPath, [SCRIPT, part], { maxBuffer: 16 * 1024 * 1024 });
  });
}
