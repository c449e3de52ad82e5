import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { getUnit } from '../api/unit-api.ts';
import { listCameras } from '../api/camera-api.ts';
import { queryKeys } from '../api/query-keys.ts';
import type { User } from '../api/api-types.ts';
import { useCurrentUser } from '../session/session-context.ts';
import { boundsOfCoordinates, COUNTRY_BOUNDS, joinBounds, type LonLatBounds } from './lon-lat-bounds.ts';

const MOST_UNITS = 12;

/**
 * What a user's maps show first: all cameras within reach when one page holds them, else the areas of the user's units, else the country.
 * Asked for once: the view must not jump while somebody looks at it.
 */
export function useHomeBounds(): UseQueryResult<LonLatBounds> {
  const user = useCurrentUser();
  return useQuery({ queryKey: [...queryKeys.unit('home'), user.id], queryFn: ({ signal }) => findHome(user, signal), staleTime: Infinity });
}

async function findHome(user: User, signal: AbortSignal): Promise<LonLatBounds> {
  const cameras = await listCameras({ limit: 200 }, signal).catch(() => null);
  const ofCameras = boundsOfCoordinates(cameras?.items.map(({ placement }) => placement?.position.coordinates));
  if (cameras !== null && cameras.nextCursor === null && ofCameras !== null) return ofCameras;
  return joinBounds(await boundsOfUnits(user, signal), ofCameras) ?? COUNTRY_BOUNDS;
}

async function boundsOfUnits(user: User, signal: AbortSignal): Promise<LonLatBounds | null> {
  const units = await Promise.allSettled(user.organisation.unitIds.slice(0, MOST_UNITS).map((unitId) => getUnit(unitId, signal)));
  return units.map((unit) => (unit.status === 'fulfilled' ? boundsOfCoordinates(unit.value.boundary?.coordinates) : null)).reduce(joinBounds, null);
}
