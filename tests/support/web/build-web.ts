import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type {} from 'vitest';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** The web application as built from the sources. */
    webFolder: string;
  }
}

const repository = fileURLToPath(new URL('../../../', import.meta.url));

/**
 * Vitest's `globalSetup` of the tests in Chromium: builds the web application once, if its sources changed, and gives them a copy of it, which a build meanwhile
 * doesn't change under their hands.
 *
 * @throws Error with the compiler's words
 */
export default async function buildWeb(project: TestProject): Promise<() => Promise<void>> {
  await promisify(execFile)(process.execPath, [join(repository, 'scripts', 'build.js'), 'web'], { maxBuffer: 16 * 1024 * 1024 });
  const folder = await mkdtemp(join(tmpdir(), 'matpho-web-'));
  await cp(join(repository, 'dist', 'web'), folder, { recursive: true });
  project.provide('webFolder', folder);
  return () => rm(folder, { recursive: true, force: true });
}
