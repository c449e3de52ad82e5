import type { CameraPurpose } from '../../domain/camera-terms.ts';
import { MARKET_NEIGHBOURHOOD, townNeighbourhoods } from './town-layout.ts';
import { directionTo, leftOf, moved, type TownPoint } from './town-plane.ts';
import { alongWay, MAIN_ROW, townJunction, WAYS, type TownJunction, type Way } from './town-streets.ts';

/** A pole with a view, before it has a camera. */
export interface CameraSpot {
  readonly neighbourhood: number;
  readonly siteName: string;
  readonly purpose: CameraPurpose;
  readonly isHighMounted: boolean;
  readonly pole: TownPoint;
  /** A point in the middle of its view. */
  readonly looksAt: TownPoint;
}

/** Where the incident of the last hour happened: on the main road, a few steps from the market's junction. */
export const MARKET_JUNCTION = { column: 7, row: MAIN_ROW } as const;

/** Places with a name of their own, by column and row of their junction. */
const LANDMARKS: Readonly<Record<string, readonly [name: string, purpose: CameraPurpose]>> = {
  '7,3': ['chợ Đinh Văn', 'market'],
  '6,3': ['bưu điện', 'junction'],
  '6,2': ['cổng chợ sau', 'market'],
  '6,4': ['nhà văn hoá Văn Tâm', 'disorder_spot'],
  '3,3': ['bến xe', 'accident_spot'],
  '10,3': ['quỹ tín dụng', 'bank'],
  '0,3': ['đầu thị trấn', 'border'],
  '13,3': ['cầu Mới', 'border'],
  '4,3': ['trạm xăng', 'accident_spot'],
  '9,3': ['kho bạc', 'bank'],
  '2,5': ['trường tiểu học', 'school_gate'],
  '10,5': ['trường mầm non', 'school_gate'],
  '7,1': ['sân bóng', 'disorder_spot'],
  '3,1': ['xưởng ươm tơ', 'other'],
  '11,4': ['quán đêm Cầu Mới', 'disorder_spot'],
  '12,1': ['dốc Gò Sim', 'accident_spot'],
  '5,5': ['hồ Xanh', 'disorder_spot'],
};

/** Cameras of each neighbourhood, row by row from the south-west: 118 together. */
const CAMERAS_OF = [5, 5, 6, 5, 6, 5, 6, 6, 6, 6, 7, 6, 5, 6, 6, 5, 6, 5, 6, 5, 5] as const;
/** Neighbourhoods whose last camera is high-mounted: 8. */
const HIGH_MOUNTED_IN: ReadonlySet<number> = new Set([2, 4, 7, 8, MARKET_NEIGHBOURHOOD, 13, 16, 18]);

const POLE_FROM_CENTRE_M = 6.5;
const LOOKS_AHEAD_M = 30;

/** All poles of the town, neighbourhood by neighbourhood. */
export function cameraSpots(): CameraSpot[] {
  return townNeighbourhoods().flatMap(({ index, column, row }) => (index === MARKET_NEIGHBOURHOOD ? marketSpots() : ordinarySpots(index, column, row)));
}

function ordinarySpots(neighbourhood: number, column: number, row: number): CameraSpot[] {
  const junctions = junctionsOf(column, row);
  return Array.from({ length: CAMERAS_OF[neighbourhood]! }, (_, nth) => {
    const isHighMounted = HIGH_MOUNTED_IN.has(neighbourhood) && nth === CAMERAS_OF[neighbourhood]! - 1;
    const place = nth % junctions.length;
    const junction = junctions[place]!;
    const ways = waysWithView(junction);
    // a second camera of a junction hangs at another corner and looks another way
    const way = ways[(place * 2 + (nth >= junctions.length ? 1 : 0)) % ways.length]!;
    return { neighbourhood, ...siteOf(junction, neighbourhood), isHighMounted, ...atCorner(junction, way) };
  });
}

/** Junctions of a cell of the grid, the busiest first. */
function junctionsOf(column: number, row: number): TownJunction[] {
  const rows = [
    [0, 1],
    [MAIN_ROW, 2, 4],
    [5, 6],
  ][row]!;
  return rows.flatMap((street) => [2 * column, 2 * column + 1].map((avenue) => townJunction(avenue, street)));
}

function waysWithView(junction: TownJunction): Way[] {
  return WAYS.filter((way) => junction.ways.has(way));
}

/** "Ngã tư chợ Đinh Văn", "Ngã ba Hoa Mai – Dã Quỳ" */
function siteOf({ column, row, ways, streetName, avenueName }: TownJunction, neighbourhood: number): Pick<CameraSpot, 'siteName' | 'purpose'> {
  const kind = ways.size === 4 ? 'Ngã tư' : 'Ngã ba';
  const [name, purpose] = LANDMARKS[`${column},${row}`] ?? [
    `${avenueName} – ${streetName}`,
    row !== MAIN_ROW && (neighbourhood + column) % 4 === 0 ? 'residential' : 'junction',
  ];
  return { siteName: `${kind} ${name}`, purpose };
}

/** A pole at the corner opposite to `way`, looking over the crossing into it. */
function atCorner(junction: TownJunction, way: Way, isOtherSide = false): Pick<CameraSpot, 'pole' | 'looksAt'> {
  const ahead = junction.ways.get(way)!;
  const side = isOtherSide ? POLE_FROM_CENTRE_M : -POLE_FROM_CENTRE_M;
  const pole = moved(moved(junction.at, ahead, -POLE_FROM_CENTRE_M), leftOf(ahead), side);
  return { pole, looksAt: moved(junction.at, ahead, LOOKS_AHEAD_M) };
}

/** The market: three cameras and a high-mounted one that all see the place of the incident of the last hour, and three others. */
function marketSpots(): CameraSpot[] {
  const junction = townJunction(MARKET_JUNCTION.column, MARKET_JUNCTION.row);
  const market = { neighbourhood: MARKET_NEIGHBOURHOOD, ...siteOf(junction, MARKET_NEIGHBOURHOOD), isHighMounted: false };
  const place = marketIncidentPlace();
  const across = alongWay(junction, 'east', 36)!;
  const tower = alongWay(junction, 'west', 58)!;
  const others = [
    [6, 3],
    [6, 2],
    [6, 4],
  ].map(([column, row]): CameraSpot => {
    const other = townJunction(column!, row!);
    return { neighbourhood: MARKET_NEIGHBOURHOOD, ...siteOf(other, MARKET_NEIGHBOURHOOD), isHighMounted: false, ...atCorner(other, waysWithView(other)[0]!) };
  });
  return [
    { ...market, ...atCorner(junction, 'east') },
    { ...market, ...atCorner(junction, 'east', true) },
    { ...market, pole: moved(across, leftOf(directionTo(junction.at, across)), 5), looksAt: place },
    ...others,
    { ...market, isHighMounted: true, pole: moved(tower, leftOf(directionTo(junction.at, tower)), 6), looksAt: place },
  ];
}

/** The place of the incident of the last hour. */
export function marketIncidentPlace(): TownPoint {
  return alongWay(townJunction(MARKET_JUNCTION.column, MARKET_JUNCTION.row), 'east', 12)!;
}

/** How many cameras the town has. */
export const CAMERA_COUNT: number = CAMERAS_OF.reduce((sum: number, count) => sum + count, 0);

/** Where the market's cameras stand in the list of `cameraSpots`. */
export const FIRST_MARKET_CAMERA: number = CAMERAS_OF.slice(0, MARKET_NEIGHBOURHOOD).reduce((sum: number, count) => sum + count, 0);
