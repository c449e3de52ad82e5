import type { CameraPlacement } from '../../../domain/camera-placement.ts';
import type { LonLat } from '../../../domain/geojson.ts';
import type { BuildingOutline } from '../../../domain/visibility/building-outline.ts';

/** Numbers from 0 to 1, the same for the same seed (a linear congruential generator with 48 bits, as in `drand48`). */
export function randomNumbers(seed: number): () => number {
  let state = (BigInt(seed) << 16n) + 0x330en;
  return () => {
    state = (state * 0x5deece66dn + 0xbn) & 0xffffffffffffn;
    return Number(state) / 2 ** 48;
  };
}

const LAT_M = 110_600;
const lonM = (lat: number): number => 111_320 * Math.cos((lat * Math.PI) / 180);

/** A place `eastM`, `northM` from another. */
export function placeAt([lon, lat]: LonLat, eastM: number, northM: number): LonLat {
  return [lon + eastM / lonM(lat), lat + northM / LAT_M];
}

/** Houses at random: turned, of three to eight corners, some with a courtyard, some overlapping, heights from sheds to towers or unknown. */
export function generatedTown(centre: LonLat, sizeM: number, count: number, random: () => number): BuildingOutline[] {
  return Array.from({ length: count }, () => {
    const middle = placeAt(centre, (random() - 0.5) * sizeM, (random() - 0.5) * sizeM);
    const corners = 3 + Math.floor(random() * 6);
    const hasYard = random() < 0.2;
    const radiusM = (hasYard ? 8 : 2) + random() * 11;
    const turn = random() * Math.PI;
    const ring = (share: number): LonLat[] =>
      Array.from({ length: corners }, (_, nth) => {
        const angle = turn + (nth / corners) * 2 * Math.PI;
        return placeAt(middle, share * radiusM * Math.cos(angle), share * radiusM * Math.sin(angle));
      });
    const heightM = random() < 0.3 ? null : random() < 0.6 ? 0.5 + random() * 5 : 3 + random() * 20;
    return { rings: hasYard ? [ring(1), ring(0.75)] : [ring(1)], heightM };
  });
}

/** A camera of any sort: low and high, narrow and all around, level and steep, fixed and turning. */
export function randomPlacement(position: LonLat, random: () => number): CameraPlacement {
  const any = random();
  return {
    position: { type: 'Point', coordinates: position },
    heightM: random() < 0.7 ? 2.5 + random() * 5 : 8 + random() * 25,
    bearingDeg: random() * 359.9,
    tiltDeg: random() * 40,
    hfovDeg: any < 0.7 ? 20 + random() * 100 : any < 0.9 ? 120 + random() * 230 : 360,
    rangeM: 15 + random() * 120,
    resolution: { width: 1920, height: 1080 },
    ...(random() < 0.15 ? { motion: random() < 0.5 ? ('ptz' as const) : ('dome' as const), panRangeDeg: random() < 0.5 ? null : 180 + random() * 170 } : {}),
  };
}

/**
 * Places around a camera: half of them anywhere, most in the direction that it looks, the others close to where walls that it may see end or cross, since there the difficult answers are.
 */
export function placesAround(placement: CameraPlacement, buildings: readonly BuildingOutline[], count: number, random: () => number): LonLat[] {
  const corners = buildings.flatMap(({ rings }) => rings.flat()).filter((corner) => distanceM(placement.position.coordinates, corner) < placement.rangeM);
  return Array.from({ length: count }, () => {
    if (corners.length === 0 || random() < 0.5) return anywhere(placement, random);
    return placeAt(corners[Math.floor(random() * corners.length)]!, (random() - 0.5) * 8, (random() - 0.5) * 8);
  });
}

function anywhere({ position, bearingDeg, hfovDeg, rangeM }: CameraPlacement, random: () => number): LonLat {
  const offDeg = random() < 0.8 ? (random() - 0.5) * hfovDeg : random() * 360;
  const angle = ((bearingDeg + offDeg) * Math.PI) / 180;
  const awayM = Math.sqrt(random()) * rangeM * 1.05;
  return placeAt(position.coordinates, awayM * Math.sin(angle), awayM * Math.cos(angle));
}

function distanceM([lon, lat]: LonLat, [otherLon, otherLat]: LonLat): number {
  return Math.hypot((otherLon - lon) * lonM(lat), (otherLat - lat) * LAT_M);
}
