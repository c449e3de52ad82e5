import type { CameraPlacement } from '../camera-placement.ts';
import { arcSteps, roundedCorner, sectorPolygon } from '../coverage-polygon.ts';
import type { CoverageGeometry, LonLat, PolygonGeometry } from '../geojson.ts';
import { viewSector, type ViewSector } from '../view-sector.ts';
import { shadowStretch, type BuildingOutline } from './building-outline.ts';
import { cellOutline } from './cell-outline.ts';
import { lensPlace } from './lens-place.ts';
import { nearestWalls } from './nearest-walls.ts';
import { wallPieces, type PolarPiece } from './polar-line.ts';
import { areaM2, ringPolygons } from './ring-polygons.ts';
import { roofShadows, type RoofShadow } from './roof-shadows.ts';
import { viewPlane, type ViewPlane } from './view-plane.ts';
import { visibleCells } from './visible-cells.ts';

const RAD_PER_DEG = Math.PI / 180;
/** A view of which less is left is stated wrong: see `doubtful`. */
const LEAST_SHARE = 0.01;

/**
 * How a coverage came about: `clear` nothing stands in the way, `cut` buildings hide a part, `doubtful` they would hide all of it. Then position or bearing is wrong, and the whole sector counts: a camera
 * that is named needlessly costs a look, one that is left out costs the case.
 */
export const COVERAGE_BASES = ['clear', 'cut', 'doubtful'] as const;
export type CoverageBasis = (typeof COVERAGE_BASES)[number];

/** What a placement sees. */
export interface VisibleGround {
  /** What it would see if nothing stood in the way. */
  readonly sector: PolygonGeometry;
  /** What is left of it. */
  readonly coverage: CoverageGeometry;
  readonly basis: CoverageBasis;
}

/**
 * The ground that a camera sees past buildings: its sector (`coverage-polygon.ts`) without footprints and without what lies hidden behind them. A building as high as the lens or of unknown height hides all that
 * lies behind it, a lower one what `shadowStretch` says. Ground is flat; what counts is the ground itself, so a person's head behind a low wall is "hidden". A lens on or in a
 * building is moved out of it first (`lens-place.ts`), sector and all.
 *
 * O(n log n) for n walls of buildings that hide all behind them, and linear in the shadows that lie behind one another for those of lower ones. Rings as `coveragePolygon` has them; cut
 * ones may meet themselves by a centimetre after rounding, which the database mends.
 *
 * @param buildings those that reach into the box around sector and position; others do no harm
 */
export function visibleGround(placement: CameraPlacement, buildings: readonly BuildingOutline[]): VisibleGround {
  const { lens, inTheWay } = lensPlace(placement, buildings);
  const view = viewSector(placement, lens);
  const sector = sectorPolygon(view);
  const coverage = cutGround(view, placement.heightM, inTheWay);
  if (coverage === 'clear') return { sector, coverage: sector, basis: 'clear' };
  if (coverage === undefined || areaM2(coverage) < LEAST_SHARE * areaM2(sector)) return { sector, coverage: sector, basis: 'doubtful' };
  return { sector, coverage, basis: 'cut' };
}

function cutGround(view: ViewSector, lensM: number, buildings: readonly BuildingOutline[]): CoverageGeometry | 'clear' | undefined {
  const leftDeg = view.bearingDeg - view.spanDeg / 2;
  const plane = viewPlane(view.centre, leftDeg);
  const spanRad = view.spanDeg * RAD_PER_DEG;
  const end = arcPieces(view, view.farM);
  const walls: PolarPiece[] = [];
  const shadows: RoofShadow[] = [];
  for (const { rings, heightM } of buildings) {
    const pieces = rings.flatMap((ring) => ringPieces(ring, plane, spanRad));
    const stretch = shadowStretch(lensM, heightM);
    if (stretch === Number.POSITIVE_INFINITY) walls.push(...pieces);
    else shadows.push(...roofShadows(pieces, stretch));
  }
  const far = walls.length === 0 ? end : nearestWalls([...end, ...walls]);
  const endLines = new Set(end.map(({ line }) => line));
  if (shadows.length === 0 && far.every(({ line }) => endLines.has(line))) return 'clear';
  const cells = visibleCells({ near: view.nearM === 0 ? [] : arcPieces(view, view.nearM), far, shadows });
  const rings = cellOutline(cells, (angleRad, radiusM): LonLat => roundedCorner(plane.toLonLat(angleRad, radiusM)));
  return ringPolygons(rings);
}

function ringPieces(ring: readonly LonLat[], plane: ViewPlane, spanRad: number): PolarPiece[] {
  const corners = ring.map((corner) => plane.toPlane(corner));
  return corners.flatMap((corner, index) => wallPieces(corner, corners[(index + 1) % corners.length]!, spanRad));
}

/** An arc as the chords that the sector is drawn with. */
function arcPieces({ spanDeg }: ViewSector, radiusM: number): PolarPiece[] {
  const steps = arcSteps(spanDeg);
  const stepRad = (spanDeg * RAD_PER_DEG) / steps;
  const apothemM = radiusM * Math.cos(stepRad / 2);
  return Array.from({ length: steps }, (_, step) => {
    const middle = (step + 0.5) * stepRad;
    return { fromRad: step * stepRad, toRad: (step + 1) * stepRad, line: { cos: Math.cos(middle) / apothemM, sin: Math.sin(middle) / apothemM } };
  });
}
