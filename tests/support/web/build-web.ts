import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** The built web application of one test file. */
export interface BuiltWeb {
  readonly folder: string;
  remove(): Promise<void>;
}

const repository = fileURLToPath(new URL('../../../', import.meta.url));

/**
 * Builds the web application as it is in the sources into a folder of its own: `dist/` may hold an older one. In a process of its own, since the test runner's
 * environment would make it a development build. Takes about 3 s.
 */
export async function buildWeb(): Promise<BuiltWeb> {
  const folder = await mkdtemp(join(tmpdir(), 'matpho-web-'));
  const vite = join(repository, 'node_modules', 'vite', 'bin', 'vite.js');
  await promisify(execFile)(process.execPath, [vite, 'build', '--logLevel', 'error', '--outDir', folder, '--emptyOutDir'], {
    cwd: repository,
    env: { ...process.env, NODE_ENV: 'production', VITEST: '' },
  });
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
