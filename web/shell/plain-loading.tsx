import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

/** "Loading" before any part of the component library is there. */
export function PlainLoading(): ReactElement {
  const { t } = useTranslation();
  return (
    <p role="status" className="plain-message">
      {t('common.loading')}
    </p>
  );
}
