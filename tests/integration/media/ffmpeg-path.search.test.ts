import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findFfmpeg } from '../../../media/ffmpeg-path.ts';
import { testFfmpegs } from '../../support/media/test-ffmpegs.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'matpho-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

async function script(name: string, body: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, `#!/bin/sh\n${body}\n`);
  await chmod(path, 0o755);
  return path;
}

describe('findFfmpeg', () => {
  it('prefers the search path and knows the timeout flag of a new ffmpeg', async () => {
    const { system } = await testFfmpegs();
    expect(system).toMatchObject({ origin: 'path', rtspTimeoutFlag: '-timeout', drawnVideoEncoder: 'libx264' });
    expect(system.version).toMatch(/^\d/);
    expect(system.warning).toBeUndefined();
  });

  it('falls back to the packaged ffmpeg with a warning and the old timeout flag', async () => {
    const { packaged } = await testFfmpegs();
    expect(packaged).toMatchObject({ origin: '@ffmpeg-installer/ffmpeg', rtspTimeoutFlag: '-stimeout', drawnVideoEncoder: 'libx264' });
    expect(packaged.warning).toContain('MATPHO_FFMPEG');
  });

  it('takes the configured one before all others', async () => {
    const { packaged } = await testFfmpegs();
    expect(await findFfmpeg({ configured: packaged.path, searchPath: '/usr/bin' })).toMatchObject({ origin: 'configured', path: packaged.path });
  });

  it('does not quietly take another one when the configured one is missing', async () => {
    await expect(findFfmpeg({ configured: join(folder, 'missing'), searchPath: '/usr/bin' })).rejects.toMatchObject({
      kind: 'unavailable',
      code: 'ffmpeg_missing',
      message: expect.stringContaining('MATPHO_FFMPEG'),
    });
  });

  it('passes over a program on the search path that fails or has no RTSP', async () => {
    await script('ffmpeg', 'exit 1');
    expect(await findFfmpeg({ searchPath: `${folder}:/usr/bin` })).toMatchObject({ path: '/usr/bin/ffmpeg' });
    await script('ffmpeg', 'echo "Unknown format"');
    expect(await findFfmpeg({ searchPath: `${folder}:/usr/bin` })).toMatchObject({ path: '/usr/bin/ffmpeg' });
  });

  it('starts ffmpeg with nothing in its environment but a PATH', async () => {
    process.env['MATPHO_SECRET_KEY'] = 'only-for-this-test';
    const path = await script('ffmpeg', `env > ${JSON.stringify(join(folder, 'seen'))}; exit 1`);
    await expect(findFfmpeg({ configured: path })).rejects.toMatchObject({ code: 'ffmpeg_missing' });
    delete process.env['MATPHO_SECRET_KEY'];
    const { readFile } = await import('node:fs/promises');
    const names = (await readFile(join(folder, 'seen'), 'utf8'))
      .trim()
      .split('\n')
      .map((line) => line.split('=')[0]);
    // A shell adds some of its own.
    expect(names.filter((name) => !['PATH', 'PWD', '_', 'SHLVL', 'OLDPWD'].includes(name ?? ''))).toEqual([]);
  });
});
