import { useLayoutEffect, type RefObject } from 'react';
import type { FocusKeeper } from './row-focus.ts';

/** The list that goes leaves its focus with the keeper, the one that comes gets it back. */
export function useRowFocus(list: RefObject<HTMLElement | null>, keeper: FocusKeeper): void {
  useLayoutEffect(() => {
    const element = list.current;
    return () => {
      if (element !== null) keeper.keep(element);
    };
  }, [list, keeper]);
  // after each drawing: a row may come later than its list
  useLayoutEffect(() => {
    if (list.current !== null) keeper.giveBack(list.current);
  });
}
