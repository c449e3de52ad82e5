import { CAMERA_STATES, type CameraState } from '../camera-terms.ts';
import { INCIDENT_CATEGORIES, type IncidentCategory } from '../incident-terms.ts';
import { COVERAGE_CHANGES, type CoverageChange } from './coverage-change.ts';

/** What is counted of the cameras and incidents that are registered with one unit; times are sums over its cameras. */
export interface LeafFigures {
  readonly byState: Readonly<Partial<Record<CameraState, number>>>;
  readonly working: number;
  readonly enteredLater: number;
  readonly changes: Readonly<Partial<Record<CoverageChange, number>>>;
  readonly incidents: Readonly<Partial<Record<IncidentCategory, number>>>;
  /** In which the cameras answered. */
  readonly upMs: number;
  /** In which it is known whether they answered. */
  readonly knownMs: number;
  /** In which they were in service. */
  readonly serviceMs: number;
}

/** Figures of a unit with all that lies below it. */
export interface UnitFigures {
  /** Cameras that were registered and not retired. */
  readonly total: number;
  readonly byState: Readonly<Record<CameraState, number>>;
  /** Of these, whose view counts as covered (`cameraWorks`). */
  readonly working: number;
  /** Of these, cameras that hung there already and were entered later. */
  readonly enteredLater: number;
  readonly changes: Readonly<Record<CoverageChange, number>>;
  readonly incidents: Readonly<Record<IncidentCategory, number>>;
  /** Share (0 to 1) of the known time in which cameras answered; null when nothing is known. */
  readonly uptimeRatio: number | null;
  /** Share (0 to 1) of the time in service of which it is known whether they did; null without any camera in service. */
  readonly knownRatio: number | null;
}

function sumBy<K extends string>(keys: readonly K[], parts: readonly Readonly<Partial<Record<K, number>>>[]): Record<K, number> {
  return Object.fromEntries(keys.map((key) => [key, parts.reduce((sum, part) => sum + (part[key] ?? 0), 0)])) as Record<K, number>;
}

/** Puts the figures of units together. Ratios are of the summed times, so a unit of many cameras weighs more than one of few. */
export function sumFigures(leaves: readonly LeafFigures[]): UnitFigures {
  const total = (of: (leaf: LeafFigures) => number): number => leaves.reduce((sum, leaf) => sum + of(leaf), 0);
  const byState = sumBy(
    CAMERA_STATES,
    leaves.map((leaf) => leaf.byState),
  );
  const [knownMs, serviceMs] = [total((leaf) => leaf.knownMs), total((leaf) => leaf.serviceMs)];
  return {
    total: Object.values(byState).reduce((sum, count) => sum + count, 0),
    byState,
    working: total((leaf) => leaf.working),
    enteredLater: total((leaf) => leaf.enteredLater),
    changes: sumBy(
      COVERAGE_CHANGES,
      leaves.map((leaf) => leaf.changes),
    ),
    incidents: sumBy(
      INCIDENT_CATEGORIES,
      leaves.map((leaf) => leaf.incidents),
    ),
    uptimeRatio: knownMs === 0 ? null : total((leaf) => leaf.upMs) / knownMs,
    // a history may begin a little before the camera's own row was stored
    knownRatio: serviceMs === 0 ? null : Math.min(1, knownMs / serviceMs),
  };
}
