import { open, type FileHandle } from 'node:fs/promises';
import { PMTiles } from 'pmtiles';
import { AppError } from '../domain/app-error.ts';
import { archiveContent } from '../domain/map/archive-content.ts';
import type { MapArchive } from '../server/map/map-archive.ts';

function bad(message: string, cause?: unknown): AppError {
  return new AppError('invalid', 'bad_setting', message, { details: { variable: 'MATPHO_MAP_TILES' }, cause });
}

/** Makes sure, before the service starts, that a file is an archive whose tiles we can draw; an address is tried by the browsers that use it. Errors: `bad_setting` (invalid), which says what is wrong and never the path. */
export async function checkMapArchive(archive: MapArchive | undefined): Promise<void> {
  if (archive === undefined || 'url' in archive) return;
  const file = await open(archive.path).catch((cause: unknown) => {
    throw bad("The file that MATPHO_MAP_TILES names can't be read. Check the path and its permissions.", cause);
  });
  try {
    await checkContent(file);
  } finally {
    await file.close();
  }
}

async function checkContent(file: FileHandle): Promise<void> {
  const { header, metadata } = await readFacts(file);
  const end = Math.max(header.tileDataOffset + (header.tileDataLength ?? 0), header.leafDirectoryOffset + (header.leafDirectoryLength ?? 0));
  if ((await file.stat()).size < end) throw bad('The file that MATPHO_MAP_TILES names ends before its last tile: it was not copied whole. Copy it once more.');
  const content = archiveContent({ ...header, metadata });
  if (content.kind === 'unknown_tiles') {
    throw bad(
      "The tiles of the file that MATPHO_MAP_TILES names can't be drawn. Take one with vector tiles (MVT, packed by gzip or not at all) or with PNG, JPEG, WebP or AVIF pictures.",
    );
  }
  if (content.kind === 'unknown_layers') {
    throw bad(
      "There is no style for the layers of the file that MATPHO_MAP_TILES names. Take one of Protomaps' basemap or of OpenMapTiles, or give a style of your own by MATPHO_MAP_STYLE.",
    );
  }
}

async function readFacts(file: FileHandle) {
  const archive = new PMTiles({
    getKey: () => 'file',
    async getBytes(offset, length) {
      const { buffer, bytesRead } = await file.read(new Uint8Array(length), 0, length, offset);
      return { data: buffer.buffer.slice(0, bytesRead) };
    },
  });
  try {
    return { header: await archive.getHeader(), metadata: await archive.getMetadata() };
  } catch (cause) {
    throw bad('The file that MATPHO_MAP_TILES names is no PMTiles archive of version 3, or it is damaged.', cause);
  }
}
