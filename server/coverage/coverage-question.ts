import { AppError } from '../../domain/app-error.ts';
import { isInKey } from '../../domain/api-key-rule.ts';
import { asAt, type AsAt } from '../../domain/coverage/as-at.ts';
import { permittedScope, type Scope } from '../../domain/permission-rule.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import type { CamerasAsAt } from '../../db/repositories/camera-as-at.ts';
import { findUnitWithin, type NamedUnit } from '../../db/repositories/coverage-unit-repository.ts';
import type { IncidentFilter } from '../../db/repositories/incident-repository.ts';
import type { ServerContext } from '../server-context.ts';

/** What was asked of the coverage, within the caller's reach. */
export interface CoverageQuestion {
  readonly cameras: CamerasAsAt;
  /** The caller's units; null: everywhere. */
  readonly within: readonly string[] | null;
  /** The unit that was asked for; null: all within reach. */
  readonly unit: NamedUnit | null;
  /** Which incidents count; null for who may not read them. */
  readonly incidents: IncidentFilter | null;
}

/** The time that `asOf` means. Errors: `as_of_in_future`. */
export function readAsOf(asOf: string | undefined, nowMs: number): AsAt {
  const at = asAt(asOf, nowMs);
  if (at === null) throw new AppError('invalid', 'as_of_in_future', 'This day is yet to come. Choose today or an earlier day.');
  return at;
}

/** Cases are in no key for programs, so it gets no numbers of them either. */
function incidentsOf(session: LiveSession, unitId: string | undefined): IncidentFilter | null {
  const scope = session.keyActions === null || isInKey(session.keyActions, 'incident.read') ? permittedScope(session.role, 'incident.read') : null;
  return scope === null ? null : { scope, organisationId: session.organisationId, unitIds: session.unitIds, unitId };
}

/**
 * Reads `unitId` and `asOf` of a query. A unit that isn't there or out of reach is `'nothing'`: that a unit exists is no secret, and what lies in it is answered as if there was nothing, as in all lists.
 */
export async function readQuestion(
  { db, clock }: ServerContext,
  { session, scope }: { session: LiveSession; scope: Scope },
  query: { unitId?: string | undefined; asOf?: string | undefined },
): Promise<CoverageQuestion | 'nothing'> {
  const { unitId } = query;
  const within = scope === 'any' ? null : session.unitIds;
  const unit = unitId === undefined ? null : await findUnitWithin(db, unitId, within);
  const cameras = { reach: { scope, organisationId: session.organisationId, unitIds: session.unitIds }, unitId, at: readAsOf(query.asOf, clock.now()) };
  return unit === undefined ? 'nothing' : { cameras, within, unit, incidents: incidentsOf(session, unitId) };
}
