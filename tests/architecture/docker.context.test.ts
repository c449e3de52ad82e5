import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const COMPILE_MS = 120_000;
const run = promisify(execFile);

async function listFiles(...words: string[]): Promise<string[]> {
  const { stdout } = await run('git', ['ls-files', '-z', ...words], { cwd: ROOT, maxBuffer: 16 * 1024 * 1024 });
  return stdout.split('\0').filter((name) => name !== '');
}

/** The files that `COPY . .` of the Dockerfile brings, in a folder of their own. Patterns that begin with a slash mean the same to Docker and to git. */
async function dockerContext(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'matpho-docker-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const leftOut = new Set(await listFiles('--cached', '--ignored', '--exclude-from=.dockerignore'));
  const names = [...new Set(await listFiles('--cached', '--others', '--exclude-standard'))].filter((name) => !leftOut.has(name));
  await Promise.all(names.map((name) => cp(join(ROOT, name), join(folder, name))));
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

test('the service compiles from what the Dockerfile copies', { timeout: COMPILE_MS }, async () => {
  const folder = await dockerContext();
  const { stderr } = await run(process.execPath, ['scripts/build.js', 'service'], { cwd: folder });
  expect(stderr).toContain('building the service');
});
