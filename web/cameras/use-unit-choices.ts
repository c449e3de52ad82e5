import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { User } from '../api/api-types.ts';
import { getUnit, listAllUnits } from '../api/unit-api.ts';
import { queryKeys } from '../api/query-keys.ts';
import { useCurrentUser } from '../session/session-context.ts';

/** A unit that a camera may belong to. */
export interface UnitChoice {
  readonly value: string;
  readonly label: string;
}

/** Units in which the user may register cameras: a board's own, every neighbourhood for an administrator. */
export function useUnitChoices(): UseQueryResult<readonly UnitChoice[]> {
  const user = useCurrentUser();
  return useQuery({ queryKey: [...queryKeys.units('choices'), user.id], queryFn: ({ signal }) => findChoices(user, signal), staleTime: 5 * 60_000 });
}

async function findChoices(user: User, signal: AbortSignal): Promise<readonly UnitChoice[]> {
  const units =
    user.role === 'board' ? await Promise.all(user.organisation.unitIds.map((unitId) => getUnit(unitId, signal))) : await listAllUnits('neighbourhood', signal);
  return units.map(({ id, name }) => ({ value: id, label: name })).sort((a, b) => a.label.localeCompare(b.label, 'vi', { numeric: true }));
}
