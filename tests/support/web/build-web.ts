import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type {} from 'vitest';
import type { TestProject } from 'vitest/node';
import { buildPart } from '../build-part.ts';
import { beginSetUpWork } from '../set-up-work.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The web application as built from the sources. */
    webFolder: string;
  }
}

const BUILT = fileURLToPath(new URL('../../../dist/web', import.meta.url));

/**
 * Vitest's `globalSetup` of the tests in Chromium: begins to build the web application, if its sources changed, and gives them a copy of it, which a build meanwhile
 * doesn't change under their hands. The run's own set-up waits for both.
 */
export default async function buildWeb(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'matpho-web-'));
  void beginSetUpWork('copy of the web application', async () => {
    await buildPart('web');
    await cp(BUILT, folder, { recursive: true });
  });
  project.provide('webFolder', folder);
  return () => rm(folder, { recursive: true, force: true });
}
