import type { LonLat } from './geojson.ts';
import type { PlaneLine } from './plane-line.ts';
import { PATH_UNITS_PER_DEGREE, type RoadPath } from './road-path.ts';
import { metresPerDegree } from './view-geometry.ts';

/** A plane in metres around a place. One scale for all of it: distances within 5 km are good to 0.1 % in Viet Nam. */
export interface LocalPlane {
  lineOf(path: RoadPath): number[];
  ringOf(coordinates: readonly (readonly number[])[]): number[];
  /** GeoJSON coordinates of a line, to 1e-6 degrees. */
  coordinatesOf(line: PlaneLine): [number, number][];
}

export function localPlane([lonDeg, latDeg]: LonLat): LocalPlane {
  const { lonM, latM } = metresPerDegree(latDeg);
  const flat = (length: number, lonOf: (index: number) => number, latOf: (index: number) => number): number[] => {
    const line: number[] = [];
    for (let index = 0; index < length; index++) {
      line.push((lonOf(index) - lonDeg) * lonM, (latOf(index) - latDeg) * latM);
    }
    return line;
  };
  const rounded = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;
  return {
    lineOf: (path) =>
      flat(
        path.length / 2,
        (index) => path[2 * index]! / PATH_UNITS_PER_DEGREE,
        (index) => path[2 * index + 1]! / PATH_UNITS_PER_DEGREE,
      ),
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
