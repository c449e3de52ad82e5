import { SegmentedControl } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Link } from '../routing/link.tsx';
import { useMay } from '../session/session-context.ts';
import cards from '../ui/card-list.module.css';
import { NotAllowedPage } from '../ui/not-allowed-page.tsx';
import { PageFrame } from '../ui/page-frame.tsx';
import { RequestList } from './request-list.tsx';
import styles from './requests.module.css';
import { SuspensionPanel } from './suspension-panel.tsx';

/** `/requests`: who asks for which seconds; the board answers here, the second officer agrees, a commander lifts suspensions. */
export function RequestsPage(): ReactElement {
  const { t } = useTranslation();
  const may = useMay();
  const { show } = useSearch({ from: '/_app/requests' });
  const navigate = useNavigate();
  if (!may('request.read')) return <NotAllowedPage />;
  const live = show !== 'done';
  return (
    <PageFrame title={t('requestList.title')}>
      <p className={cards.line}>{t(may('request.decide') ? 'requestList.leadBoard' : 'requestList.lead')}</p>
      {may('package.read') && (
        <Link className={styles.watch} to="/packages">
          {t('package.link')}
        </Link>
      )}
      {may('emergency.read') && <SuspensionPanel />}
      <SegmentedControl
        aria-label={t('requestList.show')}
        value={live ? 'live' : 'done'}
        onChange={(chosen) => void navigate({ to: '/requests', search: chosen === 'done' ? { show: 'done' } : {}, replace: true, resetScroll: false })}
        data={[
          { value: 'live', label: t('requestList.live') },
          { value: 'done', label: t('requestList.done') },
        ]}
      />
      <RequestList key={String(live)} live={live} />
    </PageFrame>
  );
}
