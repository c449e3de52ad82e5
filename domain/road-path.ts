/**
 * A path as whole millionths of a degree, longitude and latitude in turn: about 0.11 m. Points that are one on this grid are one node of the road graph.
 */
export type RoadPath = readonly number[];

/** Units of a {@link RoadPath} in one degree. */
export const PATH_UNITS_PER_DEGREE = 1_000_000;

/** A path from GeoJSON coordinates, on the grid. */
export function toRoadPath(coordinates: readonly (readonly number[])[]): RoadPath {
  return coordinates.flatMap(([lonDeg, latDeg]) => [Math.round(lonDeg! * PATH_UNITS_PER_DEGREE), Math.round(latDeg! * PATH_UNITS_PER_DEGREE)]);
}

/** GeoJSON coordinates of a path. */
export function toCoordinates(path: RoadPath): [number, number][] {
  return Array.from({ length: path.length / 2 }, (_, index) => [path[2 * index]! / PATH_UNITS_PER_DEGREE, path[2 * index + 1]! / PATH_UNITS_PER_DEGREE]);
}

/**
 * A path from the text of PostGIS `ST_AsEncodedPolyline(path, 6)` (Google's "Encoded Polyline Algorithm Format": differences, latitude first, five bits a character).
 */
export function decodeRoadPath(text: string): RoadPath {
  return decodeRoadPaths(text)[0] ?? [];
}

const SPACE = 32;

/** The same of several texts with a space between each two. A search decodes tens of thousands of them. */
export function decodeRoadPaths(text: string): RoadPath[] {
  const paths: number[][] = [];
  let path: number[] | undefined;
  let at = 0;
  let [lon, lat] = [0, 0];
  // 360 degrees are 720 million steps with their sign: a whole number of 32 bits
  const step = (): number => {
    let bits = 0;
    for (let shift = 0; ; shift += 5) {
      const chunk = text.charCodeAt(at++) - 63;
      bits |= (chunk & 0x1f) << shift;
      if (chunk < 0x20) return bits & 1 ? ~(bits >> 1) : bits >> 1;
    }
  };
  while (at < text.length) {
    if (text.charCodeAt(at) === SPACE) {
      at++;
      path = undefined;
    }
    if (path === undefined) {
      path = [];
      paths.push(path);
      [lon, lat] = [0, 0];
    }
    lat += step();
    lon += step();
    path.push(lon, lat);
  }
  return paths;
}
