import type { ReactElement, ReactNode } from 'react';
import { useId } from 'react';
import styles from './section-card.module.css';

interface SectionCardProps {
  readonly title: string;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** A titled part of a page. */
export function SectionCard({ title, aside, children }: SectionCardProps): ReactElement {
  const id = useId();
  return (
    <section className={styles.card} aria-labelledby={id}>
      <div className={styles.head}>
        <h2 id={id} className={styles.title}>
          {title}
        </h2>
        {aside}
      </div>
      {children}
    </section>
  );
}
