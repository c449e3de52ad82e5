import type { IncidentCategory } from '../../domain/incident-terms.ts';
import type { CoverageSummary } from '../api/api-types.ts';
import { formatDay } from '../formats/instant-format.ts';

/** Address of the list of a unit's incidents (all within reach when undefined) in the period of a summary. */
export function incidentAddress({ from, at }: Pick<CoverageSummary, 'from' | 'at'>, unitId: string | undefined, category?: IncidentCategory): string {
  const search = new URLSearchParams({ from: formatDay(from), to: formatDay(at) });
  if (category !== undefined) search.set('category', category);
  if (unitId !== undefined) search.set('unit', unitId);
  return `/incidents?${search.toString()}`;
}
