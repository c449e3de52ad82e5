import { footageAvailability, isKeptAtEdge, type Availability, type RecordingFacts } from './candidate-availability.ts';
import { densityAt, nearestDensity, type PointDensity } from './candidate-density.ts';
import { incidentLight, type IncidentLight, type Light } from './candidate-light.ts';
import { pictureThen } from './candidate-picture.ts';
import type { CandidateWay } from './candidate-way.ts';
import { candidateWhy, type WhyLanguage } from './candidate-why.ts';
import type { CameraPlacement } from './camera-placement.ts';
import type { CameraMotion } from './camera-terms.ts';
import { clockNotes } from './clock-notes.ts';
import { offsetOver, type ClockOffset } from './clock-offset.ts';
import type { ClockMethod, ClockReading } from './clock-reading.ts';
import { clockWhy } from './clock-why.ts';
import { deviceWindow } from './device-window.ts';
import { canPullFrom } from './edge-pull-rule.ts';
import { coversWhole } from './footage-gaps.ts';
import { footageOverlap, type FootageOverlap, type StoredSegment } from './footage-overlap.ts';
import { footageStretches } from './footage-stretches.ts';
import type { LonLat } from './geojson.ts';
import { healthShare, type FacetInterval } from './health-share.ts';
import type { Sees } from './linking-facts.ts';
import { scorePartWords } from './linking-part-words.ts';
import { linkingScore, type LinkingScore, type ScorePart } from './linking-score.ts';
import type { WhyCode } from './linking-why.ts';
import type { PixelDensityLevel } from './pixel-density-level.ts';
import { publicFacetState } from './public-facet-state.ts';
import { FACETS, type Facet } from './health-facet.ts';
import { edgeOverwrittenAtMs } from './retention.ts';
import { toIso, type TimeInterval } from './time-interval.ts';
import { angleBetweenBearingsDeg, bearingBetweenDeg } from './view-geometry.ts';

/** What is known of one camera at the time of an incident, as the database gives it. All times are epoch milliseconds of true time. */
export interface CandidateFacts extends Pick<RecordingFacts, 'sourceKind' | 'recordingMode' | 'retentionHours' | 'registeredAtMs' | 'edgeAsked'> {
  readonly cameraId: string;
  /** How the coverage that held then lies to the uncertainty disc. */
  readonly sees: Sees;
  /** Along the ground, from the camera to the incident's location. */
  readonly distanceM: number;
  /** The placement that held then. */
  readonly placement: CameraPlacement;
  /** When that placement was entered. */
  readonly placementRecordedAtMs?: number;
  /** Whether the middle of the place would be in the view and a building stands between. */
  readonly occluded: boolean;
  /** By the map of buildings it would see nothing at all: its whole sector counts instead. */
  readonly doubtful?: boolean;
  /** Of a camera that doesn't see the place. */
  readonly way?: CandidateWay | null;
  /** States of all facets that touch the incident's interval. */
  readonly facetsThen: readonly (FacetInterval & { readonly facet: Facet })[];
  /** Readings of the camera's clock or its recorder's, in any order: those around the incident suffice. */
  readonly clockReadings: readonly ClockReading[];
  /** Segments that may overlap the incident; others are ignored. */
  readonly segments: readonly StoredSegment[];
  /** There are more segments than were looked for: what follows the last one isn't known. */
  readonly segmentsCut?: boolean;
  readonly snapshotIds: readonly string[];
}

/** Where and when the incident was. */
export interface CandidateIncident {
  readonly occurred: TimeInterval;
  readonly location: LonLat;
  /** 0 when absent. */
  readonly uncertaintyM?: number;
  /** Daylight at that place and time; found when absent (give it where several cameras are judged). */
  readonly light?: IncidentLight;
}

type IsoInterval = { readonly from: string; readonly to: string };

/** What a score needs and what is shown, in numbers: the order of candidates depends on it, and only those that are shown are put into words. */
export interface JudgedCandidate extends LinkingScore {
  readonly cameraId: string;
  readonly distanceM: number;
  readonly overwrittenAtMs: number | null;
  readonly facts: CandidateFacts;
  readonly offAxisDeg: number;
  readonly central: PointDensity;
  readonly nearest: PointDensity;
  readonly pictureState: string;
  readonly light: IncidentLight;
  readonly availability: Availability;
  /** A part is not on hand and may be fetched from the device. */
  readonly restAtEdge: boolean;
  readonly overlap: FootageOverlap;
  readonly clock: ClockOffset | null;
}

/** A candidate in the shape of the API; names, coverage and verdicts are added where it is served. */
export interface CandidateItem {
  readonly cameraId: string;
  readonly score: number;
  readonly scoreParts: readonly (ScorePart & { readonly words: string })[];
  readonly sees: Sees;
  readonly distanceM: number;
  /** At the middle of the place. Theoretical. */
  readonly pxPerM: number;
  readonly level: PixelDensityLevel;
  /** The same at the point of the disc that is nearest to the camera. */
  readonly nearest: PointDensity;
  /** Between the middle of the view and the middle of the place. */
  readonly offAxisDeg: number;
  readonly occluded: boolean;
  readonly motion: CameraMotion;
  /** When its placement was entered, if that was after the incident; else null. */
  readonly placementRecordedAfter: string | null;
  readonly way: CandidateWay | null;
  readonly light: Light;
  readonly sunElevationDeg: number;
  /** The fault of its picture that lasted longest then, `ok` or `unknown`. */
  readonly pictureThen: string;
  /** Cut to the incident's interval; facet by facet in the order of `FACETS`, each from old to new. */
  readonly healthThen: readonly ({ readonly facet: string; readonly state: string } & IsoInterval)[];
  readonly availability: Availability;
  /** A part of the footage is not on hand and still lies on the device. */
  readonly restAtEdge: boolean;
  /** The service can ask the device for it; else its board hands it in. */
  readonly pullable: boolean;
  /** When the first piece of the footage is lost unless it is held; null when that isn't known or nothing can be lost. */
  readonly overwrittenAt: string | null;
  readonly clock: { readonly offsetMs: number; readonly uncertaintyMs: number; readonly method: ClockMethod; readonly readAt: string } | null;
  readonly deviceWindow: IsoInterval;
  readonly trueWindow: IsoInterval;
  /** `overlapRatio`: share of the incident that the segment covers. */
  readonly footage: readonly { readonly segmentId: string; readonly overlapRatio: number }[];
  /** Stretches of the incident that footage on hand covers, true time, oldest first. */
  readonly footageSpans: readonly IsoInterval[];
  /** Up to where `footageSpans` tell; null: to the end. */
  readonly footageKnownTo: string | null;
  readonly snapshotIds: readonly string[];
  readonly why: readonly string[];
  /** The same for programs. */
  readonly whyCodes: readonly WhyCode[];
}

/** Judges one camera for an incident and puts it into words. Pure: `nowMs` decides only what is overwritten and when. */
export function assembleCandidate(facts: CandidateFacts, incident: CandidateIncident, nowMs: number, language: WhyLanguage = 'vi'): CandidateItem {
  return candidateItem(judgeCandidate(facts, incident, nowMs), incident, language);
}

/** Judges one camera for an incident, in numbers. */
export function judgeCandidate(facts: CandidateFacts, incident: CandidateIncident, nowMs: number): JudgedCandidate {
  const { occurred, location, light = incidentLight(location, occurred) } = incident;
  const { placement } = facts;
  const clock = offsetOver(facts.clockReadings, occurred);
  const footage = footageOf(facts, occurred, nowMs);
  const central = densityAt(placement, facts.distanceM);
  const distanceM = toTenth(facts.distanceM);
  const offAxisDeg = angleBetweenBearingsDeg(bearingBetweenDeg(placement.position.coordinates, location), placement.bearingDeg);
  const picture = pictureThen(facts.facetsThen, occurred);
  const scored = linkingScore({
    sees: facts.sees,
    occluded: facts.occluded,
    distanceM,
    pxPerM: central.pxPerM,
    offAxisDeg,
    hfovDeg: placement.hfovDeg,
    healthShare: healthShare(facts.facetsThen, occurred),
    availability: footage.availability,
    restAtEdge: footage.restAtEdge,
    handIn: facts.sourceKind === 'registered',
    footageShare: footage.overlap.coveredShare,
    overwrittenInMs: footage.overwrittenAtMs === null ? null : footage.overwrittenAtMs - nowMs,
    clock,
    movable: (placement.motion ?? 'fixed') !== 'fixed',
    doubtful: facts.doubtful ?? false,
    way: facts.way ?? null,
    light,
    picture,
  });
  const nearest = nearestDensity(placement, facts.distanceM, incident.uncertaintyM ?? 0);
  return { ...scored, ...footage, cameraId: facts.cameraId, distanceM, facts, offAxisDeg, central, nearest, pictureState: picture.state, light, clock };
}

/** A judged camera in words and in the shape of the API. */
export function candidateItem(judged: JudgedCandidate, { occurred }: CandidateIncident, language: WhyLanguage): CandidateItem {
  const { facts, clock, overwrittenAtMs, central, nearest, light } = judged;
  const recordedAfterMs = recordedAfter(facts, occurred);
  const late = recordedAfterMs === null ? [] : [{ code: 'placement_recorded_after' as const, params: { atMs: recordedAfterMs } }];
  const why = [...judged.why, ...late, ...clockWhy(clockNotes(facts.clockReadings, occurred))];
  return {
    cameraId: judged.cameraId,
    score: judged.score,
    scoreParts: judged.parts.map((part) => ({ ...part, words: scorePartWords(part, language) })),
    sees: facts.sees,
    distanceM: judged.distanceM,
    pxPerM: toTenth(central.pxPerM),
    level: central.level,
    nearest: { distanceM: toTenth(nearest.distanceM), pxPerM: toTenth(nearest.pxPerM), level: nearest.level },
    offAxisDeg: toTenth(judged.offAxisDeg),
    occluded: facts.occluded,
    motion: facts.placement.motion ?? 'fixed',
    placementRecordedAfter: recordedAfterMs === null ? null : toIso(recordedAfterMs),
    way: facts.way ?? null,
    light: light.light,
    sunElevationDeg: light.sunElevationDeg,
    pictureThen: judged.pictureState,
    healthThen: healthWithin(facts.facetsThen, occurred),
    availability: judged.availability,
    restAtEdge: judged.restAtEdge,
    pullable: judged.restAtEdge && canPullFrom({ sourceKind: facts.sourceKind, edgeStorage: null }),
    overwrittenAt: overwrittenAtMs === null ? null : toIso(overwrittenAtMs),
    clock: clock && { offsetMs: clock.offsetMs, uncertaintyMs: clock.uncertaintyMs, method: clock.method, readAt: toIso(clock.readAtMs) },
    deviceWindow: isoInterval(deviceWindow(occurred, clock)),
    trueWindow: isoInterval(occurred),
    footage: judged.overlap.segments.map(({ segment, overlapRatio }) => ({ segmentId: segment.segmentId, overlapRatio })),
    footageSpans: footageStretches(facts.segments, occurred).map(isoInterval),
    footageKnownTo: knownTo(facts),
    snapshotIds: facts.snapshotIds,
    why: candidateWhy(why, language),
    whyCodes: why,
  };
}

/** Where the segments that were looked for end, when there are more. */
function knownTo({ segments, segmentsCut }: CandidateFacts): string | null {
  return segmentsCut === true ? toIso(Math.max(...segments.map(({ toMs }) => toMs))) : null;
}

/** What was entered later than it happened says so. */
function recordedAfter({ placementRecordedAtMs }: CandidateFacts, { toMs }: TimeInterval): number | null {
  return placementRecordedAtMs !== undefined && placementRecordedAtMs > toMs ? placementRecordedAtMs : null;
}

function footageOf(
  facts: CandidateFacts,
  occurred: TimeInterval,
  nowMs: number,
): Pick<JudgedCandidate, 'overlap' | 'availability' | 'restAtEdge' | 'overwrittenAtMs'> {
  const overlap = footageOverlap(facts.segments, occurred);
  const recordingThen = facts.facetsThen.filter(({ facet }) => facet === 'recording');
  const availability = footageAvailability({ ...facts, recordingThen, hasFootage: overlap.segments.length > 0 }, occurred, nowMs);
  // by the segments' own times: one of half a minute that is uncertain by half an hour is counted as footage of the incident, and yet not as all of it
  const isWhole = coversWhole(
    overlap.segments.map(({ segment }) => segment),
    occurred,
  );
  const restAtEdge = isKeptAtEdge(facts, occurred, nowMs) && !isWhole;
  return { overlap, availability, restAtEdge, overwrittenAtMs: overwrittenAtMs({ availability, restAtEdge }, facts, overlap, occurred) };
}

function overwrittenAtMs(
  { availability, restAtEdge }: Pick<JudgedCandidate, 'availability' | 'restAtEdge'>,
  facts: CandidateFacts,
  overlap: FootageOverlap,
  occurred: TimeInterval,
): number | null {
  const atEdge = restAtEdge ? [edgeOverwrittenAtMs(occurred.fromMs, facts.retentionHours)] : [];
  if (availability === 'at_edge') return atEdge[0] ?? null;
  if (availability !== 'on_hand') return null;
  const expiries = [...atEdge, ...overlap.segments.filter(({ segment }) => !segment.held).map(({ segment }) => segment.expiresAtMs)];
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
