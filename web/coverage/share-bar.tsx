import type { ReactElement } from 'react';
import styles from './share-bar.module.css';

/** A share (0 to 1) as a bar; decoration, the figure stands beside it. */
export function ShareBar({ ratio }: { readonly ratio: number }): ReactElement {
  const tone = ratio >= 0.9 ? styles.good : ratio >= 0.7 ? styles.fair : styles.poor;
  return (
    <span className={styles.bar} aria-hidden="true">
      <span className={tone} style={{ width: `${Math.round(ratio * 1000) / 10}%` }} />
    </span>
  );
}
