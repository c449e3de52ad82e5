import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useLive } from '../live/live-context.ts';
import styles from './connection-banner.module.css';

/** Says while the connection is lost that what is on screen may be old, and that it mends itself. */
export function ConnectionBanner(): ReactElement {
  const { t } = useTranslation();
  const { state } = useLive();
  return <div role="status">{state === 'lost' && <p className={styles.banner}>{t('shell.connectionLost')}</p>}</div>;
}
