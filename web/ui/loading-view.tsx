import { Loader } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './state-view.module.css';

/** Something is being fetched. */
export function LoadingView(): ReactElement {
  const { t } = useTranslation();
  return (
    <div role="status" className={styles.view}>
      <Loader aria-hidden="true" />
      <span>{t('common.loading')}</span>
    </div>
  );
}
