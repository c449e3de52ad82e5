import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual';
import { useCallback, useLayoutEffect, useMemo, useRef, useState, type FocusEvent, type ReactElement } from 'react';
import { scrollerOf } from '../ui/scroller-of.ts';
import { CameraListItem } from './camera-list-item.tsx';
import styles from './camera-list.module.css';
import type { CameraRowsProps } from './camera-rows-props.ts';
import type { FocusKeeper } from './row-focus.ts';
import { useRowFocus } from './use-row-focus.ts';

/** Of a row with one line of advice; what it really takes is measured. */
const ROW_PX = 98;
const ROWS_BESIDE = 5;

interface RowsInSightProps extends CameraRowsProps {
  /** The focus of the rows that stood here before. */
  readonly focus: FocusKeeper;
}

/**
 * Of a long list the rows in sight and some beside them, so that it scrolls as smoothly at its thirty-thousandth row as at its first. The row that had the focus last stays there wherever the list is scrolled: without
 * it the keyboard would lose its place.
 */
export function CameraRowsInSight({ cameras, hasMore, pictureOf, onLocate, focus }: RowsInSightProps): ReactElement {
  const list = useRef<HTMLUListElement>(null);
  const [focusedId, setFocusedId] = useState<string>();
  // told only now by the rows that have just gone
  useLayoutEffect(() => setFocusedId(focus.cameraId()), [focus]);
  useRowFocus(list, focus);
  const focusedIndex = useMemo(() => cameras.findIndex(({ id }) => id === focusedId), [cameras, focusedId]);
  const rangeExtractor = useCallback((range: Range) => withRow(defaultRangeExtractor(range), focusedIndex), [focusedIndex]);
  // another function each time would have the whole list measured anew with each step
  const keyOf = useCallback((index: number) => cameras[index]!.id, [cameras]);
  const [topPx, setTopPx] = useState(0);
  useLayoutEffect(() => {
    if (list.current !== null) setTopPx(topWithin(list.current));
  }, []);
  // what it gives is passed to nothing that would remember it
  // oxlint-disable-next-line react/incompatible-library
  const rows = useVirtualizer({
    count: cameras.length,
    getScrollElement: () => scrollerOf(list.current),
    getItemKey: keyOf,
    estimateSize: () => ROW_PX,
    scrollMargin: topPx,
    overscan: ROWS_BESIDE,
    rangeExtractor,
  });
  const noteFocus = ({ target }: FocusEvent): void => setFocusedId(target.closest<HTMLElement>('[data-camera]')?.dataset['camera']);
  return (
    <ul ref={list} className={styles.list} style={{ position: 'relative', height: rows.getTotalSize() }} onFocus={noteFocus}>
      {rows.getVirtualItems().map(({ key, index, start }) => (
        <li
          key={key}
          ref={rows.measureElement}
          data-index={index}
          data-camera={cameras[index]!.id}
          aria-posinset={index + 1}
          aria-setsize={hasMore ? -1 : cameras.length}
          className={styles.item}
          style={{ position: 'absolute', insetInline: 0, transform: `translateY(${start - topPx}px)` }}
        >
          <CameraListItem camera={cameras[index]!} picture={pictureOf(cameras[index]!.id)} onLocate={onLocate} />
        </li>
      ))}
    </ul>
  );
}

/** The row `index` among those in sight, in its place; -1 for none. */
function withRow(inSight: number[], index: number): number[] {
  return index === -1 || inSight.includes(index) ? inSight : [...inSight, index].toSorted((a, b) => a - b);
}

/** How far below the beginning of what scrolls. */
function topWithin(element: HTMLElement): number {
  const scroller = scrollerOf(element);
  return scroller === null ? 0 : element.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop;
}
