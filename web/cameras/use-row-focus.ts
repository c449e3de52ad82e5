import { useLayoutEffect, type RefObject } from 'react';
import { giveRowFocus, rowFocusIn, type RowFocus } from './row-focus.ts';

/** Lets the focus outlive that rows are drawn by other means from now on: the list that goes keeps it in `keptRef`, the one that comes gives it back. */
export function useRowFocus(list: RefObject<HTMLElement | null>, keptRef: RefObject<RowFocus | null>): void {
  useLayoutEffect(() => {
    const element = list.current;
    return () => {
      keptRef.current = element === null ? null : rowFocusIn(element);
    };
  }, [list, keptRef]);
  // after each drawing: a row may come later than its list
  useLayoutEffect(() => {
    if (keptRef.current !== null && list.current !== null && giveRowFocus(list.current, keptRef.current)) keptRef.current = null;
  });
}
