import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from '@tanstack/react-router';
import { OPEN_ALARMS } from '../alarms/open-alarms.ts';
import { formatTime } from '../formats/instant-format.ts';
import { Link } from '../routing/link.tsx';
import { useMay } from '../session/session-context.ts';
import styles from './alarm-banner.module.css';

/** Says on every page but the duty screen that a bell rang and nobody took it yet, to whoever may take it. */
export function AlarmBanner(): ReactElement | null {
  const { t } = useTranslation();
  const may = useMay();
  const { pathname } = useLocation();
  const mayTake = may('alarm.acknowledge');
  const open = useQuery({ ...OPEN_ALARMS, enabled: mayTake });
  if (!mayTake) return null;
  const newest = pathname === '/duty' ? undefined : open.data?.items[0];
  return (
    <div role="alert">
      {newest !== undefined && (
        <Link to="/duty" className={styles.banner}>
          {t(newest.test ? 'duty.announceTest' : 'duty.announce', { name: newest.name, unit: newest.unitName, at: formatTime(newest.lastPressedAt) })}{' '}
          <span className={styles.way}>{t('duty.openScreen')}</span>
        </Link>
      )}
    </div>
  );
}
