import { seededSequence } from '../../camera-adapters/simulated/seeded-random.ts';
import type { PolygonGeometry } from '../../domain/geojson.ts';
import { directionTo, leftOf, moved, toLonLat, type TownPoint } from './town-plane.ts';
import { streetPieces, type StreetPiece } from './town-streets.ts';

/** A house of the demo town. */
export interface TownBuilding {
  readonly footprint: PolygonGeometry;
  readonly heightM: number;
}

const FLOOR_M = 3.4;
const DEEPEST_M = 15;
/** From the middle of the road to the house fronts. */
const FRONT_M = { main: 11, side: 8 } as const;
/** What share of the plots is built on. */
const BUILT = { main: 0.62, side: 0.1 } as const;
const MAIN_ROAD_CORNER_M = 14;
const AVENUE_CORNER_M = FRONT_M.main + DEEPEST_M + 4;

/** Invented houses along the streets: dense on the main road, scattered elsewhere. They keep clear of the junctions, so that cameras there see the crossing. */
export function townBuildings(): TownBuilding[] {
  const random = seededSequence(24_871);
  return streetPieces().flatMap((piece) => [1, -1].flatMap((side) => housesAlong(piece, side, random)));
}

function housesAlong(piece: StreetPiece, side: number, random: () => number): TownBuilding[] {
  const between = (low: number, high: number): number => low + random() * (high - low);
  const along = directionTo(piece.from, piece.to);
  const [east, north] = leftOf(along);
  const away: TownPoint = [east * side, north * side];
  const cornerM = piece.isStreet ? MAIN_ROAD_CORNER_M : AVENUE_CORNER_M;
  const lengthM = Math.hypot(piece.to[0] - piece.from[0], piece.to[1] - piece.from[1]);
  const kind = piece.isMain ? 'main' : 'side';
  const houses: TownBuilding[] = [];
  for (let atM = cornerM + between(0, 4); atM < lengthM - cornerM - 8;) {
    const widthM = between(5, 8);
    const depthM = between(9, DEEPEST_M);
    const floors = 1 + Math.floor(random() * (piece.isMain ? 4 : 2.6));
    if (random() < BUILT[kind])
      houses.push(house(moved(moved(piece.from, along, atM), away, FRONT_M[kind] + between(0, 1)), along, away, widthM, depthM, floors));
    atM += widthM + between(0.4, 2);
  }
  return houses;
}

function house(corner: TownPoint, along: TownPoint, away: TownPoint, widthM: number, depthM: number, floors: number): TownBuilding {
  const far = moved(corner, along, widthM);
  const ring = [corner, far, moved(far, away, depthM), moved(corner, away, depthM)].map(toLonLat);
  return { footprint: { type: 'Polygon', coordinates: [[...ring, ring[0]!]] }, heightM: Math.round((floors * FLOOR_M + 0.8) * 10) / 10 };
}
