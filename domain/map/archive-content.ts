/** What a PMTiles archive (spec version 3) says of itself: fields of its header, by the numbers of the specification, and its metadata. */
export interface ArchiveFacts {
  readonly tileType: number;
  readonly tileCompression: number;
  readonly metadata: unknown;
}

/** Names of layers and fields that we have a style for: Protomaps' basemap, or OpenMapTiles (which planetiler and tilemaker make as well). */
export type VectorSchema = 'protomaps' | 'openmaptiles';

/** What can be drawn from an archive; `unknown_tiles`: tiles of a kind that browsers can't draw; `unknown_layers`: vector tiles of a schema without a style of ours. */
export type ArchiveContent =
  | { readonly kind: 'pictures' }
  | { readonly kind: 'vector'; readonly schema: VectorSchema }
  | { readonly kind: 'unknown_tiles' }
  | { readonly kind: 'unknown_layers' };

const VECTOR_TILES = 1;
/** PNG, JPEG, WebP, AVIF. */
const PICTURES = [2, 3, 4, 5];
/** Not said, none, gzip: browsers unpack no other. */
const READABLE_COMPRESSIONS = [0, 1, 2];
/** Layers by which a schema is known from others. */
const MARKS: readonly (readonly [VectorSchema, readonly string[]])[] = [
  ['protomaps', ['roads', 'water']],
  ['openmaptiles', ['transportation', 'water']],
];

/** What an archive holds, as far as it can be drawn. */
export function archiveContent({ tileType, tileCompression, metadata }: ArchiveFacts): ArchiveContent {
  if (PICTURES.includes(tileType)) return { kind: 'pictures' };
  if (tileType !== VECTOR_TILES || !READABLE_COMPRESSIONS.includes(tileCompression)) return { kind: 'unknown_tiles' };
  const layers = layerNames(metadata);
  const schema = MARKS.find(([, marks]) => marks.every((mark) => layers.includes(mark)))?.[0];
  return schema === undefined ? { kind: 'unknown_layers' } : { kind: 'vector', schema };
}

function layerNames(metadata: unknown): readonly unknown[] {
  const layers = (metadata as { readonly vector_layers?: unknown } | null)?.vector_layers;
  return Array.isArray(layers) ? layers.map((layer) => (layer as { readonly id?: unknown } | null)?.id) : [];
}
