import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './coverage.module.css';

interface IncidentNewsProps {
  readonly hasNews: boolean;
  readonly isFetching: boolean;
  readonly onShow: () => void;
}

/** Says that incidents may have come since those on the map were asked for, and offers to show them. Its place is there before: what appears in it is read out. */
export function IncidentNews({ hasNews, isFetching, onShow }: IncidentNewsProps): ReactElement {
  const { t } = useTranslation();
  return (
    <div role="status" className={styles.screenOnly}>
      {hasNews && (
        <div className={styles.chosen}>
          {t('coverage.incidentNews')}
          <Button variant="default" size="sm" loading={isFetching} onClick={onShow}>
            {t('coverage.showIncidentNews')}
          </Button>
        </div>
      )}
    </div>
  );
}
