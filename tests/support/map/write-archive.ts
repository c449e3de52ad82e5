import { gzipSync } from 'node:zlib';
import { zxyToTileId } from 'pmtiles';

/** What an archive for a test holds. */
export interface ArchiveParts {
  readonly tiles: readonly { readonly z: number; readonly x: number; readonly y: number; readonly bytes: Uint8Array }[];
  readonly metadata: unknown;
  /** As in the specification: 1 for vector tiles, 2 for PNG. */
  readonly tileType: number;
  /** West, south, east, north. */
  readonly boundsDeg: readonly [number, number, number, number];
}

const HEADER_BYTES = 127;

function varint(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return [...bytes, rest];
    bytes.push((rest % 128) + 128);
  }
}

/** A PMTiles archive of version 3, written from its specification: one directory, tiles not packed, clustered. */
export function writeArchive({ tiles, metadata, tileType, boundsDeg }: ArchiveParts): Buffer {
  const sorted = tiles.map((tile) => ({ ...tile, id: zxyToTileId(tile.z, tile.x, tile.y) })).toSorted((a, b) => a.id - b.id);
  const root = gzipSync(
    Uint8Array.from([
      ...varint(sorted.length),
      ...sorted.flatMap(({ id }, nth) => varint(id - (sorted[nth - 1]?.id ?? 0))),
      ...sorted.flatMap(() => varint(1)),
      ...sorted.flatMap(({ bytes }) => varint(bytes.length)),
      // 0: right behind the one before
      ...sorted.flatMap((_, nth) => varint(nth === 0 ? 1 : 0)),
    ]),
  );
  const facts = gzipSync(JSON.stringify(metadata));
  const data = Buffer.concat(sorted.map(({ bytes }) => bytes));
  const dataOffset = HEADER_BYTES + root.length + facts.length;
  const header = Buffer.alloc(HEADER_BYTES);
  header.write('PMTiles\u0003', 'latin1');
  const words = [
    HEADER_BYTES,
    root.length,
    HEADER_BYTES + root.length,
    facts.length,
    dataOffset,
    0,
    dataOffset,
    data.length,
    sorted.length,
    sorted.length,
    sorted.length,
  ];
  words.forEach((word, nth) => header.writeBigUInt64LE(BigInt(word), 8 + 8 * nth));
  const zooms = sorted.map(({ z }) => z);
  header.set([1, 2, 1, tileType, Math.min(...zooms), Math.max(...zooms)], 96);
  boundsDeg.forEach((deg, nth) => header.writeInt32LE(Math.round(deg * 1e7), 102 + 4 * nth));
  return Buffer.concat([header, root, facts, data]);
}
