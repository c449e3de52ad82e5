import { INCIDENT_CATEGORIES, INCIDENT_OUTCOMES, type IncidentCategory, type IncidentOutcome } from '../../domain/incident-terms.ts';
import { isUuid } from '../../domain/uuid.ts';
import { parseLocalDay } from '../formats/local-time.ts';
import type { SearchWords } from '../routing/search-string.ts';

/** What the address of the list of incidents says of it; days as typed, `dd/mm/yyyy`. */
export interface IncidentListSearch {
  readonly category?: IncidentCategory | undefined;
  readonly outcome?: IncidentOutcome | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Only those of this unit and the units below it; by a link from the figures. */
  readonly unit?: string | undefined;
}

/** Reads it; what is no kind, no outcome or no day narrows nothing. */
export function readIncidentListSearch({ category, outcome, from, to, unit }: SearchWords): IncidentListSearch {
  return {
    category: INCIDENT_CATEGORIES.find((known) => known === category),
    outcome: INCIDENT_OUTCOMES.find((known) => known === outcome),
    from: dayOrNone(from),
    to: dayOrNone(to),
    unit: typeof unit === 'string' && isUuid(unit) ? unit : undefined,
  };
}

function dayOrNone(text: unknown): string | undefined {
  return typeof text === 'string' && parseLocalDay(text) !== null ? text : undefined;
}
