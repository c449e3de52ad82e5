import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { Extension } from '@electric-sql/pglite';
import { postgis } from '@electric-sql/pglite-postgis';

const PREFIX = 'matpho-postgis-';
/** Files of extensions that no migration creates (rasters, topology, American addresses), and ways to install PostGIS by hand. */
const UNUSED = /postgis_(raster|topology|tiger_geocoder)|address_standardizer|\/contrib\/|--unpackaged--/;
/** A tar file is made of blocks of so many bytes. */
const BLOCK_BYTES = 512;

/**
 * PostGIS with those of its files alone that a database uses. At each start PGlite unpacks all files of an extension and compiles all its libraries, used or not; of
 * PostGIS these are 93 MB and three libraries of 16 MB, of which one is needed. The smaller bundle is made at the first start and kept in `folder`.
 */
export function leanPostgis(folder: string): Extension {
  return {
    ...postgis,
    async setup(database, emscriptenOptions) {
      const result = await postgis.setup(database, emscriptenOptions);
      return result.bundlePath === undefined ? result : { ...result, bundlePath: pathToFileURL(await leanBundle(result.bundlePath, folder)) };
    },
  };
}

/** Path of the smaller bundle, which is made when it is not there or was made of another version. */
async function leanBundle(bundle: URL, folder: string): Promise<string> {
  const whole = await readFile(bundle);
  const name = `${PREFIX}${createHash('sha256').update(whole).digest('hex').slice(0, 16)}.tar.gz`;
  const path = join(folder, name);
  if (existsSync(path)) return path;
  for (const old of await readdir(folder)) if (old.startsWith(PREFIX)) await rm(join(folder, old));
  const lean = await promisify(gzip)(withoutUnused(await promisify(gunzip)(whole)), { level: 1 });
  const unfinished = `${path}.part`;
  const file = await open(unfinished, 'w', 0o600);
  try {
    await file.writeFile(lean);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(unfinished, path);
  return path;
}

/** @param tar - an archive without long names, as PGlite's are. */
function withoutUnused(tar: Buffer): Buffer {
  const kept: Buffer[] = [];
  for (let at = 0; at < tar.length && tar[at] !== 0;) {
    const [name = ''] = tar.toString('utf8', at, at + 100).split('\0');
    const contentBytes = Number.parseInt(tar.toString('latin1', at + 124, at + 136), 8);
    const end = at + BLOCK_BYTES * (1 + Math.ceil(contentBytes / BLOCK_BYTES));
    if (!UNUSED.test(name)) kept.push(tar.subarray(at, end));
    at = end;
  }
  return Buffer.concat([...kept, Buffer.alloc(2 * BLOCK_BYTES)]);
}
