import { Text } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { queryKeys } from '../api/query-keys.ts';
import { listMissingSigns } from '../api/sign-api.ts';
import { Link } from '../routing/link.tsx';
import { useCursorPages } from '../api/use-cursor-pages.ts';
import { useMay } from '../session/session-context.ts';
import cards from '../ui/card-list.module.css';
import { EmptyView } from '../ui/empty-view.tsx';
import { MoreButton } from '../ui/more-button.tsx';
import { NotAllowedPage } from '../ui/not-allowed-page.tsx';
import { PageFrame } from '../ui/page-frame.tsx';
import { QueryView } from '../ui/query-view.tsx';

/** `/signs`: cameras whose sign, or the photograph of it, is missing. */
export function MissingSignsPage(): ReactElement {
  const { t } = useTranslation();
  const may = useMay();
  const pages = useCursorPages({
    queryKey: queryKeys.missingSigns,
    fetchPage: (cursor, signal) => listMissingSigns(cursor, signal),
    enabled: may('sign.read'),
  });
  if (!may('sign.read')) return <NotAllowedPage />;
  return (
    <PageFrame title={t('missingSigns.title')}>
      <Text>{t('missingSigns.lead')}</Text>
      <QueryView query={pages}>
        {(data) => {
          const signs = data.pages.flatMap(({ items }) => items);
          return (
            <>
              {signs.length === 0 && <EmptyView text={t('missingSigns.none')} />}
              <ul className={cards.list}>
                {signs.map(({ cameraId, cameraName, unitName, postedAt, photoAt, reports }) => (
                  <li key={cameraId} className={cards.item}>
                    <Link to="/cameras/$cameraId" params={{ cameraId }}>
                      {cameraName}
                    </Link>
                    <span>
                      {unitName} ·{' '}
                      {[
                        ...reports.map(({ kind }) => t(`missingSigns.${kind}`)),
                        ...(postedAt === null ? [t('missingSigns.noSign')] : photoAt === null ? [t('missingSigns.noPhoto')] : []),
                      ].join(', ')}
                    </span>
                  </li>
                ))}
              </ul>
              <MoreButton pages={pages} />
            </>
          );
        }}
      </QueryView>
    </PageFrame>
  );
}
