import type { IncidentCategory } from '../../domain/incident-terms.ts';
import type { CoverageSummary } from '../api/api-types.ts';
import { formatDay } from '../formats/instant-format.ts';
import type { IncidentListSearch } from '../incidents/incident-list-search.ts';

/** Address of the list of a unit's incidents (all within reach when undefined) in the period of a summary. */
export function incidentSearch(
  { from, at }: Pick<CoverageSummary, 'from' | 'at'>,
  unitId: string | undefined,
  category?: IncidentCategory,
): IncidentListSearch {
  return { from: formatDay(from), to: formatDay(at), category, unit: unitId };
}
