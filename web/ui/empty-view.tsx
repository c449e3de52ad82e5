import type { ReactElement, ReactNode } from 'react';
import styles from './state-view.module.css';

/** There is nothing to show, and why; `children` says what can be done. */
export function EmptyView({ text, children }: { readonly text: string; readonly children?: ReactNode }): ReactElement {
  return (
    <div className={styles.view}>
      <p className={styles.text}>{text}</p>
      {children}
    </div>
  );
}
