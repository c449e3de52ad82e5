import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import type { PGliteInterface } from '@electric-sql/pglite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { leanPostgis } from '../../../db/embedded/lean-postgis.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'matpho-lean-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const bundlePath = async (): Promise<string> => {
  const { bundlePath: url } = await leanPostgis(folder).setup({} as PGliteInterface, { PGLITE_ENV: {} });
  return fileURLToPath(url!);
};

it('holds what a database with PostGIS uses, and no other extension; an older one goes', async () => {
  await writeFile(join(folder, 'matpho-postgis-0123456789abcdef.tar.gz'), 'of an older version');
  await writeFile(join(folder, 'PG_VERSION'), '18');
  const path = await bundlePath();
  expect((await readdir(folder)).toSorted()).toEqual(['PG_VERSION', path.slice(folder.length + 1)]);
  const tar = gunzipSync(await readFile(path));
  expect(tar.length % 512).toBe(0);
  for (const name of [
    'lib/postgresql/postgis-3.so',
    'share/proj/proj.db',
    'share/postgresql/extension/postgis.control',
    'share/postgresql/extension/postgis--3.6.2.sql',
  ])
    expect(tar.includes(`${name}\0`), name).toBe(true);
  expect(tar.includes('postgis_raster-3.so\0')).toBe(false);
  expect(tar.includes('postgis_topology-3.so\0')).toBe(false);
});

it('is made once', async () => {
  const path = await bundlePath();
  const { mtimeMs } = await stat(path);
  expect(await bundlePath()).toBe(path);
  expect((await stat(path)).mtimeMs).toBe(mtimeMs);
});
