import { AppError } from './app-error.ts';
import type { ExtentApproval, IncidentExtent } from './incident-limits.ts';

/** Whether two extents are the same in every part. An approval of a route holds for exactly what was approved: even a narrower place is another beginning. */
export function isSameExtent(a: IncidentExtent, b: IncidentExtent): boolean {
  return (
    a.category === b.category &&
    a.occurred.fromMs === b.occurred.fromMs &&
    a.occurred.toMs === b.occurred.toMs &&
    a.location[0] === b.location[0] &&
    a.location[1] === b.location[1] &&
    a.uncertaintyM === b.uncertaintyM
  );
}

/**
 * The approval under which `searcherId` may search: of exactly this extent, by another person than who entered the incident and than who searches. The newest counts.
 *
 * @throws AppError `conflict` `approval_required`
 */
export function requireRouteApproval<A extends ExtentApproval>(
  incident: IncidentExtent,
  people: { enteredBy: string | null; searcherId: string },
  approvals: readonly A[],
): A {
  const found = approvals.findLast(
    ({ extent, approvedBy }) => approvedBy !== people.enteredBy && approvedBy !== people.searcherId && isSameExtent(extent, incident),
  );
  if (found !== undefined) return found;
  throw new AppError(
    'conflict',
    'approval_required',
    'A route search needs the approval of another person, for the incident exactly as it stands: place, time and category. Ask a commander to approve it.',
    { details: { kind: 'route', outdated: approvals.length > 0 } },
  );
}
