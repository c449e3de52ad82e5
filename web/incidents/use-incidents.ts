import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { CandidatePage, Incident, IncidentCategoryName, Page } from '../api/api-types.ts';
import { getIncident, type IncidentFilter, listCandidates, listIncidentCategories, listIncidents } from '../api/incident-api.ts';
import { queryKeys } from '../api/query-keys.ts';
import { type CursorPages, useCursorPages } from '../api/use-cursor-pages.ts';
import type { Language } from '../i18n/language.ts';
import { useLanguage } from '../i18n/use-language.ts';

/** Incidents that match a filter, page after page, newest first. */
export function useIncidentPages(filter: IncidentFilter): CursorPages<Page<Incident>> {
  return useCursorPages({
    queryKey: queryKeys.incidentList(filter),
    fetchPage: (cursor, signal) => listIncidents({ ...filter, cursor }, signal),
  });
}

/** One incident. */
export function useIncident(incidentId: string): UseQueryResult<Incident> {
  return useQuery({ queryKey: queryKeys.incident(incidentId), queryFn: ({ signal }) => getIncident(incidentId, signal) });
}

/** Order of candidates. */
export type CandidateOrder = 'score' | 'overwrite';

/** A page of candidates that says by which order it was asked for: while another order is on its way, the page before is still shown. */
export type RankedPage = CandidatePage & { readonly order: CandidateOrder };

/** Cameras that could have seen an incident; not asked for while that needs an approval, since each refused look is logged as well. */
export function useCandidatePages(incidentId: string, order: CandidateOrder, enabled: boolean): CursorPages<RankedPage> {
  const lang = useLanguage();
  // what was begun below the list is not lost when it is put in another order
  return useCursorPages({ ...candidatePages(incidentId, order, lang), enabled, placeholderData: keepPreviousData });
}

/** How candidates are asked for, page after page. */
export function candidatePages(incidentId: string, order: CandidateOrder, lang: Language) {
  return {
    queryKey: queryKeys.candidates(incidentId, { order, lang }),
    fetchPage: async (cursor: string | undefined, signal: AbortSignal): Promise<RankedPage> => ({
      ...(await listCandidates(incidentId, { order, lang, cursor }, signal)),
      order,
    }),
  };
}

/** Categories in force, in the order of the service. */
export function useCategories(): UseQueryResult<readonly IncidentCategoryName[]> {
  return useQuery({ queryKey: queryKeys.categories, queryFn: ({ signal }) => listIncidentCategories(signal), staleTime: Infinity });
}

/** Names of categories in the reader's language; the code until they are known. */
export function useCategoryName(): (code: string) => string {
  const language = useLanguage();
  const categories = useCategories();
  return (code) => {
    const category = categories.data?.find((known) => known.code === code);
    if (!category) return code;
    return language === 'vi' ? category.nameVi : category.nameEn;
  };
}
