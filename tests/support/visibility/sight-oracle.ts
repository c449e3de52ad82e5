/**
 * Whether a camera sees a place, worked out by plain trigonometry and by asking every wall of every building, one by one. It shares no code with the product, on purpose, not even types and projections:
 * what both get wrong in the same way would not be found.
 */

interface OracleBuilding {
  readonly rings: readonly (readonly (readonly [number, number])[])[];
  readonly heightM: number | null;
}

interface OracleCamera {
  readonly lon: number;
  readonly lat: number;
  readonly heightM: number;
  readonly bearingDeg: number;
  readonly tiltDeg: number;
  readonly hfovDeg: number;
  readonly rangeM: number;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly turns: boolean;
  readonly panRangeDeg: number | null;
}

type Metres = readonly [east: number, north: number];

const EARTH_A_M = 6_378_137;
const EARTH_E2 = 0.006_694_379_990_14;
const rad = (deg: number): number => (deg * Math.PI) / 180;

/** East and north by the radii of curvature of the ellipsoid at the camera. */
function metresFrom(lon: number, lat: number): (point: readonly [number, number]) => Metres {
  const w = Math.sqrt(1 - EARTH_E2 * Math.sin(rad(lat)) ** 2);
  const perDegNorth = rad((EARTH_A_M * (1 - EARTH_E2)) / w ** 3);
  const perDegEast = rad((EARTH_A_M / w) * Math.cos(rad(lat)));
  return ([x, y]) => [(x - lon) * perDegEast, (y - lat) * perDegNorth];
}

function inside(ring: readonly Metres[], [x, y]: Metres): boolean {
  // winding by summed angles: slow and simple
  let turned = 0;
  for (let i = 0; i < ring.length; i += 1) {
    const [ax, ay] = [ring[i]![0] - x, ring[i]![1] - y];
    const next = ring[(i + 1) % ring.length]!;
    const [bx, by] = [next[0] - x, next[1] - y];
    turned += Math.atan2(ax * by - ay * bx, ax * bx + ay * by);
  }
  return Math.abs(turned) > Math.PI;
}

const insideBuilding = (rings: readonly (readonly Metres[])[], at: Metres): boolean =>
  rings.length > 0 && inside(rings[0]!, at) && !rings.slice(1).some((hole) => inside(hole, at));

/** Share of the way from `a` to `b` at which it meets the wall `c`–`d`; undefined when it doesn't. */
function meeting(a: Metres, b: Metres, c: Metres, d: Metres): number | undefined {
  const [rx, ry, sx, sy] = [b[0] - a[0], b[1] - a[1], d[0] - c[0], d[1] - c[1]];
  const cross = rx * sy - ry * sx;
  if (cross === 0) return undefined;
  const share = ((c[0] - a[0]) * sy - (c[1] - a[1]) * sx) / cross;
  const along = ((c[0] - a[0]) * ry - (c[1] - a[1]) * rx) / cross;
  return share >= 0 && share <= 1 && along >= 0 && along <= 1 ? share : undefined;
}

/** Nearest and farthest ground in the picture's middle column, and how wide it is. */
function extent(camera: OracleCamera): { nearM: number; farM: number; halfDeg: number } {
  if (camera.turns) return { nearM: 0, farM: camera.rangeM, halfDeg: Math.max(camera.panRangeDeg ?? 360, camera.hfovDeg) / 2 };
  const aspect = camera.heightPx / camera.widthPx;
  const verticalDeg =
    camera.hfovDeg < 180 ? (2 * Math.atan(aspect * Math.tan(rad(camera.hfovDeg) / 2)) * 180) / Math.PI : Math.min(180, camera.hfovDeg * aspect);
  const down = (deg: number): number => (deg <= 0 ? Infinity : deg >= 90 ? 0 : camera.heightM / Math.tan(rad(deg)));
  const nearM = down(camera.tiltDeg + verticalDeg / 2);
  const farM = Math.min(camera.rangeM, down(camera.tiltDeg - verticalDeg / 2));
  return nearM < farM
    ? { nearM: nearM < 0.5 || farM - nearM < 0.5 ? 0 : nearM, farM, halfDeg: camera.hfovDeg / 2 }
    : { nearM: 0, farM: camera.rangeM, halfDeg: camera.hfovDeg / 2 };
}

/** Sees the place, or not. Its lens hangs free: cameras in or right before a wall follow a rule of the product that has tests of its own. */
export function oracleSees(camera: OracleCamera, place: readonly [number, number], buildings: readonly OracleBuilding[]): boolean {
  const toMetres = metresFrom(camera.lon, camera.lat);
  const at = toMetres(place);
  const { nearM, farM, halfDeg } = extent(camera);
  const groundM = Math.hypot(...at);
  if (groundM < nearM || groundM > farM) return false;
  const cosOff = (at[0] * Math.sin(rad(camera.bearingDeg)) + at[1] * Math.cos(rad(camera.bearingDeg))) / groundM;
  if (Math.acos(Math.max(-1, Math.min(1, cosOff))) > rad(halfDeg)) return false;
  return !buildings.some(({ rings, heightM }) => {
    const drawn = rings.map((ring) => ring.map(toMetres));
    if (insideBuilding(drawn, at)) return true;
    return drawn.some((ring) =>
      ring.some((corner, i) => {
        const share = meeting([0, 0], at, corner, ring[(i + 1) % ring.length]!);
        // the ray sinks from the lens to the ground: it meets the wall where it is lower than the wall is high
        return share !== undefined && camera.heightM * (1 - share) < (heightM ?? Infinity);
      }),
    );
  });
}

/** Square metres that a free camera sees, by `rays` rays, each asking every wall: where it enters and leaves buildings and how far their shadows reach. */
export function oracleAreaM2(camera: OracleCamera, buildings: readonly OracleBuilding[], rays: number): number {
  const toMetres = metresFrom(camera.lon, camera.lat);
  const drawn = buildings.map(({ rings, heightM }) => ({ rings: rings.map((ring) => ring.map(toMetres)), heightM: heightM ?? Infinity }));
  const { nearM, farM, halfDeg } = extent(camera);
  let area = 0;
  for (let ray = 0; ray < rays; ray += 1) {
    const angle = rad(camera.bearingDeg - halfDeg + ((ray + 0.5) / rays) * 2 * halfDeg);
    const far: Metres = [farM * Math.sin(angle), farM * Math.cos(angle)];
    const hidden = drawn.flatMap(({ rings, heightM }) => shadowsOn(far, farM, rings, camera.heightM, heightM)).sort((a, b) => a[0] - b[0]);
    let atM = nearM;
    for (const [fromM, toM] of hidden) {
      if (fromM > atM) area += (Math.min(fromM, farM) ** 2 - atM ** 2) / 2;
      atM = Math.min(farM, Math.max(atM, toM));
    }
    area += (farM ** 2 - atM ** 2) / 2;
  }
  return (area * rad(2 * halfDeg)) / rays;
}

function shadowsOn(far: Metres, farM: number, rings: readonly (readonly Metres[])[], lensM: number, heightM: number): [number, number][] {
  const walls = rings.flatMap((ring) => ring.map((corner, i) => meeting([0, 0], far, corner, ring[(i + 1) % ring.length]!)));
  const meets = walls.filter((share) => share !== undefined).map((share) => share * farM);
  const sorted = meets.sort((a, b) => a - b);
  // the far end itself may lie in a building
  if (sorted.length % 2 === 1) sorted.push(farM);
  const pairs = sorted.filter((_, i) => i % 2 === 0).map((fromM, i): [number, number] => [fromM, sorted[2 * i + 1]!]);
  return pairs.map(([fromM, toM]) => [fromM, heightM >= lensM ? Infinity : (toM * lensM) / (lensM - heightM)]);
}

/** Whether the lens stands in a building or has a wall nearer than `wallM`. */
export function oracleIsFree(camera: OracleCamera, buildings: readonly OracleBuilding[], wallM: number): boolean {
  const toMetres = metresFrom(camera.lon, camera.lat);
  return !buildings.some(({ rings }) => {
    const drawn = rings.map((ring) => ring.map(toMetres));
    if (insideBuilding(drawn, [0, 0])) return true;
    return drawn.some((ring) => ring.some((c, i) => distanceToWall(c, ring[(i + 1) % ring.length]!) < wallM));
  });
}

function distanceToWall([cx, cy]: Metres, [dx, dy]: Metres): number {
  const [x, y] = [dx - cx, dy - cy];
  const share = x === 0 && y === 0 ? 0 : Math.max(0, Math.min(1, -(cx * x + cy * y) / (x * x + y * y)));
  return Math.hypot(cx + x * share, cy + y * share);
}

/**
 * The oracle's answer where it is the same for all places within `bandM`; undefined in the border band, where rounding decides.
 */
export function oracleFirmlySees(
  camera: OracleCamera,
  place: readonly [number, number],
  buildings: readonly OracleBuilding[],
  bandM: number,
): boolean | undefined {
  const sees = oracleSees(camera, place, buildings);
  const [degLon, degLat] = [bandM / (111_320 * Math.cos(rad(place[1]))), bandM / 110_570];
  for (let eighth = 0; eighth < 16; eighth += 1) {
    const angle = (eighth * Math.PI) / 8;
    for (const share of [0.5, 1]) {
      const beside: [number, number] = [place[0] + share * degLon * Math.cos(angle), place[1] + share * degLat * Math.sin(angle)];
      if (oracleSees(camera, beside, buildings) !== sees) return undefined;
    }
  }
  return sees;
}

export type { OracleBuilding, OracleCamera };
