import type { SearchWords } from '../routing/search-string.ts';
import { safeNextPath } from './safe-next-path.ts';

/** What the address of the sign-in page says: which page was asked for, absent for the start page. */
export interface SignInSearch {
  readonly next?: string | undefined;
}

/** Reads it; never another site. */
export function readSignInSearch({ next }: SearchWords): SignInSearch {
  const path = safeNextPath(typeof next === 'string' ? next : null);
  return { next: path === '/' ? undefined : path };
}
