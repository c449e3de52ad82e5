import type { ReactElement } from 'react';
import styles from './incident-pin.module.css';

/** The place of an incident on a map; decoration. */
export function IncidentPin(): ReactElement {
  return (
    <svg width="30" height="40" viewBox="0 0 30 40" aria-hidden="true" focusable="false" className={styles.pin}>
      <path d="M15 1C7 1 1 7 1 15c0 10 14 24 14 24s14-14 14-24C29 7 23 1 15 1z" fill="#b4161c" stroke="#fff" strokeWidth="2" />
      <circle cx="15" cy="15" r="5.500" fill="#fff" />
    </svg>
  );
}
