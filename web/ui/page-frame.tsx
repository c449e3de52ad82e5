import type { ReactElement, ReactNode } from 'react';
import { PageHeading } from './page-heading.tsx';
import styles from './page-frame.module.css';

interface PageFrameProps {
  readonly title: string;
  /** The visible heading where it is more than the title's text. */
  readonly heading?: ReactNode;
  /** Beside the heading: buttons, a badge. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** A page of text and forms, not wider than is good to read. */
export function PageFrame({ title, heading, aside, children }: PageFrameProps): ReactElement {
  return (
    <div className={styles.frame}>
      <div className={styles.head}>
        <PageHeading title={title}>{heading}</PageHeading>
        {aside}
      </div>
      {children}
    </div>
  );
}
