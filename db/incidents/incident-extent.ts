import { approvalCovers, checkExtentApproved, needsExtentApproval, type ExtentApproval, type IncidentExtent } from '../../domain/incident-limits.ts';
import { isAppError } from '../../domain/app-error.ts';
import type { ApprovalRow, IncidentRow } from '../repositories/incident-repository.ts';

type ExtentColumns = Pick<IncidentRow, 'category' | 'fromMs' | 'toMs' | 'lon' | 'lat' | 'uncertaintyM'>;

/** The extent of a stored incident or approval, as the rules of `domain/` take it. */
export function extentOf(row: ExtentColumns): IncidentExtent {
  return { category: row.category, occurred: { fromMs: row.fromMs, toMs: row.toMs }, location: [row.lon, row.lat], uncertaintyM: row.uncertaintyM };
}

function approvalsOf(rows: readonly ApprovalRow[]): ExtentApproval[] {
  return rows.filter((row) => row.kind === 'extent').map((row) => ({ extent: extentOf(row), approvedBy: row.approvedBy }));
}

/** Refuses an incident above the limits that no second person agreed to. Errors: `approval_required` (conflict). */
export function requireApproved(incident: ExtentColumns & Pick<IncidentRow, 'enteredBy'>, approvals: readonly ApprovalRow[]): void {
  checkExtentApproved(extentOf(incident), incident.enteredBy, approvalsOf(approvals));
}

/** Whether an incident waits for a second person. */
export function isApprovalRequired(incident: IncidentRow, approvals: readonly ApprovalRow[]): boolean {
  if (!needsExtentApproval(extentOf(incident))) return false;
  try {
    requireApproved(incident, approvals);
    return false;
  } catch (error) {
    if (isAppError(error, 'approval_required')) return true;
    throw error;
  }
}

/** The approvals by another person that cover an incident above the limits; undefined for one that needs none. */
export function coveringApprovals(incident: IncidentRow, approvals: readonly ApprovalRow[]): ApprovalRow[] | undefined {
  const extent = extentOf(incident);
  if (!needsExtentApproval(extent)) return undefined;
  return approvals.filter((row) => row.kind === 'extent' && row.approvedBy !== incident.enteredBy && approvalCovers(extentOf(row), extent));
}
