import { uncertaintyDisc } from '../../domain/uncertainty-disc.ts';
import type { Queryable } from '../../db/database.ts';
import { findCandidates, type CandidateRow } from '../../db/repositories/candidate-repository.ts';
import type { IncidentRow } from '../../db/repositories/incident-repository.ts';
import { NEAR_MARGIN_M } from './candidate-answer.ts';

/** For whom cameras are looked for: an organisation with its units. */
export interface CandidateSeeker {
  readonly organisationId: string;
  readonly unitIds: readonly string[];
}

/** One camera among the candidates of an incident as it stands; undefined when it is none. Whoever asks something of it looks at its `link` besides: a person may have ruled it out. */
export async function findCandidate(tx: Queryable, seeker: CandidateSeeker, incident: IncidentRow, cameraId: string): Promise<CandidateRow | undefined> {
  const location = [incident.lon, incident.lat] as const;
  const { organisationId, unitIds } = seeker;
  const rows = await findCandidates(tx, {
    incidentId: incident.id,
    occurred: { fromMs: incident.fromMs, toMs: incident.toMs },
    location,
    disc: uncertaintyDisc(location, incident.uncertaintyM),
    nearM: incident.uncertaintyM + NEAR_MARGIN_M,
    reach: { scope: 'units', organisationId, unitIds },
  });
  return rows.find(({ facts }) => facts.cameraId === cameraId);
}
