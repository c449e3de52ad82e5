import sql from 'sql-template-tag';
import type { Database } from '../../../db/database.ts';
import type { FacetState } from '../../../domain/health-facet.ts';
import type { AlertFacts } from '../../../domain/alert-facts.ts';
import type { ObservedFacets } from '../../../workers/health/camera-observation.ts';
import { createHealthRecorder } from '../../../workers/health/health-recorder.ts';
import { createRaiseAlertsJob } from '../../../workers/jobs/raise-alerts-job.ts';
import { runningJob } from './contact-parts.ts';
import type { MovableClock } from './movable-clock.ts';

/** An entry of the repair ledger as tests look at it. */
export interface WatchedFault {
  readonly id: string;
  readonly cameraId: string;
  readonly facet: string;
  readonly state: string;
  readonly likelyCause: string;
  readonly openedAtMs: number;
  readonly recoveredAtMs: number | null;
  readonly closedAtMs: number | null;
  readonly outcome: string | null;
  readonly verifiedAtMs: number | null;
  readonly flapCount: number;
  readonly alertId: string | null;
}

/** An alert as tests look at it. */
export interface WatchedAlert {
  readonly id: string;
  readonly kind: string;
  readonly commonCause: string | null;
  readonly unitId: string;
  readonly facts: AlertFacts;
  readonly openedAtMs: number;
  readonly endedAtMs: number | null;
  readonly endedBecause: string | null;
}

export type FaultWatch = ReturnType<typeof createFaultWatch>;

/** Cameras answer or fail as told, through the real recorder and job, on a clock that is moved. */
export function createFaultWatch(database: Database, clock: MovableClock) {
  const health = createHealthRecorder({ database, clock });
  const job = createRaiseAlertsJob({ database, clock });
  const look = () => job(runningJob({}));
  const observe = (cameraIds: readonly string[], facets: ObservedFacets) =>
    health.record(cameraIds.map((cameraId) => ({ cameraId, atMs: clock.now(), facets })));
  const reachable = (state: FacetState<'reachable'>, code: string): ObservedFacets => ({
    reachable: state === 'down' ? { state, cause: { code } } : { state },
  });
  return {
    observe,
    look,
    /** Observed after 15 s and once more 15 s later, as a camera in doubt is; then the job looks. */
    async become(cameraIds: readonly string[], state: 'up' | 'down', code = 'camera_timeout') {
      clock.advance(15_000);
      await observe(cameraIds, reachable(state, code));
      clock.advance(15_000);
      await observe(cameraIds, reachable(state, code));
      await look();
    },
    /** A minute a step: cameras go on as they are, the job looks. */
    async wait(minutes: number, states: readonly (readonly [cameraIds: readonly string[], state: 'up' | 'down'])[] = []) {
      for (let minute = 0; minute < minutes; minute++) {
        clock.advance(60_000);
        for (const [cameraIds, state] of states) await observe(cameraIds, reachable(state, 'camera_timeout'));
        await look();
      }
    },
    faults: (cameraIds: readonly string[]): Promise<WatchedFault[]> =>
      database.rows(sql`SELECT id, camera_id AS "cameraId", facet, state, likely_cause AS "likelyCause", opened_at AS "openedAtMs", recovered_at AS "recoveredAtMs", closed_at AS "closedAtMs",
        outcome, verified_at AS "verifiedAtMs", flap_count AS "flapCount", alert_id AS "alertId" FROM camera_fault WHERE camera_id = ANY(${cameraIds}::uuid[]) ORDER BY id`),
    alerts: (organisationId: string): Promise<WatchedAlert[]> =>
      database.rows(sql`SELECT id, kind, common_cause AS "commonCause", unit_id AS "unitId", facts, opened_at AS "openedAtMs", ended_at AS "endedAtMs", ended_because AS "endedBecause"
        FROM alert WHERE organisation_id = ${organisationId} ORDER BY id`),
  };
}
