/** A second opinion on a route search that shares no code with the product: all distances by Floyd and Warshall, everything else by sampling. */
export interface OracleTown {
  /** Longitude and latitude in degrees. */
  readonly points: readonly (readonly [number, number])[];
  /** Straight roads between two points, by number. */
  readonly roads: readonly (readonly [number, number])[];
  readonly centre: readonly [number, number];
  readonly radiusM: number;
  readonly limitM: number;
}

export interface OraclePassage {
  readonly nearM: number;
  readonly farM: number;
}

type Point = readonly [number, number];

const STEP_M = 2;

function flatten([lonDeg, latDeg]: Point, [lon0, lat0]: Point): Point {
  return [(lonDeg - lon0) * 111_320 * Math.cos((lat0 * Math.PI) / 180), (latDeg - lat0) * 110_626];
}

const apart = (a: Point, b: Point): number => Math.hypot(a[0] - b[0], a[1] - b[1]);

/** Winding number (Sunday): inside where it isn't 0. */
function isIn([x, y]: Point, ring: readonly Point[]): boolean {
  let turns = 0;
  for (let at = 0; at + 1 < ring.length; at++) {
    const [[ax, ay], [bx, by]] = [ring[at]!, ring[at + 1]!];
    const side = (bx - ax) * (y - ay) - (x - ax) * (by - ay);
    if (ay <= y && by > y && side > 0) turns++;
    if (ay > y && by <= y && side < 0) turns--;
  }
  return turns !== 0;
}

function toBorderM([x, y]: Point, ring: readonly Point[]): number {
  return Math.min(
    ...ring.slice(1).map(([bx, by], index) => {
      const [ax, ay] = ring[index]!;
      const squared = (bx - ax) ** 2 + (by - ay) ** 2;
      const share = squared === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / squared));
      return apart([x, y], [ax + (bx - ax) * share, ay + (by - ay) * share]);
    }),
  );
}

function allDistances(points: readonly Point[], roads: OracleTown['roads']): number[][] {
  const all = points.map((_, from) => points.map((__, to) => (from === to ? 0 : Infinity)));
  for (const [a, b] of roads) {
    const lengthM = apart(points[a]!, points[b]!);
    all[a]![b] = Math.min(all[a]![b]!, lengthM);
    all[b]![a] = Math.min(all[b]![a]!, lengthM);
  }
  for (let over = 0; over < points.length; over++)
    for (let from = 0; from < points.length; from++)
      for (let to = 0; to < points.length; to++) all[from]![to] = Math.min(all[from]![to]!, all[from]![over]! + all[over]![to]!);
  return all;
}

interface Sample {
  readonly road: number;
  readonly atM: number;
  readonly lengthM: number;
  readonly point: Point;
}

function samplesOf(points: readonly Point[], roads: OracleTown['roads']): Sample[] {
  return roads.flatMap(([a, b], road) => {
    const lengthM = apart(points[a]!, points[b]!);
    const count = Math.max(1, Math.ceil(lengthM / STEP_M));
    return Array.from({ length: count + 1 }, (_, step) => {
      const share = step / count;
      const point: Point = [points[a]![0] + (points[b]![0] - points[a]![0]) * share, points[a]![1] + (points[b]![1] - points[a]![1]) * share];
      return { road, atM: share * lengthM, lengthM, point };
    });
  });
}

/** The way to an area: with a border band left out (`surely`) and added (`perhaps`), to view and limit alike; undefined where there is none. */
export interface OracleAnswer {
  readonly surely: OraclePassage | undefined;
  readonly perhaps: OraclePassage | undefined;
}

/** The way to each area (rings in degrees). A road has to lead through the disc. */
export function oraclePassages(town: OracleTown, areas: readonly (readonly Point[])[], bandM: number): OracleAnswer[] {
  const points = town.points.map((point) => flatten(point, town.centre));
  const between = allDistances(points, town.roads);
  const samples = samplesOf(points, town.roads);
  const begin = samples.filter(({ point }) => Math.hypot(...point) <= town.radiusM);
  const nodeM = points.map((_, node) =>
    Math.min(
      ...begin.flatMap(({ road, atM, lengthM }) => [atM + between[town.roads[road]![0]]![node]!, lengthM - atM + between[town.roads[road]![1]]![node]!]),
    ),
  );
  const distanceM = samples.map(({ road, atM, lengthM }) => {
    const [a, b] = town.roads[road]!;
    const direct = begin.filter((other) => other.road === road).map((other) => Math.abs(other.atM - atM));
    return Math.min(nodeM[a]! + atM, nodeM[b]! + lengthM - atM, ...direct);
  });
  return areas.map((area) => {
    const ring = area.map((point) => flatten(point, town.centre));
    // how deep inside (or, below 0, outside) each sample lies; far away the border needs no measuring
    const depthM = samples.map(({ point }) => (isIn(point, ring) ? 1 : -1) * (apart(point, ring[0]!) > 200 ? 200 : toBorderM(point, ring)));
    const seen = (slackM: number): OraclePassage | undefined => {
      const found = distanceM.filter((atM, index) => atM <= town.limitM + slackM && depthM[index]! >= -slackM);
      return found.length === 0 ? undefined : { nearM: Math.min(...found), farM: Math.max(...found) };
    };
    return { surely: seen(-bandM), perhaps: seen(bandM) };
  });
}
