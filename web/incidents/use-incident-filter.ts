import { useSearchParams } from 'react-router';
import { INCIDENT_CATEGORIES, INCIDENT_OUTCOMES, type IncidentCategory, type IncidentOutcome } from '../../domain/incident-terms.ts';
import { parseLocalDay, parseLocalInstant } from '../formats/local-time.ts';

/** What the list of incidents is narrowed to, days as typed (`dd/mm/yyyy`); kept in the address. */
export interface IncidentListFilter {
  readonly category: IncidentCategory | undefined;
  readonly outcome: IncidentOutcome | undefined;
  readonly fromDay: string;
  readonly toDay: string;
  /** Only those of this unit and the units below it; by a link from the figures. */
  readonly unitId: string | undefined;
}

function readFilter(search: URLSearchParams): IncidentListFilter {
  return {
    category: INCIDENT_CATEGORIES.find((known) => known === search.get('category')),
    outcome: INCIDENT_OUTCOMES.find((known) => known === search.get('outcome')),
    fromDay: search.get('from') ?? '',
    toDay: search.get('to') ?? '',
    unitId: search.get('unit') ?? undefined,
  };
}

/** The filter in the address and how to change it. */
export function useIncidentFilter(): { readonly filter: IncidentListFilter; readonly change: (part: Partial<IncidentListFilter>) => void } {
  const [search, setSearch] = useSearchParams();
  return { filter: readFilter(search), change };

  function change(part: Partial<IncidentListFilter>): void {
    // the address itself: two changes may follow each other faster than pages are drawn
    const { category, outcome, fromDay, toDay, unitId } = { ...readFilter(new URLSearchParams(window.location.search)), ...part };
    const entries = Object.entries({ category, outcome, from: fromDay, to: toDay, unit: unitId }).filter((entry): entry is [string, string] =>
      Boolean(entry[1]),
    );
    setSearch(new URLSearchParams(entries), { replace: true });
  }
}

/** The beginning of the first day and the end of the last, as instants; a day that can't be read narrows nothing. */
export function rangeOfDays(fromDay: string, toDay: string): { readonly from: string | undefined; readonly to: string | undefined } {
  const end = parseLocalDay(toDay) === null ? null : parseLocalInstant(toDay, '23:59');
  return { from: parseLocalInstant(fromDay, '00:00') ?? undefined, to: end === null ? undefined : end.replace('23:59:00', '23:59:59') };
}
