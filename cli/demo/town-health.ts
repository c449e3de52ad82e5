import { seededFraction } from '../../camera-adapters/simulated/seeded-random.ts';
import type { IntervalRow } from '../../db/repositories/camera-health-repository.ts';
import type { ClockReading } from '../../domain/clock-reading.ts';
import type { FacetState } from '../../domain/health-facet.ts';
import type { SimulatedFaults } from '../../domain/camera-source.ts';
import type { TimeInterval } from '../../domain/time-interval.ts';
import { offsetThen, type TownCamera } from './town-camera.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** How far back health is told. */
const HISTORY_DAYS = 7;
const READING_UNCERTAINTY_MS = 40;
/** What a camera that doesn't answer is reported with. */
const NO_ANSWER = { code: 'camera_timeout' } as const;
const NOT_OBSERVED = { code: 'not_observed' } as const;

type Change = Omit<IntervalRow, 'cameraId' | 'facet'>;

/**
 * How a camera fared in the week before `nowMs`. Everything ends at `nowMs`: what it is like from then on is for the workers to find out.
 * `recorded` are the stretches in which it was recorded, in order of time.
 */
export function healthHistory(camera: TownCamera, recorded: readonly TimeInterval[], nowMs: number): IntervalRow[] {
  if (camera.isDraft) return [];
  const week = { fromMs: Math.max(camera.createdAtMs, nowMs - HISTORY_DAYS * DAY_MS), toMs: nowMs };
  const aliveToMs = camera.trouble?.faults.dead ? clamped(camera.trouble.sinceMs, week) : nowMs;
  const facets = {
    reachable: reachability(camera, week, aliveToMs),
    picture: since(camera, week, aliveToMs, 'ok', pictureState(camera.trouble?.faults)),
    clock: since(camera, week, aliveToMs, 'ok', camera.trouble?.faults.clockOffsetMs === undefined ? 'ok' : 'off'),
    recording: recordingStates(recorded, week),
  } as const;
  return Object.entries(facets).flatMap(([facet, changes]) =>
    changes
      .filter(({ fromMs, toMs }) => (toMs ?? Infinity) > fromMs)
      .map((change) => ({ ...change, cameraId: camera.id, facet: facet as IntervalRow['facet'] })),
  );
}

/** One clock reading a day in the week before `nowMs`, of cameras that answered; `closeTo` adds one every ten minutes in that stretch. */
export function clockHistory(camera: TownCamera, nowMs: number, closeTo?: TimeInterval): ClockReading[] {
  if (camera.isDraft) return [];
  const daily = Array.from(
    { length: HISTORY_DAYS },
    (_, day) => nowMs - (HISTORY_DAYS - day) * DAY_MS + Math.round(seededFraction(61, camera.index, day) * 6 * HOUR_MS),
  );
  const close =
    closeTo === undefined
      ? []
      : Array.from({ length: Math.ceil((closeTo.toMs - closeTo.fromMs) / (10 * MINUTE_MS)) }, (_, nth) => closeTo.fromMs + nth * 10 * MINUTE_MS);
  const diedAtMs = camera.trouble?.faults.dead ? camera.trouble.sinceMs : Infinity;
  return [...daily, ...close].filter((atMs) => atMs > camera.createdAtMs && atMs < Math.min(diedAtMs, nowMs)).map((atMs) => readingAt(camera, atMs));
}

function readingAt(camera: TownCamera, atMs: number): ClockReading {
  const noiseMs = Math.round((seededFraction(62, camera.index, atMs) - 0.5) * READING_UNCERTAINTY_MS);
  return { trueTimeMs: atMs, deviceTimeMs: atMs + offsetThen(camera, atMs) + noiseMs, uncertaintyMs: READING_UNCERTAINTY_MS, method: 'simulated' };
}

/** Up with an outage now and then, and down from `aliveToMs` on. */
function reachability(camera: TownCamera, week: TimeInterval, aliveToMs: number): Change[] {
  const changes: Change[] = [];
  let fromMs = week.fromMs;
  for (const outage of outagesOf(camera, week, aliveToMs)) {
    changes.push({ state: 'up', fromMs, toMs: outage.fromMs }, { state: 'down', ...outage, cause: NO_ANSWER });
    fromMs = outage.toMs;
  }
  return [...changes, { state: 'up', fromMs, toMs: aliveToMs }, { state: 'down', fromMs: aliveToMs, toMs: week.toMs, cause: NO_ANSWER }];
}

/** At most one outage in a third of the week, none in the last three hours: in order of time and apart. */
function outagesOf({ index }: TownCamera, week: TimeInterval, aliveToMs: number): TimeInterval[] {
  const thirdMs = (week.toMs - week.fromMs) / 3;
  return [0, 1, 2].flatMap((third) => {
    if (seededFraction(63, index, third) > 0.22) return [];
    const fromMs = Math.round(week.fromMs + (third + 0.1 + seededFraction(64, index, third) * 0.6) * thirdMs);
    const toMs = fromMs + Math.round((8 + seededFraction(65, index, third) ** 3 * 420) * MINUTE_MS);
    return toMs < Math.min(aliveToMs, week.toMs - 3 * HOUR_MS) ? [{ fromMs, toMs }] : [];
  });
}

/** `well` until the camera's trouble began, then `ill`; unknown once it is dead. */
function since(camera: TownCamera, week: TimeInterval, aliveToMs: number, well: FacetState, ill: FacetState): Change[] {
  const turnMs = Math.min(aliveToMs, ill === well || !camera.trouble ? week.toMs : clamped(camera.trouble.sinceMs, week));
  return [
    { state: well, fromMs: week.fromMs, toMs: turnMs },
    ...(ill === well ? [] : [{ state: ill, fromMs: turnMs, toMs: aliveToMs }]),
    { state: 'unknown' as const, fromMs: aliveToMs, toMs: week.toMs, cause: NOT_OBSERVED },
  ];
}

function pictureState(faults: SimulatedFaults | undefined): FacetState<'picture'> {
  return (['covered', 'blurred', 'dark', 'moved', 'frozen'] as const).find((fault) => faults?.[fault] === true) ?? 'ok';
}

function recordingStates(recorded: readonly TimeInterval[], week: TimeInterval): Change[] {
  const changes: Change[] = [];
  let fromMs = week.fromMs;
  for (const stretch of recorded) {
    changes.push({ state: 'off', fromMs, toMs: stretch.fromMs }, { state: 'ok', ...stretch });
    fromMs = stretch.toMs;
  }
  return [...changes, { state: 'off', fromMs, toMs: week.toMs }];
}

function clamped(atMs: number, { fromMs, toMs }: TimeInterval): number {
  return Math.min(toMs, Math.max(fromMs, atMs));
}
