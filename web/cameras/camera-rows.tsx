import { Suspense, type ReactElement } from 'react';
import { CameraListItem } from './camera-list-item.tsx';
import styles from './camera-list.module.css';
import type { CameraRowsProps } from './camera-rows-props.ts';
import { lazyPart } from '../ui/lazy-part.ts';

/** So many are simply there: the browser's own search finds them. */
const MOST_WHOLE = 100;

const CameraRowsInSight = lazyPart(() => import('./camera-rows-in-sight.tsx'), 'CameraRowsInSight');

/** The rows of a list; of a long one only those in sight, by code that no board's list needs. */
export function CameraRows(props: CameraRowsProps): ReactElement {
  if (props.cameras.length <= MOST_WHOLE) return <WholeRows {...props} />;
  return (
    <Suspense fallback={<WholeRows {...props} cameras={props.cameras.slice(0, MOST_WHOLE)} />}>
      <CameraRowsInSight {...props} />
    </Suspense>
  );
}

function WholeRows({ cameras, pictureOf, onLocate }: CameraRowsProps): ReactElement {
  return (
    <ul className={styles.list}>
      {cameras.map((camera) => (
        <li key={camera.id} className={styles.item}>
          <CameraListItem camera={camera} picture={pictureOf(camera.id)} onLocate={onLocate} />
        </li>
      ))}
    </ul>
  );
}
