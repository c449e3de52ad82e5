import type { ReactElement, ReactNode } from 'react';
import styles from './fact-list.module.css';

/** One name with its value; left out when the value is null. */
export interface Fact {
  readonly name: string;
  readonly value: ReactNode;
}

/** Names and values. */
export function FactList({ facts }: { readonly facts: readonly Fact[] }): ReactElement {
  return (
    <dl className={styles.list}>
      {facts
        .filter(({ value }) => value !== null)
        .map(({ name, value }) => (
          <div key={name} className={styles.row}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
