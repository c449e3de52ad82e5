import type { ReactElement, ReactNode } from 'react';
import { PageHeading } from './page-heading.tsx';
import styles from './page-frame.module.css';

interface PageFrameProps {
  readonly title: string;
  /** Beside the heading: buttons, a badge. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** A page of text and forms, not wider than is good to read. */
export function PageFrame({ title, aside, children }: PageFrameProps): ReactElement {
  return (
    <div className={styles.frame}>
      <div className={styles.head}>
        <PageHeading title={title} />
        {aside}
      </div>
      {children}
    </div>
  );
}
