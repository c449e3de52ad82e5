import { Button } from '@mantine/core';
import { useSearch } from '@tanstack/react-router';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { listLogErasures } from '../api/log-erasure-api.ts';
import { queryKeys } from '../api/query-keys.ts';
import { useCursorPages } from '../api/use-cursor-pages.ts';
import { Link } from '../routing/link.tsx';
import { useMay } from '../session/session-context.ts';
import cards from '../ui/card-list.module.css';
import { EmptyView } from '../ui/empty-view.tsx';
import { MoreButton } from '../ui/more-button.tsx';
import { NotAllowedPage } from '../ui/not-allowed-page.tsx';
import { PageFrame } from '../ui/page-frame.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { SectionCard } from '../ui/section-card.tsx';
import { ErasureForm } from './erasure-form.tsx';
import { ErasureItem } from './erasure-item.tsx';

/** `/log-erasures`: clear text of the access log that the law wants gone: an administrator asks, an auditor decides. `?request=` opens the form for a request of the register. */
export function LogErasuresPage(): ReactElement {
  const { t } = useTranslation();
  const may = useMay();
  const { request: requestId = '' } = useSearch({ from: '/_app/log-erasures' });
  const [isAsking, setAsking] = useState(requestId !== '');
  const [wasAsked, setWasAsked] = useState(false);
  if (!may('erasure.read')) return <NotAllowedPage />;
  const mayAsk = may('erasure.ask');
  const done = (asked: boolean): void => {
    setAsking(false);
    setWasAsked(asked);
  };
  return (
    <PageFrame title={t('logErasure.title')} aside={mayAsk && !isAsking && <Button onClick={() => setAsking(true)}>{t('logErasure.ask')}</Button>}>
      <p className={cards.line}>{t('logErasure.lead')}</p>
      <p className={cards.line}>{t('logErasure.stays')}</p>
      <div>
        {may('audit.read') && <Link to="/audit">{t('audit.titleAll')}</Link>}
        {may('subject_request.read') && <Link to="/subject-requests">{t('subjectRequests.title')}</Link>}
        <p className={cards.line} role="status">
          {wasAsked && t('logErasure.asked')}
        </p>
      </div>
      {mayAsk && isAsking && (
        <SectionCard title={t('logErasure.ask')}>
          <ErasureForm requestId={requestId} onDone={done} />
        </SectionCard>
      )}
      <ErasureList />
    </PageFrame>
  );
}

function ErasureList(): ReactElement {
  const { t } = useTranslation();
  // looks are logged: only a change of the reader's own, and opening the page, is another one
  const pages = useCursorPages({
    queryKey: queryKeys.logErasures,
    fetchPage: (cursor, signal) => listLogErasures(cursor, signal),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnReconnect: false,
  });
  return (
    <SectionCard title={t('logErasure.list')}>
      <QueryView query={pages}>
        {(data) => {
          const erasures = data.pages.flatMap(({ items }) => items);
          if (erasures.length === 0) return <EmptyView text={t('logErasure.none')} />;
          return (
            <ul className={cards.list}>
              {erasures.map((erasure) => (
                <ErasureItem key={erasure.id} erasure={erasure} />
              ))}
            </ul>
          );
        }}
      </QueryView>
      <MoreButton pages={pages} />
    </SectionCard>
  );
}
