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
  const path: number[] = [];
  const last = [0, 0];
  let at = 0;
  for (let axis = 0; at < text.length; axis = 1 - axis) {
    let [bits, shift, chunk] = [0, 0, 0x20];
    while (chunk >= 0x20) {
      chunk = text.charCodeAt(at++) - 63;
      bits += (chunk & 0x1f) * 2 ** shift;
      shift += 5;
    }
    last[axis]! += bits % 2 === 1 ? -(bits + 1) / 2 : bits / 2;
    if (axis === 1) path.push(last[1]!, last[0]!);
  }
  return path;
}
