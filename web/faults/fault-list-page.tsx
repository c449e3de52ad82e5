import { SegmentedControl } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMay } from '../session/session-context.ts';
import { NotAllowedPage } from '../ui/not-allowed-page.tsx';
import { PageFrame } from '../ui/page-frame.tsx';
import { FaultList } from './fault-list.tsx';
import styles from './fault-list.module.css';

/** `/faults`: the repair ledger, what is still to be mended first. */
export function FaultListPage(): ReactElement {
  const { t } = useTranslation();
  const may = useMay();
  const { show } = useSearch({ from: '/_app/faults' });
  const navigate = useNavigate();
  if (!may('fault.read')) return <NotAllowedPage />;
  const shown = show ?? 'open';
  return (
    <PageFrame title={t('faultList.title')}>
      <p className={styles.lead}>{t('faultList.lead')}</p>
      <SegmentedControl
        aria-label={t('faultList.show')}
        value={shown}
        onChange={(chosen) => void navigate({ to: '/faults', search: chosen === 'done' ? { show: 'done' } : {}, replace: true, resetScroll: false })}
        data={[
          { value: 'open', label: t('faultList.open') },
          { value: 'done', label: t('faultList.done') },
        ]}
      />
      <FaultList key={shown} open={shown === 'open'} />
    </PageFrame>
  );
}
