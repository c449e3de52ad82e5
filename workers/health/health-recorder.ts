import type { Database, Queryable } from '../../db/database.ts';
import { publishEvents } from '../../db/live-events.ts';
import {
  addToRollup,
  appendIntervals,
  bringForwardRecorders,
  insertReadings,
  lockHealth,
  readPictureMemories,
  updateHealth,
  updatePictureMemories,
} from '../../db/repositories/camera-health-repository.ts';
import type { HealthRow, IntervalRow, NewReading } from '../../db/repositories/camera-health-repository.ts';
import { isReadingWorthKeeping } from '../../domain/clock-reading-worth.ts';
import type { ClockReading } from '../../domain/clock-reading.ts';
import type { FacetChange } from '../../domain/facet-timeline.ts';
import { FACETS } from '../../domain/health-facet.ts';
import type { LiveEvent } from '../../domain/live-event.ts';
import { readPictureMemory } from '../../domain/picture-memory.ts';
import { publicFacetState } from '../../domain/public-facet-state.ts';
import { toIso } from '../../domain/time-interval.ts';
import type { Clock } from '../../platform/clock.ts';
import { newId } from '../../platform/new-id.ts';
import { reconcileFaults } from '../faults/reconcile-faults.ts';
import { applyObservation, type KnownHealth } from './apply-observation.ts';
import type { CameraObservation } from './camera-observation.ts';

/** A camera whose reachability is in doubt is contacted again this soon, instead of at its next turn. */
export const DOUBT_RETRY_MS = 15_000;

/** The only writer of cameras' health. */
export interface HealthRecorder {
  /** Counts observations in one transaction and tells of every change. Within one camera they count in the order given. */
  record(observations: readonly CameraObservation[]): Promise<void>;
}

interface Outcome {
  readonly before: KnownHealth;
  after: KnownHealth;
  readonly changes: FacetChange[];
  readonly readings: ClockReading[];
}

/** Writes health to `database`; times of planned contacts come from `clock`. */
export function createHealthRecorder({ database, clock }: { database: Database; clock: Clock }): HealthRecorder {
  return {
    async record(observations) {
      if (observations.length === 0) return;
      const byCamera = groupByCamera(observations);
      await database.transaction(async (tx) => {
        const known = await readKnown(tx, observations);
        const outcomes = known.map((each) => apply(each, byCamera.get(each.row.cameraId)!));
        await write(tx, outcomes, clock.now());
        await addToRollup(tx, contactsOf(observations, known));
      });
    },
  };
}

function groupByCamera(observations: readonly CameraObservation[]): Map<string, CameraObservation[]> {
  const groups = new Map<string, CameraObservation[]>();
  for (const observation of observations) {
    const group = groups.get(observation.cameraId);
    if (group) group.push(observation);
    else groups.set(observation.cameraId, [observation]);
  }
  return groups;
}

async function readKnown(tx: Queryable, observations: readonly CameraObservation[]): Promise<KnownHealth[]> {
  const rows = await lockHealth(tx, [...new Set(observations.map(({ cameraId }) => cameraId))]);
  const memories = await readPictureMemories(
    tx,
    observations.filter(({ picture }) => picture).map(({ cameraId }) => cameraId),
  );
  return rows.map((row) => ({ row, pictures: readPictureMemory(memories.get(row.cameraId)) }));
}

function apply(before: KnownHealth, observations: readonly CameraObservation[]): Outcome {
  const outcome: Outcome = { before, after: before, changes: [], readings: [] };
  for (const observation of observations) {
    const { row, pictures, changes, keptReadings } = applyObservation(outcome.after, usable(observation));
    outcome.after = { row, pictures };
    outcome.changes.push(...changes);
    outcome.readings.push(...keptReadings);
  }
  return outcome;
}

const LAST_STORABLE_MS = Date.UTC(9999, 11, 31);

/** A device may claim any time at all; one that can't be stored is as good as none. */
function usable(observation: CameraObservation): CameraObservation {
  const { reading } = observation;
  if (!reading) return observation;
  const isStorable = reading.deviceTimeMs >= 0 && reading.deviceTimeMs < LAST_STORABLE_MS && reading.uncertaintyMs <= 86_400_000;
  return isStorable ? observation : { ...observation, reading: undefined };
}

async function write(tx: Queryable, outcomes: readonly Outcome[], nowMs: number): Promise<void> {
  const updates = outcomes.map((outcome) => ({
    ...outcome.after.row,
    changed: isChanged(outcome),
    ...(isInDoubt(outcome) && outcome.after.row.recorderId === null ? { nextPingAtMs: nowMs + DOUBT_RETRY_MS } : {}),
  }));
  await updateHealth(tx, updates, nowMs);
  const pictured = outcomes.filter(({ before, after }) => before.pictures !== after.pictures);
  await updatePictureMemories(tx, new Map(pictured.map(({ after }) => [after.row.cameraId, after.pictures])));
  await appendIntervals(tx, outcomes.flatMap(intervalsOf));
  await insertReadings(tx, newReadings(outcomes));
  const doubtful = outcomes.filter(isInDoubt).flatMap(({ after }) => after.row.recorderId ?? []);
  await bringForwardRecorders(tx, [...new Set(doubtful)], nowMs + DOUBT_RETRY_MS);
  const changed = outcomes.filter(isChanged).map(({ after }) => after.row);
  // a state and its entry in the repair ledger are there together or not at all
  await reconcileFaults(
    tx,
    changed.map(({ cameraId }) => cameraId),
    nowMs,
  );
  await publishEvents(
    tx,
    changed.map((row) => stateChanged(row, nowMs)),
  );
}

function isInDoubt({ after }: Outcome): boolean {
  return Boolean(after.row.memory.facets?.reachable?.pending);
}

/** A recorder's clock is read through any of its channels and is one reading all the same. */
function newReadings(outcomes: readonly Outcome[]): NewReading[] {
  const lastOf = new Map<string, ClockReading>();
  return outcomes
    .flatMap(({ after: { row }, readings }) => readings.map((reading) => ({ row, reading })))
    .toSorted((a, b) => a.reading.trueTimeMs - b.reading.trueTimeMs)
    .flatMap(({ row: { cameraId, recorderId }, reading }): NewReading[] => {
      const id = newId(reading.trueTimeMs);
      if (recorderId === null) return [{ ...reading, id, cameraId }];
      if (!isReadingWorthKeeping(lastOf.get(recorderId), reading)) return [];
      lastOf.set(recorderId, reading);
      return [{ ...reading, id, cameraId: null, recorderId }];
    });
}

function isChanged({ before: { row: before }, after: { row: after } }: Outcome): boolean {
  return before.overall !== after.overall || FACETS.some((facet) => before[facet] !== after[facet]);
}

/** Several changes of one facet follow each other without a gap; the last one lasts. */
function intervalsOf({ after: { row }, changes }: Outcome): IntervalRow[] {
  return FACETS.flatMap((facet) => {
    const own = changes.filter((change) => change.facet === facet);
    return own.map((change, index) => ({ ...change, cameraId: row.cameraId, toMs: own[index + 1]?.fromMs ?? null }));
  });
}

function stateChanged(row: HealthRow, nowMs: number): LiveEvent {
  const facets = Object.fromEntries(FACETS.map((facet) => [facet, publicFacetState(facet, row[facet])]));
  return { topic: 'cameras', type: 'state_changed', data: { cameraId: row.cameraId, state: row.overall, facets, at: toIso(nowMs) } };
}

function contactsOf(observations: readonly CameraObservation[], known: readonly KnownHealth[]) {
  const ids = new Set(known.map(({ row }) => row.cameraId));
  return observations.flatMap(({ cameraId, atMs, contact }) => (contact && ids.has(cameraId) ? [{ cameraId, atMs, ...contact }] : []));
}
