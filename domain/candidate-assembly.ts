import { footageAvailability, type Availability, type RecordingFacts } from './candidate-availability.ts';
import { candidateWhy, type WhyLanguage } from './candidate-why.ts';
import type { CameraPlacement } from './camera-placement.ts';
import { clockNotes } from './clock-notes.ts';
import { offsetOver } from './clock-offset.ts';
import type { ClockMethod, ClockReading } from './clock-reading.ts';
import { clockWhy } from './clock-why.ts';
import { deviceWindow } from './device-window.ts';
import { footageOverlap, type FootageOverlap, type StoredSegment } from './footage-overlap.ts';
import type { LonLat } from './geojson.ts';
import { healthShare, type FacetInterval } from './health-share.ts';
import { linkingScore, type ScorePart, type Sees } from './linking-score.ts';
import type { WhyCode } from './linking-why.ts';
import { pixelsPerMetre, slantDistanceM } from './pixel-density.ts';
import { pixelDensityLevel, type PixelDensityLevel } from './pixel-density-level.ts';
import { publicFacetState } from './public-facet-state.ts';
import { FACETS, type Facet } from './health-facet.ts';
import { edgeOverwrittenAtMs } from './retention.ts';
import { toIso, type TimeInterval } from './time-interval.ts';
import { angleBetweenBearingsDeg, bearingBetweenDeg } from './view-geometry.ts';

/** What is known of one camera at the time of an incident, as the database gives it. All times are epoch milliseconds of true time. */
export interface CandidateFacts extends Pick<RecordingFacts, 'sourceKind' | 'recordingMode' | 'retentionHours' | 'registeredAtMs'> {
  readonly cameraId: string;
  /** How the coverage that held then lies to the uncertainty disc. */
  readonly sees: Sees;
  /** Along the ground, from the camera to the incident's location. */
  readonly distanceM: number;
  /** The placement that held then. */
  readonly placement: CameraPlacement;
  /** Whether a building stands between. */
  readonly occluded: boolean;
  /** States of all facets that touch the incident's interval. */
  readonly facetsThen: readonly (FacetInterval & { readonly facet: Facet })[];
  /** Readings of the camera's clock or its recorder's, in any order: those around the incident suffice. */
  readonly clockReadings: readonly ClockReading[];
  /** Segments that may overlap the incident; others are ignored. */
  readonly segments: readonly StoredSegment[];
  readonly snapshotIds: readonly string[];
}

/** Where and when the incident was. */
export interface CandidateIncident {
  readonly occurred: TimeInterval;
  readonly location: LonLat;
}

type IsoInterval = { readonly from: string; readonly to: string };

/** A candidate in the shape of the API; names, coverage and verdicts are added where it is served. */
export interface CandidateItem {
  readonly cameraId: string;
  readonly score: number;
  readonly scoreParts: readonly ScorePart[];
  readonly sees: Sees;
  readonly distanceM: number;
  /** Theoretical. */
  readonly pxPerM: number;
  readonly level: PixelDensityLevel;
  readonly occluded: boolean;
  /** Cut to the incident's interval; facet by facet in the order of `FACETS`, each from old to new. */
  readonly healthThen: readonly ({ readonly facet: string; readonly state: string } & IsoInterval)[];
  readonly availability: Availability;
  /** When the first piece of the footage is lost unless it is held; null when that isn't known or nothing can be lost. */
  readonly overwrittenAt: string | null;
  readonly clock: { readonly offsetMs: number; readonly uncertaintyMs: number; readonly method: ClockMethod; readonly readAt: string } | null;
  readonly deviceWindow: IsoInterval;
  readonly trueWindow: IsoInterval;
  /** `overlapRatio`: share of the incident that the segment covers. */
  readonly footage: readonly { readonly segmentId: string; readonly overlapRatio: number }[];
  readonly snapshotIds: readonly string[];
  readonly why: readonly string[];
  /** The same for programs. */
  readonly whyCodes: readonly WhyCode[];
}

/** Judges one camera for an incident. Pure: `nowMs` decides only what is overwritten and when. */
export function assembleCandidate(facts: CandidateFacts, incident: CandidateIncident, nowMs: number, language: WhyLanguage = 'vi'): CandidateItem {
  const { occurred } = incident;
  const clock = offsetOver(facts.clockReadings, occurred);
  const pxPerM = densityAt(facts);
  const footage = footageOf(facts, occurred, nowMs);
  const distanceM = toTenth(facts.distanceM);
  const { score, parts, why } = linkingScore({
    sees: facts.sees,
    occluded: facts.occluded,
    distanceM,
    pxPerM,
    offAxisDeg: offAxisDeg(facts.placement, incident.location),
    hfovDeg: facts.placement.hfovDeg,
    healthShare: healthShare(facts.facetsThen, occurred),
    availability: footage.availability,
    handIn: facts.sourceKind === 'registered',
    footageShare: footage.overlap.coveredShare,
    overwrittenInMs: footage.overwrittenAtMs === null ? null : footage.overwrittenAtMs - nowMs,
    clock,
  });
  const allWhy = [...why, ...clockWhy(clockNotes(facts.clockReadings, occurred))];
  return {
    cameraId: facts.cameraId,
    score,
    scoreParts: parts,
    sees: facts.sees,
    distanceM,
    pxPerM: toTenth(pxPerM),
    level: pixelDensityLevel(pxPerM),
    occluded: facts.occluded,
    healthThen: healthWithin(facts.facetsThen, occurred),
    availability: footage.availability,
    overwrittenAt: footage.overwrittenAtMs === null ? null : toIso(footage.overwrittenAtMs),
    clock: clock && { offsetMs: clock.offsetMs, uncertaintyMs: clock.uncertaintyMs, method: clock.method, readAt: toIso(clock.readAtMs) },
    deviceWindow: isoInterval(deviceWindow(occurred, clock)),
    trueWindow: isoInterval(occurred),
    footage: footage.overlap.segments.map(({ segment, overlapRatio }) => ({ segmentId: segment.segmentId, overlapRatio })),
    snapshotIds: facts.snapshotIds,
    why: candidateWhy(allWhy, language),
    whyCodes: allWhy,
  };
}

function densityAt({ placement, distanceM }: CandidateFacts): number {
  const slant = slantDistanceM({ heightM: placement.heightM, groundDistanceM: distanceM });
  return pixelsPerMetre({ horizontalPx: placement.resolution.width, hfovDeg: placement.hfovDeg, slantDistanceM: slant });
}

function offAxisDeg({ position, bearingDeg }: CameraPlacement, location: LonLat): number {
  return angleBetweenBearingsDeg(bearingBetweenDeg(position.coordinates, location), bearingDeg);
}

function footageOf(
  facts: CandidateFacts,
  occurred: TimeInterval,
  nowMs: number,
): { overlap: FootageOverlap; availability: Availability; overwrittenAtMs: number | null } {
  const overlap = footageOverlap(facts.segments, occurred);
  const recordingThen = facts.facetsThen.filter(({ facet }) => facet === 'recording');
  const availability = footageAvailability({ ...facts, recordingThen, hasFootage: overlap.segments.length > 0 }, occurred, nowMs);
  return { overlap, availability, overwrittenAtMs: overwrittenAtMs(availability, facts, overlap, occurred) };
}

function overwrittenAtMs(availability: Availability, facts: CandidateFacts, overlap: FootageOverlap, occurred: TimeInterval): number | null {
  if (availability === 'at_edge') return edgeOverwrittenAtMs(occurred.fromMs, facts.retentionHours);
  if (availability !== 'on_hand') return null;
  const expiries = overlap.segments.filter(({ segment }) => !segment.held).map(({ segment }) => segment.expiresAtMs);
  return expiries.length === 0 ? null : Math.min(...expiries);
}

function healthWithin(history: CandidateFacts['facetsThen'], occurred: TimeInterval): CandidateItem['healthThen'] {
  return history
    .map(({ facet, state, fromMs, toMs }) => ({
      facet,
      state: publicFacetState(facet, state),
      during: { fromMs: Math.max(fromMs, occurred.fromMs), toMs: Math.min(toMs ?? occurred.toMs, occurred.toMs) },
    }))
    .filter(({ during }) => during.fromMs < during.toMs)
    .toSorted((a, b) => FACETS.indexOf(a.facet) - FACETS.indexOf(b.facet) || a.during.fromMs - b.during.fromMs)
    .map(({ facet, state, during }) => ({ facet, state, ...isoInterval(during) }));
}

function isoInterval({ fromMs, toMs }: TimeInterval): IsoInterval {
  return { from: toIso(fromMs), to: toIso(toMs) };
}

function toTenth(value: number): number {
  return Math.round(value * 10) / 10;
}
