import { offsetOver } from '../../domain/clock-offset.ts';
import { requestableWindow } from '../../domain/requests/request-rule.ts';
import type { TimeInterval } from '../../domain/time-interval.ts';
import type { Queryable } from '../../db/database.ts';
import { listReadingsAround } from '../../db/repositories/clock-reading-repository.ts';
import { lastVerdict, type FootageRequestRow } from '../../db/repositories/footage-request-repository.ts';
import { isHoldableByHand } from '../../db/repositories/hold-repository.ts';
import type { IncidentRow } from '../../db/repositories/incident-repository.ts';
import { getOrganisation } from '../../db/repositories/organisation-repository.ts';
import { findCandidate, type CandidateSeeker } from '../incidents/find-candidate.ts';

/** For whom a request was made, with the units of today. */
export async function seekerOf(tx: Queryable, { requestedFor }: Pick<FootageRequestRow, 'requestedFor'>): Promise<CandidateSeeker> {
  const { id: organisationId, unitIds } = await getOrganisation(tx, requestedFor);
  return { organisationId, unitIds };
}

/** Whether footage of a camera may be asked for: it could have seen the incident as it stands and nobody ruled it out; or a person confirmed it, and it hung where a case may look. */
export async function isLinked(tx: Queryable, seeker: CandidateSeeker, incident: IncidentRow, cameraId: string): Promise<boolean> {
  const verdict = await lastVerdict(tx, incident.id, cameraId);
  if (verdict === 'rejected') return false;
  if (verdict === 'confirmed' && (await isHoldableByHand(tx, incident.id, cameraId))) return true;
  return (await findCandidate(tx, seeker, incident, cameraId)) !== undefined;
}

/** The time of a camera within which footage of an incident may be asked for: the incident's, widened by the uncertainty of the camera's clock then. */
export async function requestableOf(tx: Queryable, incident: IncidentRow, cameraId: string): Promise<TimeInterval> {
  return requestableWindow(incident, offsetOver(await listReadingsAround(tx, { cameraId }, incident), incident));
}
