import type { UnitLevel } from '../../domain/camera-terms.ts';
import type { QueryOf } from './api-route.ts';
import type { Page, Unit, UnitCreate, UnitDetail, UnitPatch } from './api-types.ts';
import { callApi } from './call-api.ts';

/** Which units to list. */
export type UnitFilter = Pick<QueryOf<'GET /units'>, 'level' | 'parentId' | 'limit' | 'cursor'> & {
  /** Only those that stand under no other. */
  readonly top?: boolean;
};

const MOST_PAGES = 20;

/** One page of units. */
export async function listUnits({ top, ...filter }: UnitFilter, signal?: AbortSignal): Promise<Page<Unit>> {
  return callApi('GET /units', { query: { ...filter, top: top === undefined ? undefined : `${top}` }, signal });
}

/** A unit with its boundary. */
export async function getUnit(unitId: string, signal?: AbortSignal): Promise<UnitDetail> {
  return callApi('GET /units/{id}', { path: { id: unitId }, signal });
}

/** All units of a level, 4,000 at most: enough for the communes of the country, or a province's neighbourhoods. */
export async function listAllUnits(level: UnitLevel, signal?: AbortSignal): Promise<readonly Unit[]> {
  return allPages({ level }, signal);
}

/** The units directly under one, or those under none, by name; 4,000 at most. */
export async function listUnitsUnder(parentId: string | null, signal?: AbortSignal): Promise<readonly Unit[]> {
  const units = await allPages(parentId === null ? { top: true } : { parentId }, signal);
  return [...units].sort((a, b) => a.name.localeCompare(b.name, 'vi', { numeric: true }));
}

export async function createUnit(unit: UnitCreate, idempotencyKey: string): Promise<UnitDetail> {
  return callApi('POST /units', { body: unit, idempotencyKey });
}

/** Puts name or outline right, or ends the unit on a day. */
export async function patchUnit(unitId: string, patch: UnitPatch): Promise<UnitDetail> {
  return callApi('PATCH /units/{id}', { path: { id: unitId }, body: patch });
}

async function allPages(filter: UnitFilter, signal: AbortSignal | undefined): Promise<readonly Unit[]> {
  const units: Unit[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const { items, nextCursor } = await listUnits({ ...filter, limit: 200, cursor }, signal);
    units.push(...items);
    if (nextCursor === null) break;
    cursor = nextCursor;
  }
  return units;
}
