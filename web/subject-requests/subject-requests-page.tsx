import { Button, Checkbox, Text } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { queryKeys } from '../api/query-keys.ts';
import { listSubjectRequests } from '../api/subject-request-api.ts';
import { Link } from '../routing/link.tsx';
import { useCursorPages } from '../api/use-cursor-pages.ts';
import { useMay } from '../session/session-context.ts';
import cards from '../ui/card-list.module.css';
import { EmptyView } from '../ui/empty-view.tsx';
import { MoreButton } from '../ui/more-button.tsx';
import { NotAllowedPage } from '../ui/not-allowed-page.tsx';
import { PageFrame } from '../ui/page-frame.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { SectionCard } from '../ui/section-card.tsx';
import { SubjectRequestForm } from './subject-request-form.tsx';
import { SubjectRequestItem } from './subject-request-item.tsx';

/** `/subject-requests`: what people asked about data of their own, and how it was answered. */
export function SubjectRequestsPage(): ReactElement {
  const { t } = useTranslation();
  const may = useMay();
  const [isAdding, setAdding] = useState(false);
  const [onlyOpen, setOnlyOpen] = useState(true);
  if (!may('subject_request.read')) return <NotAllowedPage />;
  return (
    <PageFrame title={t('subjectRequests.title')} aside={!isAdding && <Button onClick={() => setAdding(true)}>{t('subjectRequests.add')}</Button>}>
      <Text>{t('subjectRequests.lead')}</Text>
      <Link to="/signs">{t('missingSigns.title')}</Link>
      {isAdding && (
        <SectionCard title={t('subjectRequests.add')}>
          <SubjectRequestForm onDone={() => setAdding(false)} />
        </SectionCard>
      )}
      <Checkbox label={t('subjectRequests.onlyOpen')} checked={onlyOpen} onChange={(event) => setOnlyOpen(event.currentTarget.checked)} my="sm" />
      <SubjectRequestList onlyOpen={onlyOpen} />
    </PageFrame>
  );
}

function SubjectRequestList({ onlyOpen }: { readonly onlyOpen: boolean }): ReactElement {
  const { t } = useTranslation();
  const pages = useCursorPages({
    queryKey: [...queryKeys.subjectRequests, onlyOpen],
    fetchPage: (cursor, signal) => listSubjectRequests(onlyOpen, cursor, signal),
  });
  return (
    <QueryView query={pages}>
      {(data) => {
        const requests = data.pages.flatMap(({ items }) => items);
        return (
          <>
            {requests.length === 0 && <EmptyView text={t(onlyOpen ? 'subjectRequests.noneOpen' : 'subjectRequests.none')} />}
            <ul className={cards.list}>
              {requests.map((request) => (
                <SubjectRequestItem key={request.id} request={request} />
              ))}
            </ul>
            <MoreButton pages={pages} />
          </>
        );
      }}
    </QueryView>
  );
}
