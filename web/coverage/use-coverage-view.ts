import { useSearchParams } from 'react-router';
import type { CoverageQuestion } from '../api/coverage-api.ts';

/** Lengths of the period that can be chosen, in days. */
export const PERIODS = [7, 30] as const;

/** `search` as a question; what can't be read is left out. */
export function readCoverageQuestion(search: URLSearchParams): CoverageQuestion {
  const asOf = search.get('asOf') ?? '';
  return {
    unitId: search.get('unit') ?? undefined,
    asOf: /^\d{4}-\d{2}-\d{2}$/.test(asOf) ? asOf : undefined,
    days: PERIODS.find((days) => String(days) === search.get('days')) ?? PERIODS[0],
  };
}

/** Address of a page of the coverage with a question and more. */
export function coverageAddress(path: string, { unitId, asOf, days }: CoverageQuestion, more: Readonly<Record<string, string | undefined>> = {}): string {
  const wanted = { unit: unitId, asOf, days: days === PERIODS[0] ? undefined : String(days), ...more };
  const search = new URLSearchParams(Object.entries(wanted).filter((entry): entry is [string, string] => entry[1] !== undefined));
  return search.size === 0 ? path : `${path}?${search.toString()}`;
}

/** What the address asks for and how to change a part of it. */
export function useCoverageView(): { readonly question: CoverageQuestion; readonly change: (part: Partial<CoverageQuestion>) => void } {
  const [search, setSearch] = useSearchParams();
  const question = readCoverageQuestion(search);
  const change = (part: Partial<CoverageQuestion>): void => {
    const address = coverageAddress('', { ...question, ...part });
    setSearch(new URLSearchParams(address), { replace: true });
  };
  return { question, change };
}
