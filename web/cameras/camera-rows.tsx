import { Suspense, useRef, useState, type ReactElement } from 'react';
import { CameraListItem } from './camera-list-item.tsx';
import styles from './camera-list.module.css';
import type { CameraRowsProps } from './camera-rows-props.ts';
import { createFocusKeeper, type FocusKeeper } from './row-focus.ts';
import { useRowFocus } from './use-row-focus.ts';
import { lazyPart } from '../ui/lazy-part.ts';

/** So many are simply there: the browser's own search finds them. */
const MOST_WHOLE = 100;
/** A first page, until the code for long lists is there. */
const MEANWHILE = 50;

const CameraRowsInSight = lazyPart(() => import('./camera-rows-in-sight.tsx'), 'CameraRowsInSight');

/** The rows of a list; of a long one only those in sight, by code that no board's list needs. A list that grows long keeps its focus. */
export function CameraRows(props: CameraRowsProps): ReactElement {
  const [focus] = useState(createFocusKeeper);
  if (props.cameras.length <= MOST_WHOLE && !props.hasMore) return <WholeRows {...props} focus={focus} />;
  return (
    <Suspense fallback={<WholeRows {...props} cameras={props.cameras.slice(0, MEANWHILE)} focus={focus} />}>
      <CameraRowsInSight {...props} focus={focus} />
    </Suspense>
  );
}

function WholeRows({ cameras, pictureOf, onLocate, focus }: CameraRowsProps & { readonly focus: FocusKeeper }): ReactElement {
  const list = useRef<HTMLUListElement>(null);
  useRowFocus(list, focus);
  return (
    <ul ref={list} className={styles.list}>
      {cameras.map((camera) => (
        <li key={camera.id} data-camera={camera.id} className={styles.item}>
          <CameraListItem camera={camera} picture={pictureOf(camera.id)} onLocate={onLocate} />
        </li>
      ))}
    </ul>
  );
}
