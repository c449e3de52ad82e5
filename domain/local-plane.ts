import type { LonLat } from './geojson.ts';
import type { PlaneBox, PlaneLine } from './plane-line.ts';
import { PATH_UNITS_PER_DEGREE, type RoadPath } from './road-path.ts';
import { metresPerDegree } from './view-geometry.ts';

/** A plane in metres around a place. One scale for all of it: distances within 5 km are good to 0.1 % in Viet Nam. */
export interface LocalPlane {
  lineOf(path: RoadPath): number[];
  /** Its length in metres, without making the line. */
  lengthM(path: RoadPath): number;
  /** The least box around it, in metres, without making the line. */
  boxOf(path: RoadPath): PlaneBox;
  ringOf(coordinates: readonly (readonly number[])[]): number[];
  /** GeoJSON coordinates of a line, to 1e-6 degrees. */
  coordinatesOf(line: PlaneLine): [number, number][];
}

export function localPlane([lonDeg, latDeg]: LonLat): LocalPlane {
  const { lonM, latM } = metresPerDegree(latDeg);
  const [lon0, lat0] = [lonDeg * PATH_UNITS_PER_DEGREE, latDeg * PATH_UNITS_PER_DEGREE];
  const [unitEastM, unitNorthM] = [lonM / PATH_UNITS_PER_DEGREE, latM / PATH_UNITS_PER_DEGREE];
  const flat = (length: number, lonOf: (index: number) => number, latOf: (index: number) => number): number[] => {
    const line: number[] = [];
    for (let index = 0; index < length; index++) {
      line.push((lonOf(index) - lonDeg) * lonM, (latOf(index) - latDeg) * latM);
    }
    return line;
  };
  const rounded = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;
  return {
    lineOf: (path) => path.map((units, index) => (index % 2 === 0 ? (units - lon0) * unitEastM : (units - lat0) * unitNorthM)),
    lengthM(path) {
      let lengthM = 0;
      for (let at = 2; at < path.length; at += 2) {
        const [dx, dy] = [(path[at]! - path[at - 2]!) * unitEastM, (path[at + 1]! - path[at - 1]!) * unitNorthM];
        lengthM += Math.sqrt(dx * dx + dy * dy);
      }
      return lengthM;
    },
    boxOf(path) {
      let [west, east, south, north] = [path[0]!, path[0]!, path[1]!, path[1]!];
      for (let at = 2; at < path.length; at += 2) {
        const [lon, lat] = [path[at]!, path[at + 1]!];
        if (lon < west) west = lon;
        else if (lon > east) east = lon;
        if (lat < south) south = lat;
        else if (lat > north) north = lat;
      }
      return [(west - lon0) * unitEastM, (south - lat0) * unitNorthM, (east - lon0) * unitEastM, (north - lat0) * unitNorthM];
    },
    ringOf: (coordinates) =>
      flat(
        coordinates.length,
        (index) => coordinates[index]![0]!,
        (index) => coordinates[index]![1]!,
      ),
    coordinatesOf: (line) =>
      Array.from({ length: line.length / 2 }, (_, index) => [rounded(lonDeg + line[2 * index]! / lonM), rounded(latDeg + line[2 * index + 1]! / latM)]),
  };
}
