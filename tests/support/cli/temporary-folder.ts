import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder of one test file. */
export interface TemporaryFolder {
  /** A path in it. */
  path(...names: string[]): string;
  remove(): Promise<void>;
}

/** Makes one below the system's temporary folder. */
export async function makeTemporaryFolder(): Promise<TemporaryFolder> {
  const folder = await mkdtemp(join(tmpdir(), 'matpho-cli-'));
  return { path: (...names) => join(folder, ...names), remove: () => rm(folder, { recursive: true, force: true }) };
}
