import { isUuid } from '../../domain/uuid.ts';
import type { SearchWords } from '../routing/search-string.ts';

/** What the address of the erasures says: the request of the register for which one is to be asked. */
export interface ErasureSearch {
  readonly request?: string | undefined;
}

/** Reads it; what is no id counts as absent. */
export function readErasureSearch({ request }: SearchWords): ErasureSearch {
  return { request: typeof request === 'string' && isUuid(request) ? request : undefined };
}
