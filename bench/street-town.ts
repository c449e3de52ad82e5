import type { ReferenceFeature } from '../cli/reference/read-reference.ts';
import type { CameraPlacement } from '../domain/camera-placement.ts';
import type { LonLat } from '../domain/geojson.ts';
import { destinationPoint } from '../domain/view-geometry.ts';

/** Neighbourhoods of five streets with houses on both sides, 25 cameras and 250 buildings each; equal numbers give equal towns. */
export interface StreetTown {
  readonly placements: readonly CameraPlacement[];
  /** Some with a height, most without, as on real maps. */
  readonly buildings: readonly ReferenceFeature[];
}

const CAMERAS = 25;
const STREETS = 5;
const HOUSES = 25;
const STEP_DEG = 0.008;
const STREET_STEP_M = 80;
const HOUSE = { widthM: 6.5, depthM: 14, frontM: 7, gapM: 0.3 } as const;

function place(origin: LonLat, eastM: number, northM: number): LonLat {
  return destinationPoint(destinationPoint(origin, 90, eastM), 0, northM);
}

function house(origin: LonLat, eastM: number, northM: number, depthM: number, position: number, random: () => number): ReferenceFeature {
  const widthM = HOUSE.widthM - HOUSE.gapM;
  const ring = [
    place(origin, eastM, northM),
    place(origin, eastM + widthM, northM),
    place(origin, eastM + widthM, northM + depthM),
    place(origin, eastM, northM + depthM),
  ];
  return {
    position,
    id: `bench/${position}`,
    properties: random() < 0.4 ? { height: 3 + Math.round(random() * 120) / 10 } : {},
    geometry: { type: 'Polygon', coordinates: [[...ring, ring[0]!]] },
  };
}

function cameraAt(position: LonLat, random: () => number): CameraPlacement {
  const bearingDeg = (random() < 0.5 ? 90 : 270) + (random() - 0.5) * 40;
  const view = { heightM: 4 + random() * 2, tiltDeg: 12, hfovDeg: 87, rangeM: 45, resolution: { width: 1920, height: 1080 } };
  return { position: { type: 'Point', coordinates: position }, bearingDeg, ...view };
}

/** A town with `cameraCount` cameras and ten times as many buildings. */
export function streetTown(cameraCount: number, random: () => number): StreetTown {
  const neighbourhoods = Math.ceil(cameraCount / CAMERAS);
  const side = Math.ceil(Math.sqrt(neighbourhoods));
  const placements: CameraPlacement[] = [];
  const buildings: ReferenceFeature[] = [];
  for (let nth = 0; nth < neighbourhoods; nth += 1) {
    const origin: LonLat = [107.5 + (nth % side) * STEP_DEG, 11 + Math.floor(nth / side) * STEP_DEG];
    for (let street = 0; street < STREETS; street += 1) {
      const northM = street * STREET_STEP_M;
      for (let plot = 0; plot < HOUSES; plot += 1) {
        const depthM = HOUSE.depthM * (0.7 + random() * 0.3);
        buildings.push(house(origin, plot * HOUSE.widthM, northM + HOUSE.frontM, depthM, buildings.length + 1, random));
        buildings.push(house(origin, plot * HOUSE.widthM, northM - HOUSE.frontM - depthM, depthM, buildings.length + 1, random));
      }
    }
    for (let camera = 0; camera < CAMERAS; camera += 1) {
      const northM = Math.floor(random() * STREETS) * STREET_STEP_M + (random() < 0.5 ? -6 : 6);
      placements.push(cameraAt(place(origin, random() * HOUSES * HOUSE.widthM, northM), random));
    }
  }
  return { placements, buildings };
}
