import type { SearchWords } from '../routing/search-string.ts';

/** What the address of a list says of it: what is still to be done (absent), or what is. */
export interface DoneSearch {
  readonly show?: 'done' | undefined;
}

/** Reads it; any other word shows what is still to be done. */
export function readDoneSearch({ show }: SearchWords): DoneSearch {
  return { show: show === 'done' ? show : undefined };
}
