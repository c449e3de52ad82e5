import { isUuid } from '../../domain/uuid.ts';
import type { SearchWords } from '../routing/search-string.ts';

/** What the address of the users says: of which organisation they are. */
export interface UsersSearch {
  readonly organisation?: string | undefined;
}

/** Reads it; what is no id counts as absent. */
export function readUsersSearch({ organisation }: SearchWords): UsersSearch {
  return { organisation: typeof organisation === 'string' && isUuid(organisation) ? organisation : undefined };
}
