import type { LonLat, PolygonGeometry } from '../../domain/geojson.ts';
import { toLonLat, type TownPoint } from './town-plane.ts';

/** The town's neighbourhoods lie in a grid of so many; column 0 is the westernmost, row 0 the southernmost. */
export const TOWN_GRID = { columns: 7, rows: 3 } as const;

const CELL_EAST_M = 380;
const CELL_NORTH_M = 360;
const TURN_RAD = 0.21;
/** Corners of an outline between two corners of the grid. */
const STEPS_PER_SIDE = 6;

/**
 * A point of the grid on the ground. `u` runs from 0 to 7 eastward, `v` from 0 to 3 northward; whole numbers are the borders of neighbourhoods. Bent and turned, so
 * that the town doesn't look like a chessboard: the bends stay so flat that no two points fall together.
 */
export function gridPoint(u: number, v: number): TownPoint {
  const eastM = (u - TOWN_GRID.columns / 2) * CELL_EAST_M + 24 * Math.sin(1.3 * v + 0.7 * u) - 12 * Math.sin(2.1 * v);
  const northM = (v - TOWN_GRID.rows / 2) * CELL_NORTH_M + 30 * Math.sin(0.9 * u + 0.4 * v) + 14 * Math.cos(1.7 * u);
  return [eastM * Math.cos(TURN_RAD) - northM * Math.sin(TURN_RAD), eastM * Math.sin(TURN_RAD) + northM * Math.cos(TURN_RAD)];
}

/** Names of the neighbourhoods, row by row from the south-west; the middle one has the market. */
const NAMES = [
  'Suối Đá',
  'Tân Tiến',
  'Đồng Tâm',
  'Yên Bình',
  'Hoà Lạc',
  'Dâu Tằm',
  'Gò Sim',
  'Đồi Thông',
  'Văn Hà',
  'Đoàn Kết',
  'Văn Tâm',
  'Quảng Lợi',
  'Bồ Liêng',
  'Cầu Mới',
  'Hồ Xanh',
  'Mimosa',
  'Bằng Lăng',
  'Tân Lập',
  'Dã Quỳ',
  'Hoà Bình',
  'Sơn Hà',
] as const;

/** A neighbourhood of the demo town. */
export interface TownNeighbourhood {
  /** 0 to 20, row by row from the south-west. */
  readonly index: number;
  readonly column: number;
  readonly row: number;
  /** "Tổ dân phố …" */
  readonly name: string;
  /** Neighbours share their corners exactly: together they tile the town. */
  readonly boundary: PolygonGeometry;
}

/** The neighbourhood in the middle: the market, the user `board` and the incident of the last hour. */
export const MARKET_NEIGHBOURHOOD = 10;

/** The 21 neighbourhoods. */
export function townNeighbourhoods(): TownNeighbourhood[] {
  return NAMES.map((name, index) => {
    const column = index % TOWN_GRID.columns;
    const row = Math.floor(index / TOWN_GRID.columns);
    return { index, column, row, name: `Tổ dân phố ${name}`, boundary: cellOutline(column, row) };
  });
}

/** Counterclockwise (RFC 7946). Both sides of a border ask for the same `u` and `v`, so they get the same corners. */
function cellOutline(column: number, row: number): PolygonGeometry {
  const steps = Array.from({ length: STEPS_PER_SIDE }, (_, step) => step);
  const share = (step: number): number => step / STEPS_PER_SIDE;
  const corners = [
    ...steps.map((step) => gridPoint(column + share(step), row)),
    ...steps.map((step) => gridPoint(column + 1, row + share(step))),
    ...steps.map((step) => gridPoint(column + share(STEPS_PER_SIDE - step), row + 1)),
    ...steps.map((step) => gridPoint(column, row + share(STEPS_PER_SIDE - step))),
  ].map(toLonLat);
  return { type: 'Polygon', coordinates: [[...corners, corners[0]!]] };
}

/** Metres from the town's centre to a drawn border, at equal angles counterclockwise from the east. */
const COMMUNE_REACH_M = [6600, 5900, 4300, 3500, 3600, 3900, 5200, 5800, 5400, 6100, 7000, 7900, 7300, 6200] as const;

/** Outline of a unit around the town, drawn by hand: the town lies inside it whatever the `size` (1 for the commune) above 0.6. */
export function drawnOutline(size: number): PolygonGeometry {
  const corners = COMMUNE_REACH_M.map((reachM, index): LonLat => {
    const angle = (index / COMMUNE_REACH_M.length) * 2 * Math.PI;
    return toLonLat([reachM * size * Math.cos(angle), reachM * size * Math.sin(angle)]);
  });
  return { type: 'Polygon', coordinates: [[...corners, corners[0]!]] };
}
