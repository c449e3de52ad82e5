import type { CameraPlacement } from '../../domain/camera-placement.ts';
import { coveragePolygon } from '../../domain/coverage-polygon.ts';
import { visibleGround, type VisibleGround } from '../../domain/visibility/visible-ground.ts';
import type { Queryable } from '../database.ts';
import { buildingsNear, MOST_BUILDINGS, type BuildingSearch, type PlacementTime } from '../repositories/coverage-repository.ts';

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

/** What else can be said of placements: when they hold, in their order (from now on where nothing is said), and how many buildings each may take. */
export interface GroundOptions {
  readonly times?: readonly PlacementTime[];
  readonly mostBuildings?: number;
}

/** What placements see past the buildings that are stored now, in their order: one statement for all. A building counts that stood for all of a placement's time. */
export async function groundOfPlacements(db: Queryable, placements: readonly CameraPlacement[], options: GroundOptions = {}): Promise<VisibleGround[]> {
  if (placements.length === 0) return [];
  const { times = [], mostBuildings = MOST_BUILDINGS } = options;
  const searches = placements.map((placement, index) => searchFor(placement, times[index] ?? FROM_NOW_ON));
  const buildings = await buildingsNear(db, searches, mostBuildings);
  return placements.map((placement, index) => visibleGround(placement, buildings[index]!));
}
