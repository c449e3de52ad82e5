import { useVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useRef, useState, type ReactElement } from 'react';
import { scrollerOf } from '../ui/scroller-of.ts';
import { CameraListItem } from './camera-list-item.tsx';
import styles from './camera-list.module.css';
import type { CameraRowsProps } from './camera-rows-props.ts';

/** Of a row with one line of advice; what it really takes is measured. */
const ROW_PX = 98;
const ROWS_BESIDE = 5;

/** Of a long list the rows in sight and some beside them, so that it scrolls as smoothly at its thirty-thousandth row as at its first. */
export function CameraRowsInSight({ cameras, hasMore, pictureOf, onLocate }: CameraRowsProps): ReactElement {
  const list = useRef<HTMLUListElement>(null);
  const [topPx, setTopPx] = useState(0);
  useLayoutEffect(() => {
    if (list.current !== null) setTopPx(topWithin(list.current));
  }, []);
  // what it gives is passed to nothing that would remember it
  // oxlint-disable-next-line react/incompatible-library
  const rows = useVirtualizer({
    count: cameras.length,
    getScrollElement: () => scrollerOf(list.current),
    getItemKey: (index) => cameras[index]!.id,
    estimateSize: () => ROW_PX,
    scrollMargin: topPx,
    overscan: ROWS_BESIDE,
  });
  return (
    <ul ref={list} className={styles.list} style={{ position: 'relative', height: rows.getTotalSize() }}>
      {rows.getVirtualItems().map(({ key, index, start }) => (
        <li
          key={key}
          ref={rows.measureElement}
          data-index={index}
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

/** How far below the beginning of what scrolls. */
function topWithin(element: HTMLElement): number {
  const scroller = scrollerOf(element);
  return scroller === null ? 0 : element.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop;
}
