import { Text } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { isApiProblem } from '../api/api-problem.ts';
import cards from '../ui/card-list.module.css';
import { EmptyView } from '../ui/empty-view.tsx';
import { LoadingView } from '../ui/loading-view.tsx';
import { MoreButton } from '../ui/more-button.tsx';
import { ProblemView } from '../ui/problem-view.tsx';
import { SectionCard } from '../ui/section-card.tsx';
import { filterOf, type AuditChoice } from './audit-choice.ts';
import { AuditEntry } from './audit-entry.tsx';
import { LogCheckCard } from './log-check-card.tsx';
import { useAuditPages, useCameraNames } from './use-audit.ts';
import { useLogCheck } from './use-log-check.ts';

interface AuditLogProps {
  readonly choice: AuditChoice;
  /** Narrows the list to what an entry names; undefined where that is no choice. */
  readonly onChoose: ((changed: Partial<AuditChoice>) => void) | undefined;
}

function emptyText({ seq }: AuditChoice, hasMore: boolean): 'audit.noneYet' | 'audit.noneAtPlace' | 'audit.none' {
  if (hasMore) return 'audit.noneYet';
  return seq === '' ? 'audit.none' : 'audit.noneAtPlace';
}

/** The entries that match the choice, with the check of what is shown. */
export function AuditLog({ choice, onChoose }: AuditLogProps): ReactElement {
  const { t } = useTranslation();
  const pages = useAuditPages(filterOf(choice));
  const names = useCameraNames();
  const check = useLogCheck();
  const events = pages.data?.pages.flatMap(({ items }) => items) ?? [];
  const spoilt = new Set(check.report?.findings.map((finding) => ('seq' in finding ? finding.seq : null)));
  const tooLong = isApiProblem(pages.error, 'interval_too_long') ? t('audit.rangeTooLong') : undefined;
  return (
    <>
      {!pages.isPending && <LogCheckCard check={check} events={events} />}
      <SectionCard title={t('audit.list')}>
        <Text size="sm">{t('audit.zone')}</Text>
        {pages.isPending && <LoadingView />}
        {pages.isError && <ProblemView error={pages.error} text={tooLong} onRetry={() => void pages.refetch()} />}
        {pages.isSuccess && events.length === 0 && <EmptyView text={t(emptyText(choice, pages.hasNextPage))} />}
        <ol className={cards.list} aria-busy={pages.isFetching}>
          {events.map((event) => (
            <AuditEntry key={event.seq} event={event} names={names} isSpoilt={spoilt.has(event.seq)} onChoose={onChoose} />
          ))}
        </ol>
        <MoreButton pages={pages} />
      </SectionCard>
    </>
  );
}
