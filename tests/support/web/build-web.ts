import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** The built web application of one test file. */
export interface BuiltWeb {
  readonly folder: string;
  remove(): Promise<void>;
}

/** Builds the web application as it is in the sources into a folder of its own: `dist/` may hold an older one. Takes about 3 s. */
export async function buildWeb(): Promise<BuiltWeb> {
  const folder = await mkdtemp(join(tmpdir(), 'matpho-web-'));
  const configFile = fileURLToPath(new URL('../../../vite.config.ts', import.meta.url));
  const root = fileURLToPath(new URL('../../../web/', import.meta.url));
  await build({ configFile, root, logLevel: 'error', build: { outDir: folder, emptyOutDir: true } });
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
