import { seededFraction } from '../../camera-adapters/simulated/seeded-random.ts';
import type { CameraPlacement } from '../../domain/camera-placement.ts';
import { bearingBetweenDeg, normaliseBearingDeg } from '../../domain/view-geometry.ts';
import { newId } from '../../platform/new-id.ts';
import { cameraSpots, FIRST_MARKET_CAMERA, type CameraSpot } from './camera-spots.ts';
import type { CameraTrouble, DatedPlacement, TownCamera } from './town-camera.ts';
import { MARKET_NEIGHBOURHOOD } from './town-layout.ts';
import { toLonLat } from './town-plane.ts';
import { townAilments, type Ailment } from './town-troubles.ts';

const DAY_MS = 86_400_000;
const FIRST_SEED = 2401;
/** The market's camera that is recorded all the time; it doesn't see the incident of the last hour. */
const RECORDED_CAMERA = FIRST_MARKET_CAMERA + 5;
/** Every so many-th camera was turned in the past. */
const TURNED_EVERY = 11;

/** The town's 118 cameras as they are at `nowMs`. Their ids are new each time, everything else follows from `nowMs`. */
export function townCameras(nowMs: number): TownCamera[] {
  const spots = cameraSpots();
  const ailments = townAilments((index) => spots[index]!.isHighMounted || spots[index]!.neighbourhood === MARKET_NEIGHBOURHOOD);
  const camerasOfSite = new Map<string, number>();
  return spots.map((spot, index) => {
    const number = (camerasOfSite.get(spot.siteName) ?? 0) + 1;
    camerasOfSite.set(spot.siteName, number);
    return townCamera(spot, index, number, ailments.get(index), nowMs);
  });
}

function townCamera(spot: CameraSpot, index: number, number: number, ailment: Ailment | undefined, nowMs: number): TownCamera {
  const chance = (salt: number): number => seededFraction(36, index, salt);
  const createdAtMs = ailment?.kind === 'draft' ? nowMs - (1 + (index % 3)) * DAY_MS : nowMs - Math.round((380 + chance(1) * 900) * DAY_MS);
  return {
    index,
    id: newId(createdAtMs),
    name: `${spot.siteName} ${number}${spot.isHighMounted ? ' (tầm cao)' : ''}`,
    siteName: spot.siteName,
    neighbourhood: spot.neighbourhood,
    isHighMounted: spot.isHighMounted,
    purpose: spot.purpose,
    isDraft: ailment?.kind === 'draft',
    isInMaintenance: ailment?.kind === 'maintenance',
    recordsLive: index === RECORDED_CAMERA,
    seed: FIRST_SEED + index,
    createdAtMs,
    placements: datedPlacements(placementOf(spot, chance), {
      createdAtMs,
      nowMs,
      turnedDeg: index % TURNED_EVERY === 4 && ailment?.kind !== 'draft' ? 60 + chance(2) * 100 : 0,
      chance,
    }),
    ordinaryOffsetMs: Math.round((chance(3) - 0.4) * 9000),
    ...troubleOf(ailment, createdAtMs, nowMs),
  };
}

function troubleOf(ailment: Ailment | undefined, createdAtMs: number, nowMs: number): { trouble?: CameraTrouble } {
  if (ailment?.kind !== 'fault') return {};
  return { trouble: { faults: ailment.faults, sinceMs: Math.max(createdAtMs, nowMs - ailment.forMs) } };
}

function placementOf(spot: CameraSpot, chance: (salt: number) => number): CameraPlacement {
  const position = toLonLat(spot.pole);
  const bearingDeg = rounded(bearingBetweenDeg(position, toLonLat(spot.looksAt)), 1);
  const between = (salt: number, low: number, high: number): number => rounded(low + chance(salt) * (high - low), 1);
  const base = { position: { type: 'Point', coordinates: position }, bearingDeg } as const;
  if (spot.isHighMounted) {
    return {
      ...base,
      heightM: between(11, 12, 18),
      tiltDeg: between(12, 10, 12),
      hfovDeg: between(13, 56, 66),
      rangeM: Math.round(120 + chance(14) * 80),
      resolution: { width: 3840, height: 2160 },
    };
  }
  const resolution = chance(15) < 0.7 ? { width: 1920, height: 1080 } : { width: 2560, height: 1440 };
  return {
    ...base,
    heightM: between(11, 4, 5.5),
    tiltDeg: between(12, 11, 14),
    hfovDeg: between(13, 82, 92),
    rangeM: Math.round(42 + chance(14) * 14),
    resolution,
  };
}

/** The present placement, and for a camera that was turned the one before. */
function datedPlacements(
  placement: CameraPlacement,
  { createdAtMs, nowMs, turnedDeg, chance }: { createdAtMs: number; nowMs: number; turnedDeg: number; chance: (salt: number) => number },
): DatedPlacement[] {
  if (turnedDeg === 0) return [{ placement, during: { fromMs: createdAtMs, toMs: Infinity } }];
  const turnedAtMs = nowMs - Math.round((25 + chance(4) * 290) * DAY_MS);
  const before = { ...placement, bearingDeg: rounded(normaliseBearingDeg(placement.bearingDeg + turnedDeg), 1) % 360 };
  return [
    { placement: before, during: { fromMs: createdAtMs, toMs: turnedAtMs } },
    { placement, during: { fromMs: turnedAtMs, toMs: Infinity } },
  ];
}

function rounded(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}
