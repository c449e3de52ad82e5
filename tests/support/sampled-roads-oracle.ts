/**
 * A second opinion on ways over real roads that shares no code with the product: each road is a row of samples two metres apart, roads are joined by the rules as `docs/design/route-search.md` words
 * them, and ways are found by Dial's buckets. Lengths are those of the WGS84 ellipsoid at each sample's own latitude, not of one plane.
 */
export interface SampledRoads {
  readonly points: readonly Point[];
  /** For each sample, those that follow or are joined with it, and how far they are. */
  readonly links: readonly (readonly (readonly [sample: number, lengthM: number])[])[];
  /** The road of each sample, by its number. */
  readonly roadOf: readonly number[];
}

export type Point = readonly [lonDeg: number, latDeg: number];

export interface OracleRoad {
  readonly kind: string;
  readonly coordinates: readonly Point[];
}

const STEP_M = 2;
const TOUCH_DEG = 9e-6;
const RAD = Math.PI / 180;

/** East and north of `from` in metres: the radii of curvature of WGS84 (semi-major axis and eccentricity by NIMA TR8350.2) between both latitudes. */
export function metresFrom(from: Point, [lonDeg, latDeg]: Point): [number, number] {
  const sine = Math.sin(((from[1] + latDeg) / 2) * RAD);
  const squeeze = 1 - 0.00669437999014 * sine * sine;
  const meridianM = (6_378_137 * (1 - 0.00669437999014)) / squeeze ** 1.5;
  const parallelM = (6_378_137 / Math.sqrt(squeeze)) * Math.sqrt(1 - sine * sine);
  return [(lonDeg - from[0]) * RAD * parallelM, (latDeg - from[1]) * RAD * meridianM];
}

export function apartM(a: Point, b: Point): number {
  return Math.hypot(...metresFrom(a, b));
}

interface Segment {
  readonly road: number;
  readonly at: number;
  readonly a: Point;
  readonly b: Point;
}

/** Where two roads meet besides shared points: a place on each, as a share of a segment. */
interface Meeting {
  readonly first: readonly [road: number, at: number, share: number];
  readonly second: readonly [road: number, at: number, share: number];
}

function pairsThatMayMeet(segments: readonly Segment[]): [Segment, Segment][] {
  const west = ({ a, b }: Segment): number => Math.min(a[0], b[0]) - TOUCH_DEG;
  const east = ({ a, b }: Segment): number => Math.max(a[0], b[0]) + TOUCH_DEG;
  const [south, north] = [({ a, b }: Segment) => Math.min(a[1], b[1]) - TOUCH_DEG, ({ a, b }: Segment) => Math.max(a[1], b[1]) + TOUCH_DEG];
  const pairs: [Segment, Segment][] = [];
  let open: Segment[] = [];
  for (const next of segments.toSorted((one, other) => west(one) - west(other))) {
    open = open.filter((known) => east(known) >= west(next));
    for (const known of open) if (south(known) <= north(next) && south(next) <= north(known)) pairs.push([known, next]);
    open.push(next);
  }
  return pairs;
}

/** Share of `one` at which it crosses the line of `other`; outside 0 to 1 it doesn't reach it. */
function crossingShare(one: Segment, other: Segment): number {
  const side = ([x, y]: Point): number => (other.b[0] - other.a[0]) * (y - other.a[1]) - (other.b[1] - other.a[1]) * (x - other.a[0]);
  const [before, after] = [side(one.a), side(one.b)];
  return before / (before - after);
}

/** Ends of the road of `one` that lie on `other` or hardly beside it. */
function touches(one: Segment, other: Segment, lastAt: readonly number[]): Meeting[] {
  const ends: [number, Point][] = [
    ...(one.at === 0 ? [[0, one.a] as [number, Point]] : []),
    ...(one.at === lastAt[one.road] ? [[1, one.b] as [number, Point]] : []),
  ];
  const [dx, dy] = [other.b[0] - other.a[0], other.b[1] - other.a[1]];
  return ends.flatMap(([end, [x, y]]) => {
    const share = Math.min(1, Math.max(0, ((x - other.a[0]) * dx + (y - other.a[1]) * dy) / (dx * dx + dy * dy || 1)));
    const away = Math.hypot(x - other.a[0] - dx * share, y - other.a[1] - dy * share);
    return away <= TOUCH_DEG ? [{ first: [one.road, one.at, end], second: [other.road, other.at, share] } as Meeting] : [];
  });
}

function meetingsOf(roads: readonly OracleRoad[]): Meeting[] {
  const segments = roads.flatMap(({ coordinates }, road) => coordinates.slice(1).map((b, at): Segment => ({ road, at, a: coordinates[at]!, b })));
  const lastAt = roads.map(({ coordinates }) => coordinates.length - 2);
  const isApart = (road: number): boolean => roads[road]!.kind.startsWith('motorway');
  return pairsThatMayMeet(segments).flatMap(([one, other]) => {
    const found = one.road === other.road ? [] : [...touches(one, other, lastAt), ...touches(other, one, lastAt)];
    const shares = [crossingShare(one, other), crossingShare(other, one)] as const;
    const crosses = shares.every((share) => share > 0 && share < 1) && !isApart(one.road) && !isApart(other.road);
    return crosses ? [...found, { first: [one.road, one.at, shares[0]], second: [other.road, other.at, shares[1]] } as Meeting] : found;
  });
}

/** Cuts roads into samples and joins them where they meet. */
export function sampleRoads(roads: readonly OracleRoad[]): SampledRoads {
  const points: Point[] = [];
  const links: [number, number][][] = [];
  const roadOf: number[] = [];
  const byCorner = new Map<string, number>();
  const join = (one: number, other: number, lengthM: number): void => {
    links[one]!.push([other, lengthM]);
    links[other]!.push([one, lengthM]);
  };
  const meetings = meetingsOf(roads);
  const stops = new Map<string, [share: number, meeting: number][]>();
  for (const [number, { first, second }] of meetings.entries())
    for (const [road, at, share] of [first, second]) stops.set(`${road}/${at}`, [...(stops.get(`${road}/${at}`) ?? []), [share, number]]);
  const sampleOfMeeting: (number | undefined)[] = meetings.map(() => undefined);
  for (const [road, { coordinates }] of roads.entries()) {
    let last = -1;
    const add = (point: Point): number => {
      const sample = points.push(point) - 1;
      links.push([]);
      roadOf.push(road);
      if (last >= 0) join(last, sample, apartM(points[last]!, point));
      last = sample;
      return sample;
    };
    const goTo = (to: Point): number => {
      const from = points[last]!;
      const steps = Math.ceil(apartM(from, to) / STEP_M);
      for (let step = 1; step < steps; step++) add([from[0] + ((to[0] - from[0]) * step) / steps, from[1] + ((to[1] - from[1]) * step) / steps]);
      return add(to);
    };
    for (const [corner, b] of coordinates.entries()) {
      const a = coordinates[corner - 1] ?? b;
      const onTheWay = (stops.get(`${road}/${corner - 1}`) ?? []).toSorted((one, other) => one[0] - other[0]);
      for (const [share, meeting] of onTheWay) {
        const sample = goTo([a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share]);
        const other = sampleOfMeeting[meeting];
        if (other === undefined) sampleOfMeeting[meeting] = sample;
        else join(other, sample, 0);
      }
      const sample = corner === 0 ? add(b) : goTo(b);
      const key = `${Math.round(b[0] * 1e6)} ${Math.round(b[1] * 1e6)}`;
      const same = byCorner.get(key);
      if (same === undefined) byCorner.set(key, sample);
      else join(same, sample, 0);
    }
  }
  return { points, links, roadOf };
}

/** Metres along the roads from a disc to every sample, no further than `limitM` (`Infinity` beyond); undefined where no road leads through the disc. */
export function distancesFrom({ points, links }: SampledRoads, centre: Point, radiusM: number, limitM: number): Float64Array | undefined {
  const begin = points.flatMap((point, sample) => (apartM(centre, point) <= radiusM ? [[sample, 0] as const] : []));
  return begin.length === 0 ? undefined : spread(links, begin, limitM);
}

/** The same from the one sample that is nearest, with the way to it. */
export function distancesFromNearest({ points, links }: SampledRoads, sample: number, centre: Point, radiusM: number, limitM: number): Float64Array {
  return spread(links, [[sample, apartM(centre, points[sample]!) - radiusM]], limitM);
}

function spread(links: SampledRoads['links'], begin: readonly (readonly [number, number])[], limitM: number): Float64Array {
  const distanceM = new Float64Array(links.length).fill(Infinity);
  const buckets: number[][] = Array.from({ length: Math.ceil(limitM) + 2 }, () => []);
  const reach = (sample: number, atM: number): void => {
    if (atM > limitM || atM >= distanceM[sample]!) return;
    distanceM[sample] = atM;
    buckets[Math.max(0, Math.floor(atM))]!.push(sample);
  };
  for (const [sample, atM] of begin) reach(sample, atM);
  // a bucket may get entries while it is emptied: of ways shorter than its metre
  for (const bucket of buckets)
    for (let sample = bucket.pop(); sample !== undefined; sample = bucket.pop())
      for (const [next, lengthM] of links[sample]!) reach(next, distanceM[sample]! + lengthM);
  return distanceM;
}

/** How deep a point lies in an area (rings, the inner ones are holes; in metres, below 0 outside); far outside only that it does. */
export function depthM(point: Point, rings: readonly (readonly Point[])[]): number {
  let isInside = false;
  let toBorderM = Infinity;
  for (const ring of rings) {
    for (let at = 1; at < ring.length; at++) {
      const [[ax, ay], [bx, by]] = [metresFrom(point, ring[at - 1]!), metresFrom(point, ring[at]!)];
      if (ay > 0 !== by > 0 && ax - (ay * (bx - ax)) / (by - ay) > 0) isInside = !isInside;
      const share = Math.min(1, Math.max(0, -(ax * (bx - ax) + ay * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2 || 1)));
      toBorderM = Math.min(toBorderM, Math.hypot(ax + (bx - ax) * share, ay + (by - ay) * share));
    }
  }
  return isInside ? toBorderM : -toBorderM;
}
