import type { CameraPlacement } from '../camera-placement.ts';
import type { LonLat } from '../geojson.ts';
import { destinationPoint, planeOffset } from '../view-geometry.ts';
import type { BuildingOutline } from './building-outline.ts';
import { stretchesInside, type Stretch } from './hidden-stretches.ts';
import { viewPlane, type PlanePoint } from './view-plane.ts';

/** A camera that looks into a wall nearer than this hangs on the other side of it: nobody mounts one like that. */
const OWN_WALL_M = 1.5;
/** How far a stated position and a map may be apart. */
const MOST_MOVED_M = 6;
/** A gap between two houses that is narrower than this is no way out. */
const NARROWEST_GAP_M = 0.3;
/** How far before the wall a lens is taken to hang. */
const BEFORE_WALL_M = 0.1;
const RAD_PER_DEG = Math.PI / 180;

/** Where a lens is taken to be, and which buildings stand in its way there. */
export interface LensPlace {
  readonly lens: LonLat;
  readonly inTheWay: readonly BuildingOutline[];
}

interface Candidate {
  readonly building: BuildingOutline;
  readonly rings: readonly (readonly PlanePoint[])[];
}

/**
 * Positions and maps are inexact, and cameras hang on walls: many stand a metre or two inside a footprint. A lens inside a building, or looking into a wall nearer than 1.5 m, is moved straight
 * out of it: the shortest of the ways along the bearing and 30° and 60° beside it, for a camera that can be turned or sees all around the shortest of twelve; houses that
 * stand wall to wall are one. Where that takes more than 6 m (a mast in a yard, a roof, a wrong position) it stays, and the building that it is in doesn't hide anything: a camera
 * must not lose its whole view by an inexact map.
 */
export function lensPlace(placement: CameraPlacement, buildings: readonly BuildingOutline[]): LensPlace {
  const position = placement.position.coordinates;
  const plane = viewPlane(position, placement.bearingDeg);
  const near = buildings
    .filter((building) => reaches(building, position))
    .map((building): Candidate => ({ building, rings: building.rings.map((ring) => ring.map((corner) => plane.toPlane(corner))) }));
  const around = near.filter(({ rings }) => stretchesInside(rings, 0)[0]?.fromM === 0);
  const canTurn = (placement.motion ?? 'fixed') !== 'fixed' || placement.hfovDeg >= 360;
  const hosts = around.length > 0 || canTurn ? around : near.filter(({ rings }) => (stretchesInside(rings, 0)[0]?.fromM ?? Infinity) < OWN_WALL_M);
  if (hosts.length === 0) return { lens: position, inTheWay: buildings };
  const way = shortestWayOut(near, around.length === 0 ? [0] : directions(canTurn));
  if (way.lengthM <= MOST_MOVED_M)
    return { lens: destinationPoint(position, placement.bearingDeg + way.turnDeg, way.lengthM + BEFORE_WALL_M), inTheWay: buildings };
  const ignored = new Set(hosts.map(({ building }) => building));
  return { lens: position, inTheWay: buildings.filter((building) => !ignored.has(building)) };
}

function directions(canTurn: boolean): number[] {
  return canTurn ? Array.from({ length: 12 }, (_, index) => index * 30) : [0, -30, 30, -60, 60];
}

/** Whether any corner's box comes within reach of the position. */
function reaches({ rings }: BuildingOutline, position: LonLat): boolean {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const corner of rings[0] ?? []) {
    const { eastM, northM } = planeOffset(position, corner);
    [west, south, east, north] = [Math.min(west, eastM), Math.min(south, northM), Math.max(east, eastM), Math.max(north, northM)];
  }
  const reachM = MOST_MOVED_M + 2;
  return west < reachM && south < reachM && east > -reachM && north > -reachM;
}

function shortestWayOut(near: readonly Candidate[], turnsDeg: readonly number[]): { turnDeg: number; lengthM: number } {
  const ways = turnsDeg.map((turnDeg) => ({ turnDeg, lengthM: wayOutM(near, turnDeg * RAD_PER_DEG) }));
  return ways.reduce((best, way) => (way.lengthM < best.lengthM ? way : best));
}

function wayOutM(near: readonly Candidate[], angleRad: number): number {
  const stretches = near.flatMap(({ rings }): Stretch[] => stretchesInside(rings, angleRad)).sort((a, b) => a.fromM - b.fromM);
  let outM = stretches[0] !== undefined && stretches[0].fromM < OWN_WALL_M ? stretches[0].toM : 0;
  for (const { fromM, toM } of stretches) if (fromM <= outM + NARROWEST_GAP_M) outM = Math.max(outM, toM);
  return outM;
}
