import { useSyncExternalStore, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { subscribeReach, wasReached } from '../api/reach.ts';
import { formatInstant } from '../formats/instant-format.ts';
import { useLive } from '../live/live-context.ts';
import { useOldestOnScreen } from '../offline/use-oldest-on-screen.ts';
import styles from './connection-banner.module.css';

/** Says while the connection is lost from when is what is on screen, and that it mends itself. */
export function ConnectionBanner(): ReactElement {
  const { t } = useTranslation();
  const { state } = useLive();
  const isReached = useSyncExternalStore(subscribeReach, wasReached);
  const oldestMs = useOldestOnScreen();
  return (
    <div role="status">
      {(state === 'lost' || !isReached) && (
        <p className={styles.banner}>
          {t('shell.connectionLost')} {oldestMs !== null && t('offline.asOf', { at: formatInstant(new Date(oldestMs).toISOString()) })}
        </p>
      )}
    </div>
  );
}
