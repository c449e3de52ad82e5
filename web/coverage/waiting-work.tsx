import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from '../routing/link.tsx';
import { useWaitingRequests } from '../requests/use-requests.ts';
import styles from './coverage.module.css';

/** What waits for the reader's own decision, before any figure. */
export function WaitingWork(): ReactElement {
  const { t } = useTranslation();
  const waiting = useWaitingRequests();
  return (
    <div role="status" className={styles.screenOnly}>
      {waiting > 0 && (
        <Link to="/requests" className={styles.waiting}>
          {t('coverage.waiting', { count: waiting })}
        </Link>
      )}
    </div>
  );
}
