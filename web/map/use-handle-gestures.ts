import { useMap } from '@vis.gl/react-maplibre';
import { type RefObject, useEffect, useRef } from 'react';
import type { LonLat } from '../../domain/geojson.ts';
import { stepsOfKey, type HandleSteps } from './handle-steps.ts';

/** What comes of a handle's gestures. */
export interface HandleGestures {
  readonly onDrag: (place: LonLat) => void;
  readonly onSteps: (steps: HandleSteps) => void;
}

const MAP_GESTURES = ['mousedown', 'touchstart', 'click', 'dblclick'] as const;

/**
 * Dragging by pointer, and arrow keys, of an element on the map. The listeners are the element's own, since the map listens between it and React's root: it must neither move with a handle nor take a
 * click on one for a click on the map.
 */
export function useHandleGestures(handle: RefObject<HTMLElement | null>, gestures: HandleGestures): void {
  const { current: map } = useMap();
  const latest = useRef(gestures);
  useEffect(() => {
    latest.current = gestures;
  });
  useEffect(() => {
    const element = handle.current;
    if (element === null || !map) return;
    const listening = new AbortController();
    const on = <K extends keyof HTMLElementEventMap>(type: K, listen: (event: HTMLElementEventMap[K]) => void) =>
      element.addEventListener(type, listen, { signal: listening.signal });
    // where in the handle it was taken: it must not jump under the finger
    let grip = { x: 0, y: 0 };
    on('pointerdown', (event) => {
      if (event.button !== 0) return;
      const box = element.getBoundingClientRect();
      grip = { x: event.clientX - (box.left + box.right) / 2, y: event.clientY - (box.top + box.bottom) / 2 };
      element.setPointerCapture(event.pointerId);
    });
    on('pointermove', (event) => {
      if (!element.hasPointerCapture(event.pointerId)) return;
      const frame = map.getContainer().getBoundingClientRect();
      const { lng, lat } = map.unproject([event.clientX - grip.x - frame.left, event.clientY - grip.y - frame.top]);
      latest.current.onDrag([lng, lat]);
    });
    on('keydown', (event) => {
      const steps = stepsOfKey(event);
      if (steps === null) return;
      event.preventDefault();
      event.stopPropagation();
      latest.current.onSteps(steps);
    });
    for (const type of MAP_GESTURES) on(type, (event) => event.stopPropagation());
    return () => listening.abort();
  }, [handle, map]);
}
