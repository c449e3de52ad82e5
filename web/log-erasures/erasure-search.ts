import { isUuid } from '../../domain/uuid.ts';
import type { SearchWords } from '../routing/search-string.ts';

/** Behind the address of the page: the request of the register that an erasure is to answer. */
export interface ErasureSearch {
  readonly request?: string | undefined;
}

/** A word that is no id counts as absent. */
export function readErasureSearch({ request }: SearchWords): ErasureSearch {
  return { request: typeof request === 'string' && isUuid(request) ? request.toLowerCase() : undefined };
}
