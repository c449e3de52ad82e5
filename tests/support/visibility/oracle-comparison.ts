import type { CameraPlacement } from '../../../domain/camera-placement.ts';
import type { CoverageGeometry, LonLat } from '../../../domain/geojson.ts';
import type { BuildingOutline } from '../../../domain/visibility/building-outline.ts';
import { sightLine } from '../../../domain/visibility/sight-line.ts';
import { visibleGround } from '../../../domain/visibility/visible-ground.ts';
import { oracleFirmlySees, oracleIsFree, type OracleCamera } from './sight-oracle.ts';

/** What came of comparing the product with the oracle. */
export interface OracleComparison {
  readonly pairs: number;
  /** In the border band, where the oracle itself has no firm answer. */
  readonly inBand: number;
  readonly seen: number;
  readonly hidden: number;
  /** Cameras whose view some building cuts. */
  readonly cut: number;
  readonly disagreements: readonly {
    readonly placement: CameraPlacement;
    readonly place: LonLat;
    readonly oracle: boolean;
    readonly coverage: boolean;
    readonly line: boolean;
  }[];
}

/** Arcs are drawn as chords up to 0.1 % inside, corners are rounded to a centimetre, and two projections differ by less than 0.02 %. */
export const BORDER_BAND = { baseM: 0.08, perM: 0.0015 } as const;
const FREE_M = 1.6;

/** The oracle's own view of a placement. */
export function oracleCamera({ position, resolution, motion, panRangeDeg, ...view }: CameraPlacement): OracleCamera {
  const [lon, lat] = position.coordinates;
  return {
    ...view,
    lon,
    lat,
    widthPx: resolution.width,
    heightPx: resolution.height,
    turns: motion === 'ptz' || motion === 'dome',
    panRangeDeg: panRangeDeg ?? null,
  };
}

/** Whether a place lies in a coverage, by counting crossings. */
export function coverageContains({ type, coordinates }: CoverageGeometry, [x, y]: LonLat): boolean {
  const rings = type === 'Polygon' ? coordinates : coordinates.flat();
  let isInside = false;
  for (const ring of rings) {
    for (let index = 1; index < ring.length; index += 1) {
      const [ax, ay] = ring[index - 1]!;
      const [bx, by] = ring[index]!;
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) isInside = !isInside;
    }
  }
  return isInside;
}

/**
 * Compares the product's coverage and sight line with the oracle for `placesOf` each placement. Placements that hang in or right before a wall are left out.
 */
export function compareWithOracle(
  placements: Iterable<CameraPlacement>,
  options: {
    readonly buildingsNear: (placement: CameraPlacement) => readonly BuildingOutline[];
    readonly placesOf: (placement: CameraPlacement, buildings: readonly BuildingOutline[]) => readonly LonLat[];
    readonly pairs: number;
  },
): OracleComparison {
  const result = { pairs: 0, inBand: 0, seen: 0, hidden: 0, cut: 0, disagreements: [] as OracleComparison['disagreements'][number][] };
  for (const placement of placements) {
    const buildings = options.buildingsNear(placement);
    const camera = oracleCamera(placement);
    if (!oracleIsFree(camera, buildings, FREE_M)) continue;
    const { coverage, basis } = visibleGround(placement, buildings);
    if (basis === 'doubtful') continue;
    result.cut += basis === 'cut' ? 1 : 0;
    for (const place of options.placesOf(placement, buildings)) {
      if (result.pairs >= options.pairs) return result;
      result.pairs += 1;
      const oracle = oracleFirmlySees(camera, place, buildings, BORDER_BAND.baseM + BORDER_BAND.perM * placement.rangeM);
      if (oracle === undefined) {
        result.inBand += 1;
        continue;
      }
      result[oracle ? 'seen' : 'hidden'] += 1;
      const [seen, line] = [coverageContains(coverage, place), sightLine(placement, place, buildings) === 'clear'];
      if (seen !== oracle || line !== oracle) result.disagreements.push({ placement, place, oracle, coverage: seen, line });
    }
  }
  return result;
}

/** Square metres of a coverage, on the plane around its first corner. */
export function coverageAreaM2({ type, coordinates }: CoverageGeometry): number {
  const rings = type === 'Polygon' ? coordinates : coordinates.flat();
  const [lon, lat] = rings[0]![0]!;
  const scale = 110_600 * 111_320 * Math.cos((lat * Math.PI) / 180);
  const twice = rings.flatMap((ring) => ring.slice(1).map(([x, y], index) => (ring[index]![0] - lon) * (y - lat) - (x - lon) * (ring[index]![1] - lat)));
  return (twice.reduce((sum, part) => sum + part, 0) / 2) * scale;
}
