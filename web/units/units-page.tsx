import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../session/session-context.ts';
import cards from '../ui/card-list.module.css';
import { NotAllowedPage } from '../ui/not-allowed-page.tsx';
import { PageFrame } from '../ui/page-frame.tsx';
import { UnitsUnder } from './units-under.tsx';

/** `/units`: the uppermost units; from each the way leads down. */
export function UnitsPage(): ReactElement {
  const { t } = useTranslation();
  const may = useMay();
  if (!may('unit.read')) return <NotAllowedPage />;
  return (
    <PageFrame title={t('units.title')}>
      <p className={cards.line}>{t('units.lead')}</p>
      <UnitsUnder parent={null} />
    </PageFrame>
  );
}
