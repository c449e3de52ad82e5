import { seededSequence } from '../../camera-adapters/simulated/seeded-random.ts';
import type { LonLat } from '../../domain/geojson.ts';
import type { IncidentCategory, IncidentOutcome } from '../../domain/incident-terms.ts';
import type { TimeInterval } from '../../domain/time-interval.ts';
import { angleBetweenBearingsDeg, bearingBetweenDeg, destinationPoint, distanceBetweenM } from '../../domain/view-geometry.ts';
import { viewLimits } from '../../domain/view-limits.ts';
import { newId } from '../../platform/new-id.ts';
import { marketIncidentPlace } from './camera-spots.ts';
import { INCIDENT_KINDS, type IncidentKind } from './incident-kinds.ts';
import { placementThen, type TownCamera } from './town-camera.ts';
import { MARKET_NEIGHBOURHOOD } from './town-layout.ts';
import { toLonLat } from './town-plane.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const VIETNAM_OFFSET_MS = 7 * HOUR_MS;
const MOST_LINKS = 3;

/** An incident of the demo town. */
export interface TownIncident {
  readonly id: string;
  readonly category: IncidentCategory;
  readonly outcome: IncidentOutcome;
  readonly occurred: TimeInterval;
  readonly location: LonLat;
  readonly uncertaintyM: number;
  readonly summary: string;
  /** 0 to 20, see `TownNeighbourhood`. */
  readonly neighbourhood: number;
  readonly reportedAtMs: number;
  readonly recordedAtMs: number;
  /** Cameras whose footage cleared it. */
  readonly confirmedCameraIds: readonly string[];
}

/** The year before `nowMs`, in the order of entry; the incident of the last hour is not among them. */
export function townIncidents(cameras: readonly TownCamera[], nowMs: number): TownIncident[] {
  const random = seededSequence(2023);
  const witnesses = cameras.filter((camera) => !camera.isHighMounted && !camera.isDraft);
  return INCIDENT_KINDS.flatMap((kind) => Array.from({ length: kind.count }, (_, nth) => pastIncident(kind, nth, witnesses, random, nowMs))).toSorted(
    (a, b) => a.recordedAtMs - b.recordedAtMs,
  );
}

/** A collision at the market 25 minutes ago, entered a quarter of an hour ago and still open: three cameras and a high-mounted one see the place. */
export function freshIncident(nowMs: number): TownIncident {
  const fromMs = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS - 25 * MINUTE_MS;
  const recordedAtMs = fromMs + 10 * MINUTE_MS + 20_000;
  return {
    id: newId(recordedAtMs),
    category: 'traffic_accident',
    outcome: 'open',
    occurred: { fromMs, toMs: fromMs + 3 * MINUTE_MS },
    location: toLonLat(marketIncidentPlace()),
    uncertaintyM: 8,
    summary: 'Va chạm giữa hai xe máy trước ngã tư chợ Đinh Văn, một người bị thương nhẹ; một xe rời khỏi hiện trường về phía bưu điện.',
    neighbourhood: MARKET_NEIGHBOURHOOD,
    reportedAtMs: fromMs + 6 * MINUTE_MS,
    recordedAtMs,
    confirmedCameraIds: [],
  };
}

function pastIncident(kind: IncidentKind, nth: number, witnesses: readonly TownCamera[], random: () => number, nowMs: number): TownIncident {
  const between = ([low, high]: readonly [number, number]): number => low + random() * (high - low);
  const occurred = whenOf(kind, nth, between, random, nowMs);
  const able = kind.outcome === 'cleared_with_footage' ? witnesses.filter((camera) => wasWell(camera, occurred)) : witnesses;
  const witness = able[Math.floor(random() * able.length)]!;
  const location = placeBefore(witness, occurred.fromMs, between);
  const reportedAtMs = occurred.toMs + Math.round(between(kind.reportedAfterMin)) * MINUTE_MS;
  // now and then one is entered days later: the record shows it
  const recordedAtMs = reportedAtMs + (random() < 0.06 ? Math.round(between([26, 40])) * HOUR_MS : Math.round(between([3, 25]) * 60) * 1000);
  return {
    id: newId(recordedAtMs),
    category: kind.category,
    outcome: kind.outcome,
    occurred,
    location,
    uncertaintyM: Math.round(between([5, 20])),
    summary: kind.summaries[nth % kind.summaries.length]!.replace('{place}', `ngã${witness.siteName.slice('Ngã'.length)}`),
    neighbourhood: witness.neighbourhood,
    reportedAtMs,
    recordedAtMs,
    confirmedCameraIds: kind.outcome === 'cleared_with_footage' ? camerasThatSee(witness, witnesses, location, occurred) : [],
  };
}

/** Spread over the year; what is open is not older than four months. */
function whenOf(kind: IncidentKind, nth: number, between: (range: readonly [number, number]) => number, random: () => number, nowMs: number): TimeInterval {
  const longestAgoDays = kind.outcome === 'open' ? 120 : 355;
  const agoDays = 4 + Math.floor(((nth + random()) / kind.count) * (longestAgoDays - 4));
  const localDay = Math.floor((nowMs + VIETNAM_OFFSET_MS) / DAY_MS) - agoDays;
  const fromMs = onWeekend(localDay, random() < kind.weekendShare) * DAY_MS - VIETNAM_OFFSET_MS + Math.round(between(kind.hours) * 60) * MINUTE_MS;
  return { fromMs, toMs: fromMs + Math.round(between(kind.minutes)) * MINUTE_MS };
}

/** The day itself, or the Friday or Saturday before it. Day 0 of the epoch was a Thursday. */
function onWeekend(localDay: number, wanted: boolean): number {
  const weekday = (localDay + 4) % 7;
  if (!wanted || weekday === 5 || weekday === 6) return localDay;
  return localDay - ((weekday + 1) % 7) - (localDay % 2);
}

/** A place that the camera saw well. */
function placeBefore(camera: TownCamera, atMs: number, between: (range: readonly [number, number]) => number): LonLat {
  const placement = placementThen(camera, atMs) ?? camera.placements[0]!.placement;
  const [lonDeg, latDeg] = destinationPoint(placement.position.coordinates, placement.bearingDeg + between([-12, 12]), between([13, 30]));
  return [Math.round(lonDeg * 1e7) / 1e7, Math.round(latDeg * 1e7) / 1e7];
}

/** The witness first, then others that were well and saw the place. */
function camerasThatSee(witness: TownCamera, witnesses: readonly TownCamera[], location: LonLat, occurred: TimeInterval): string[] {
  const others = witnesses.filter((camera) => camera !== witness && wasWell(camera, occurred) && sees(camera, location, occurred.fromMs));
  return [witness, ...others].slice(0, MOST_LINKS).map((camera) => camera.id);
}

/** Whether the camera gave a picture then; a wrong clock doesn't matter. */
function wasWell({ trouble }: TownCamera, occurred: TimeInterval): boolean {
  return trouble === undefined || trouble.sinceMs > occurred.toMs || trouble.faults.clockOffsetMs !== undefined;
}

function sees(camera: TownCamera, location: LonLat, atMs: number): boolean {
  const placement = placementThen(camera, atMs);
  if (placement === undefined) return false;
  const { nearM, farM } = viewLimits(placement);
  const distanceM = distanceBetweenM(placement.position.coordinates, location);
  const offAxisDeg = angleBetweenBearingsDeg(bearingBetweenDeg(placement.position.coordinates, location), placement.bearingDeg);
  return distanceM >= nearM && distanceM <= farM && offAxisDeg <= placement.hfovDeg / 2;
}
