import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../session/session-context.ts';
import cards from '../ui/card-list.module.css';
import { NotAllowedPage } from '../ui/not-allowed-page.tsx';
import { PageFrame } from '../ui/page-frame.tsx';
import { PackageList } from './package-list.tsx';

/** `/packages`: evidence packages of all cases within reach, newest first. */
export function PackagesPage(): ReactElement {
  const { t } = useTranslation();
  const may = useMay();
  if (!may('package.read')) return <NotAllowedPage />;
  return (
    <PageFrame title={t('package.title')}>
      <p className={cards.line}>{t('package.lead')}</p>
      <PackageList />
    </PageFrame>
  );
}
