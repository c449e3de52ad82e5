import { useEffect, useRef, type RefObject } from 'react';
import { scrollerOf } from './scroller-of.ts';

/** Two screens ahead: what is asked for then is there before the reader is. */
const AHEAD = '200% 0%';

/** Calls `onNear` whenever `end` comes near to what is in sight, and again after each change of `settled` (what is there, or that it is being fetched) if it still is. */
export function useNearEnd(end: RefObject<HTMLElement | null>, settled: number, onNear: () => void): void {
  const latest = useRef(onNear);
  useEffect(() => {
    latest.current = onNear;
  });
  useEffect(() => {
    const element = end.current;
    if (element === null) return;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting === true && latest.current(), {
      root: scrollerOf(element),
      rootMargin: AHEAD,
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [end, settled]);
}
