import type { HealthMemory, HealthRow } from '../../db/repositories/camera-health-repository.ts';
import { clockDiagnosis } from '../../domain/clock-diagnosis.ts';
import { clockFacetState } from '../../domain/clock-facet.ts';
import { readingsToKeep } from '../../domain/clock-reading-worth.ts';
import { readingOffsetMs, type ClockReading } from '../../domain/clock-reading.ts';
import { observeFacet, type FacetChange } from '../../domain/facet-timeline.ts';
import { FACETS, type Facet, type FacetMemory, type FacetState } from '../../domain/health-facet.ts';
import { overallState } from '../../domain/overall-state.ts';
import type { PictureMemory } from '../../domain/picture-memory.ts';
import { judgePicture } from '../../domain/picture-verdict.ts';
import type { CameraObservation, ObservedFacets } from './camera-observation.ts';

/** What is known of a camera's health. */
export interface KnownHealth {
  readonly row: HealthRow;
  readonly pictures: PictureMemory;
}

/** A camera's health after an observation. */
export interface AppliedObservation extends KnownHealth {
  readonly changes: readonly FacetChange[];
  /** Clock readings that are worth rows of their own, in order of time. */
  readonly keptReadings: readonly ClockReading[];
}

/** Counts one observation. Older ones than were counted before change nothing, facet by facet. Pure. */
export function applyObservation({ row, pictures }: KnownHealth, observation: CameraObservation): AppliedObservation {
  const verdict = observation.picture && judgePicture(observation.picture, observation.atMs, pictures);
  const observed: ObservedFacets = { ...observation.facets, ...clockFacet(observation), ...(verdict && { picture: verdict.observation }) };
  const results = FACETS.flatMap((facet) => {
    const seen = observed[facet];
    return seen ? [observeFacet(facetMemory(row, facet), { ...seen, atMs: observation.atMs })] : [];
  });
  const memories = results.map((result) => result.memory);
  const keptReadings = worthKeeping(row.memory, observation.reading);
  const states = Object.fromEntries(memories.map((memory) => [memory.facet, memory.current]));
  const next = {
    ...row,
    ...states,
    lastProblem: nextProblem(row.lastProblem, observation.problem),
    ...lastContact(row, observation),
    memory: nextMemory(row.memory, memories, keptReadings, observation),
  };
  return {
    row: { ...next, overall: overallState(next) },
    pictures: verdict?.memory ?? pictures,
    changes: results.flatMap((result) => result.changes),
    keptReadings,
  };
}

function clockFacet({ reading }: CameraObservation): ObservedFacets {
  if (!reading) return {};
  const { kind, zone } = clockDiagnosis(reading);
  const cause = { offsetMs: Math.round(readingOffsetMs(reading)), ...(kind === 'right' ? {} : { diagnosis: kind }), ...(zone === null ? {} : { zone }) };
  return { clock: { state: clockFacetState(reading), cause } };
}

/** A facet that was never observed by the state machine starts from its column: a seeded or restored camera keeps its state. */
function facetMemory<F extends Facet>(row: HealthRow, facet: F): FacetMemory<F> {
  const stored = row.memory.facets?.[facet];
  return { facet, current: row[facet] as FacetState<F>, pending: (stored?.pending ?? null) as FacetMemory<F>['pending'], seenAtMs: stored?.seenAtMs ?? null };
}

function worthKeeping({ lastReading, lastSameReading }: HealthMemory, reading: ClockReading | undefined): readonly ClockReading[] {
  return reading ? readingsToKeep({ lastKept: lastReading, lastSame: lastSameReading }, reading) : [];
}

function nextMemory(
  before: HealthMemory,
  memories: readonly FacetMemory[],
  keptReadings: readonly ClockReading[],
  { facets: observed, viaRecorder = false, reading }: CameraObservation,
): HealthMemory {
  const via = observed?.reachable && (viaRecorder || before.viaRecorder) ? { viaRecorder } : {};
  const facets = Object.fromEntries(memories.map(({ facet, pending, seenAtMs }) => [facet, { pending, seenAtMs }]));
  return { ...before, ...via, facets: { ...before.facets, ...facets }, ...clockMemory(before, keptReadings, reading) };
}

function clockMemory(before: HealthMemory, keptReadings: readonly ClockReading[], reading: ClockReading | undefined): Partial<HealthMemory> {
  if (reading === undefined) return {};
  const lastReading = keptReadings.at(-1);
  if (lastReading !== undefined) return { lastReading, lastSameReading: undefined };
  const isNewer = reading.trueTimeMs > (before.lastSameReading?.trueTimeMs ?? -Infinity);
  return isNewer ? { lastSameReading: reading } : {};
}

/** One problem is shown at a time: that a camera can't be contacted hides what else is wrong with it. */
function nextProblem(last: HealthRow['lastProblem'], said: CameraObservation['problem']): HealthRow['lastProblem'] {
  if (said === undefined) return last;
  const { about, found } = said;
  const lastAbout = last?.about ?? 'contact';
  if (found === null) return lastAbout === about ? null : last;
  return last !== null && lastAbout === 'contact' && about !== 'contact' ? last : { code: found.code, message: found.message, about };
}

function lastContact(row: HealthRow, { atMs, contact, reading }: CameraObservation): Partial<HealthRow> {
  const isNewest = row.lastContactAtMs === null || atMs > row.lastContactAtMs;
  return {
    ...(contact?.ok && isNewest ? { lastContactAtMs: atMs } : {}),
    ...(reading && isNewest ? { clockOffsetMs: Math.round(readingOffsetMs(reading)) } : {}),
  };
}
