import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { PageFrame } from './page-frame.tsx';

/** A page that the user's role may not use, reached by its address. */
export function NotAllowedPage(): ReactElement {
  const { t } = useTranslation();
  return (
    <PageFrame title={t('notAllowed.title')}>
      <p>{t('notAllowed.text')}</p>
    </PageFrame>
  );
}
