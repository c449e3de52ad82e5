import { cameraWorks } from '../../domain/coverage/camera-works.ts';
import type { LeafFigures } from '../../domain/coverage/unit-figures.ts';
import type { TimeInterval } from '../../domain/time-interval.ts';
import type { Database } from '../../db/database.ts';
import { correctUptime, countChanges, countIncidents, countStates } from '../../db/repositories/coverage-summary-repository.ts';
import { counting } from './counting.ts';
import type { CoverageQuestion } from './coverage-question.ts';

type Growing = { -readonly [K in keyof LeafFigures]: LeafFigures[K] };

/** Figures by the unit that cameras and incidents are registered with; what lies outside every unit is under the empty id. */
export interface UnitLeaves {
  readonly figures: ReadonlyMap<string, LeafFigures>;
  /** Units with at least one camera. */
  readonly equipped: readonly string[];
}

function emptyLeaf(): Growing {
  return { byState: {}, working: 0, enteredLater: 0, changes: {}, incidents: {}, upMs: 0, knownMs: 0, serviceMs: 0 };
}

/** Counts what was asked for. */
export async function countLeaves(db: Database, { cameras, incidents }: CoverageQuestion, period: TimeInterval): Promise<UnitLeaves> {
  const [states, changes, corrections, cases] = await counting.run(() =>
    Promise.all([
      countStates(db, cameras),
      countChanges(db, cameras, period),
      correctUptime(db, cameras, period),
      incidents === null ? [] : countIncidents(db, incidents, period),
    ]),
  );
  const figures = new Map<string, Growing>();
  const leaf = (unitId: string): Growing => {
    const found = figures.get(unitId) ?? emptyLeaf();
    figures.set(unitId, found);
    return found;
  };
  for (const { unitId, state, picture, reachable, count, enteredLater } of states) {
    const one = leaf(unitId);
    // as if they had been so all the while
    const heldMs = count * (period.toMs - period.fromMs);
    one.upMs += reachable === 'up' ? heldMs : 0;
    one.knownMs += reachable === 'unknown' ? 0 : heldMs;
    one.byState = { ...one.byState, [state]: (one.byState[state] ?? 0) + count };
    one.working += cameraWorks(state, picture) ? count : 0;
    one.enteredLater += enteredLater;
  }
  const equipped = [...figures.keys()];
  for (const { unitId, serviceMs, ...counts } of changes) Object.assign(leaf(unitId), { serviceMs, changes: counts });
  for (const { unitId, upMs, knownMs } of corrections) {
    const one = leaf(unitId);
    one.upMs += upMs;
    one.knownMs += knownMs;
  }
  for (const { unitId, category, count } of cases) {
    const one = leaf(unitId ?? '');
    one.incidents = { ...one.incidents, [category]: count };
  }
  return { figures, equipped };
}
