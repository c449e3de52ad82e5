import { useNavigate, useSearch } from '@tanstack/react-router';
import type { IncidentCategory, IncidentOutcome } from '../../domain/incident-terms.ts';
import { parseLocalDay, parseLocalInstant } from '../formats/local-time.ts';
import type { IncidentListSearch } from './incident-list-search.ts';

/** What the list of incidents is narrowed to, days as typed (`dd/mm/yyyy`); kept in the address. */
export interface IncidentListFilter {
  readonly category: IncidentCategory | undefined;
  readonly outcome: IncidentOutcome | undefined;
  readonly fromDay: string;
  readonly toDay: string;
  readonly unitId: string | undefined;
}

/** The filter in the address and how to change it. */
export function useIncidentFilter(): { readonly filter: IncidentListFilter; readonly change: (part: Partial<IncidentListFilter>) => void } {
  const search = useSearch({ from: '/_app/incidents' });
  const navigate = useNavigate({ from: '/incidents' });
  return { filter: filterOf(search), change };

  function change(part: Partial<IncidentListFilter>): void {
    // from the newest address: two changes may follow each other faster than pages are drawn
    void navigate({ search: (newest) => searchOf({ ...filterOf(newest), ...part }), replace: true, resetScroll: false });
  }
}

function filterOf({ category, outcome, from = '', to = '', unit }: IncidentListSearch): IncidentListFilter {
  return { category, outcome, fromDay: from, toDay: to, unitId: unit };
}

function searchOf({ category, outcome, fromDay, toDay, unitId }: IncidentListFilter): IncidentListSearch {
  return { category, outcome, from: fromDay, to: toDay, unit: unitId };
}

/** The beginning of the first day and the end of the last, as instants; a day that can't be read narrows nothing. */
export function rangeOfDays(fromDay: string, toDay: string): { readonly from: string | undefined; readonly to: string | undefined } {
  const end = parseLocalDay(toDay) === null ? null : parseLocalInstant(toDay, '23:59');
  return { from: parseLocalInstant(fromDay, '00:00') ?? undefined, to: end === null ? undefined : end.replace('23:59:00', '23:59:59') };
}
