import type { ReactElement, ReactNode } from 'react';
import styles from './tone-tag.module.css';

interface ToneTagProps {
  readonly tone: 'good' | 'warn' | 'bad' | 'plain';
  readonly children: ReactNode;
}

/** A word or two that stand out; the colour only underlines what the words say. */
export function ToneTag({ tone, children }: ToneTagProps): ReactElement {
  return <span className={`${styles.tag} ${styles[tone]}`}>{children}</span>;
}
