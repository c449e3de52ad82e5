import type { CameraPlacement } from '../../domain/camera-placement.ts';
import { coveragePolygon } from '../../domain/coverage-polygon.ts';
import { visibleGround, type VisibleGround } from '../../domain/visibility/visible-ground.ts';
import type { Queryable } from '../database.ts';
import { buildingsNear, type BuildingSearch, type PlacementTime } from '../repositories/coverage-repository.ts';

/** Buildings up to about 10 m beside a view may be the one that the camera hangs on. */
const MARGIN_DEG = 0.0001;

const FROM_NOW_ON: PlacementTime = { fromMs: null, toMs: null };

function searchFor(placement: CameraPlacement, { fromMs, toMs }: PlacementTime): BuildingSearch {
  const lens = placement.position.coordinates;
  const corners = [lens, ...coveragePolygon(placement).coordinates.flat()];
  const [lons, lats] = [corners.map(([lon]) => lon), corners.map(([, lat]) => lat)];
  return {
    fromMs,
    toMs,
    lens,
    box: [Math.min(...lons) - MARGIN_DEG, Math.min(...lats) - MARGIN_DEG, Math.max(...lons) + MARGIN_DEG, Math.max(...lats) + MARGIN_DEG],
  };
}

/**
 * What placements see past the buildings that are stored now, in their order: one statement for all. A building counts that stood for all of a placement's time; `times` are in the order of the placements, from now on where one is missing.
 */
export async function groundOfPlacements(
  db: Queryable,
  placements: readonly CameraPlacement[],
  times: readonly PlacementTime[] = [],
): Promise<VisibleGround[]> {
  if (placements.length === 0) return [];
  const buildings = await buildingsNear(
    db,
    placements.map((placement, index) => searchFor(placement, times[index] ?? FROM_NOW_ON)),
  );
  return placements.map((placement, index) => visibleGround(placement, buildings[index]!));
}
