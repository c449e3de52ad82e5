import { CAMERA_STATES, type CameraState } from '../../domain/camera-terms.ts';
import { COVERAGE_CHANGES, type CoverageChange } from '../../domain/coverage/coverage-change.ts';
import { isUuid } from '../../domain/uuid.ts';
import type { CoverageQuestion } from '../api/coverage-api.ts';
import type { SearchWords } from '../routing/search-string.ts';
import { mapStatesWord, readMapStates } from './map-states.ts';

/** Lengths of the period that can be chosen, in days; the first one is meant when the address says none. */
export const PERIODS = [7, 30] as const;

/** How the address says yes and no. */
export const YES_NO = ['true', 'false'] as const;

/** What the address of the figures says: the unit, the day (`yyyy-mm-dd`), the length of the period, and the states that the map is narrowed to, which its lists hand back to it. */
export interface CoverageSearch {
  readonly unit?: string | undefined;
  readonly asOf?: string | undefined;
  readonly days?: string | undefined;
  readonly mapStates?: string | undefined;
}

/** What the address of the list behind a figure says. */
export interface CoverageCameraSearch extends CoverageSearch {
  readonly state?: CameraState | undefined;
  readonly works?: 'true' | 'false' | undefined;
  readonly change?: CoverageChange | undefined;
  /** Only what was registered after that day. */
  readonly entered?: 'later' | undefined;
  /** By uptime, the least first; the newest camera first when undefined. */
  readonly sort?: 'uptime' | undefined;
}

/** What the address of the list of neighbourhoods says. */
export interface CoverageGroupSearch extends CoverageSearch {
  readonly taking?: 'true' | 'false' | undefined;
}

/** Reads it; what can't be read asks for nothing. */
export function readCoverageSearch({ unit, asOf, days, mapStates }: SearchWords): CoverageSearch {
  return {
    unit: typeof unit === 'string' && isUuid(unit) ? unit : undefined,
    asOf: typeof asOf === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(asOf) ? asOf : undefined,
    days: PERIODS.slice(1).some((period) => String(period) === days) ? String(days) : undefined,
    mapStates: mapStatesWord(readMapStates(mapStates)),
  };
}

/** Reads that of the list. */
export function readCoverageCameraSearch(words: SearchWords): CoverageCameraSearch {
  const search = readCoverageSearch(words);
  return {
    ...search,
    state: CAMERA_STATES.find((known) => known === words['state']),
    works: YES_NO.find((known) => known === words['works']),
    change: COVERAGE_CHANGES.find((known) => known === words['change']),
    // now nothing was entered later than now
    entered: words['entered'] === 'later' && search.asOf !== undefined ? 'later' : undefined,
    sort: words['sort'] === 'uptime' ? 'uptime' : undefined,
  };
}

/** Reads that of the list of neighbourhoods. */
export function readCoverageGroupSearch(words: SearchWords): CoverageGroupSearch {
  return { ...readCoverageSearch(words), taking: YES_NO.find((known) => known === words['taking']) };
}

/** The question that an address asks. */
export function questionOf({ unit, asOf, days }: CoverageSearch): CoverageQuestion {
  return { unitId: unit, asOf, days: days === undefined ? PERIODS[0] : Number(days) };
}

/** The address of a question; what the map is narrowed to is kept from the address that leads there. */
export function searchOf({ unitId, asOf, days }: CoverageQuestion): Omit<CoverageSearch, 'mapStates'> {
  return { unit: unitId, asOf, days: days === PERIODS[0] ? undefined : String(days) };
}
