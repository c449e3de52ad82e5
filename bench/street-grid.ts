import sql from 'sql-template-tag';
import { storeRoads } from '../cli/reference/store-map-features.ts';
import type { ReferenceFeature } from '../cli/reference/read-reference.ts';
import type { Database } from '../db/database.ts';
import { buildRoadGraph } from '../db/road-graph/build-road-graph.ts';
import { metresPerDegree } from '../domain/view-geometry.ts';
import { randomNumbers } from '../tests/support/visibility/generated-town.ts';
import type { BigRegistry } from './big-registry.ts';

const BLOCK_M = 60;
/** Blocks that one street runs before another name begins. */
const STREET_BLOCKS = 10;
/** Crossings lie this far from where a ruler would put them, at most, and blocks bend by half of it: no two ways are equally long. */
const NOISE_M = 12;
/** Blocks that were never built. */
const MISSING = 0.08;
const SOURCE_BATCH = 5000;

type Point = [lon: number, lat: number];

/** Every crossing of the grid, row by row, on the millionths of a degree that maps have. */
function crossingsOf({ west, south, east, north }: BigRegistry['area'], random: () => number): Point[][] {
  const { lonM, latM } = metresPerDegree((south + north) / 2);
  const rounded = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;
  const noise = (metres: number): number => ((random() - 0.5) * 2 * NOISE_M) / metres;
  const columns = Math.floor(((east - west) * lonM) / BLOCK_M);
  const rows = Math.floor(((north - south) * latM) / BLOCK_M);
  return Array.from({ length: rows + 1 }, (_, row) =>
    Array.from({ length: columns + 1 }, (__, column): Point => [
      rounded(west + (column * BLOCK_M) / lonM + noise(lonM)),
      rounded(south + (row * BLOCK_M) / latM + noise(latM)),
    ]),
  );
}

/** Blocks in a row, each with a bend in its middle. */
function withBends(crossings: readonly Point[], random: () => number): Point[] {
  const bend = (): number => Math.round((random() - 0.5) * NOISE_M * 9) / 1e6;
  return crossings.flatMap((crossing, index) => {
    const next = crossings[index + 1];
    return next === undefined ? [crossing] : [crossing, [(crossing[0] + next[0]) / 2 + bend(), (crossing[1] + next[1]) / 2 + bend()] as Point];
  });
}

/** A line of the grid as streets of ten blocks, cut where a block is missing. */
function streetsAlong(line: readonly Point[], random: () => number): Point[][] {
  const streets: Point[][] = [];
  let street: Point[] = [line[0]!];
  for (const [index, crossing] of line.slice(1).entries()) {
    if (random() >= MISSING) street.push(crossing);
    if (street.at(-1) === crossing && street.length <= STREET_BLOCKS && index + 2 < line.length) continue;
    if (street.length > 1) streets.push(withBends(street, random));
    street = [crossing];
  }
  return streets;
}

/**
 * Lays a grid of streets over what a registry covers, 60 m apart, and cuts them into the pieces of the road graph as the product does; returns how many pieces there are then, and how long the
 * cutting took in seconds. The streets of the neighbourhoods, which are there already, cross them.
 */
export async function layStreetGrid(db: Database, area: BigRegistry['area'], progress: (line: string) => void): Promise<{ pieces: number; seconds: number }> {
  const random = randomNumbers(60);
  const crossings = crossingsOf(area, random);
  const lines = [...crossings, ...crossings[0]!.map((_, column) => crossings.map((row) => row[column]!))];
  const features = lines
    .flatMap((line) => streetsAlong(line, random))
    .map((coordinates, index): ReferenceFeature => ({
      position: index + 1,
      id: `grid/${index}`,
      properties: { highway: 'residential', name: `Đường ${index % 500}` },
      geometry: { type: 'LineString', coordinates },
    }));
  progress(`${features.length} streets`);
  for (let at = 0; at < features.length; at += SOURCE_BATCH) await db.transaction((tx) => storeRoads(tx, 'bench', features.slice(at, at + SOURCE_BATCH)));
  await db.script('VACUUM ANALYZE road');
  const startedMs = performance.now();
  await buildRoadGraph(db, { progress: (done) => progress(`${done} roads cut into pieces`) });
  const seconds = (performance.now() - startedMs) / 1000;
  for (const table of ['road', 'road_edge']) await db.script(`VACUUM ANALYZE ${table}`);
  return { ...(await db.row<{ pieces: number }>(sql`SELECT count(*) AS pieces FROM road_edge`)), seconds };
}
