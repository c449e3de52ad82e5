import type { CandidateFacts } from '../../domain/candidate-assembly.ts';
import type { CameraPlacement } from '../../domain/camera-placement.ts';
import type { CameraMotion } from '../../domain/camera-terms.ts';
import type { CandidateWay } from '../../domain/candidate-way.ts';
import type { ClockMethod } from '../../domain/clock-reading.ts';
import type { LinkVerdict } from '../../domain/incident-terms.ts';
import type { Queryable } from '../database.ts';
import type { CandidateSearch } from './candidate-search.ts';
import { CANDIDATE_LIMITS, candidateStatement } from './candidate-statement.ts';
import type { PlacementColumns } from './placement-columns.ts';

/** A candidate's facts and what the answer shows besides. */
export interface CandidateRow {
  readonly facts: CandidateFacts;
  readonly cameraName: string;
  readonly siteName: string;
  readonly unitName: string;
  /** GeoJSON as the database wrote it: it is sent on as it stands. */
  readonly coverageJson: string;
  readonly link: { readonly verdict: LinkVerdict; readonly note: string; readonly decidedAt: number } | null;
}

interface FlatRow extends PlacementColumns {
  readonly cameraId: string;
  readonly sees: CandidateFacts['sees'];
  readonly occluded: boolean;
  readonly distanceM: number;
  readonly motion: CameraMotion;
  readonly doubtful: boolean;
  readonly coverage: string;
  readonly way: [roadName: string | null, alongM: number] | null;
  readonly cameraName: string;
  readonly siteName: string;
  readonly unitName: string;
  readonly sourceKind: CandidateFacts['sourceKind'];
  readonly recordingMode: CandidateFacts['recordingMode'];
  readonly retentionHours: number;
  readonly registeredAtMs: number;
  readonly placementRecordedAtMs: number;
  readonly edgeAsked: boolean;
  readonly facets: [facet: string, state: string, fromMs: number, toMs: number | null][] | null;
  readonly readings: [trueMs: number, deviceMs: number, uncertaintyMs: number, method: string, afterSetting: boolean][] | null;
  readonly segments: [id: string, fromMs: number, toMs: number, uncertaintyMs: number, expiresAtMs: number, held: boolean][] | null;
  readonly snapshots: string[] | null;
  readonly link: { verdict: LinkVerdict; note: string; decidedAt: number } | null;
}

function wayOf({ sees, occluded, way }: FlatRow): CandidateWay | null {
  if (sees !== 'none') return null;
  if (way !== null) return { kind: 'road', roadName: way[0], alongM: Math.round(way[1]) };
  return { kind: occluded ? 'hidden' : 'distance' };
}

function placementOf(flat: FlatRow): CameraPlacement {
  const { heightM, bearingDeg, tiltDeg, hfovDeg, rangeM, motion } = flat;
  const resolution = { width: flat.widthPx, height: flat.heightPx };
  return { position: { type: 'Point', coordinates: [flat.lon, flat.lat] }, heightM, bearingDeg, tiltDeg, hfovDeg, rangeM, resolution, motion };
}

function toRow(flat: FlatRow): CandidateRow {
  const { cameraId, sees, occluded, distanceM, sourceKind, recordingMode, retentionHours, registeredAtMs, placementRecordedAtMs, edgeAsked } = flat;
  const facts: CandidateFacts = {
    cameraId,
    sees,
    distanceM,
    placement: placementOf(flat),
    occluded,
    doubtful: flat.doubtful,
    way: wayOf(flat),
    facetsThen: (flat.facets ?? []).map(([facet, state, fromMs, toMs]) => ({ facet: facet as never, state, fromMs, toMs })),
    clockReadings: (flat.readings ?? []).map(([trueTimeMs, deviceTimeMs, uncertaintyMs, method, afterSetting]) => ({
      trueTimeMs,
      deviceTimeMs,
      uncertaintyMs,
      method: method as ClockMethod,
      afterSetting,
    })),
    segmentsCut: (flat.segments ?? []).length >= CANDIDATE_LIMITS.segments,
    segments: (flat.segments ?? []).map(([segmentId, fromMs, toMs, uncertaintyMs, expiresAtMs, held]) => ({
      segmentId,
      fromMs,
      toMs,
      uncertaintyMs,
      expiresAtMs,
      held,
    })),
    snapshotIds: flat.snapshots ?? [],
    sourceKind,
    recordingMode,
    retentionHours,
    registeredAtMs,
    placementRecordedAtMs,
    edgeAsked,
  };
  const { cameraName, siteName, unitName, coverage: coverageJson, link } = flat;
  return { facts, cameraName, siteName, unitName, coverageJson, link };
}

/**
 * Every camera within reach that could have seen a place at a time, by the placement that held then, with all that is needed to judge it: one statement, on the indexes of
 * coverage, position, roads and time. Cameras that only see the ways to and from it, or hang near, come with `sees: 'none'`.
 */
export async function findCandidates(db: Queryable, search: CandidateSearch): Promise<CandidateRow[]> {
  return (await db.rows<FlatRow>(candidateStatement(search))).map(toRow);
}
