import type { UnitLevel } from '../../domain/camera-terms.ts';
import type { Page, Unit, UnitDetail } from './api-types.ts';
import { pathOf, requestJson } from './http-client.ts';

/** Which units to list. */
export interface UnitFilter {
  readonly level?: UnitLevel;
  readonly parentId?: string;
  readonly limit?: number;
  readonly cursor?: string | undefined;
}

const MOST_PAGES = 20;

/** One page of units. */
export async function listUnits(filter: UnitFilter, signal?: AbortSignal): Promise<Page<Unit>> {
  return requestJson<Page<Unit>>('/units', { query: { ...filter }, signal });
}

/** A unit with its boundary. */
export async function getUnit(unitId: string, signal?: AbortSignal): Promise<UnitDetail> {
  return requestJson<UnitDetail>(pathOf`/units/${unitId}`, { signal });
}

/** All units of a level, 4,000 at most: enough for the communes of the country, or a province's neighbourhoods. */
export async function listAllUnits(level: UnitLevel, signal?: AbortSignal): Promise<readonly Unit[]> {
  const units: Unit[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const { items, nextCursor } = await listUnits({ level, limit: 200, cursor }, signal);
    units.push(...items);
    if (nextCursor === null) break;
    cursor = nextCursor;
  }
  return units;
}
