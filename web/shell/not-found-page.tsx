import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from '../routing/link.tsx';
import { PageFrame } from '../ui/page-frame.tsx';

/** Any address that is none of ours. */
export function NotFoundPage(): ReactElement {
  const { t } = useTranslation();
  return (
    <PageFrame title={t('notFound.title')}>
      <p>{t('notFound.text')}</p>
      <Link to="/">{t('notFound.home')}</Link>
    </PageFrame>
  );
}
