import { NativeSelect } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CoverageGroup } from '../api/api-types.ts';
import type { CoverageQuestion } from '../api/coverage-api.ts';
import { formatCalendarDay } from '../formats/instant-format.ts';
import { useFormats } from '../formats/use-formats.ts';
import { Link } from '../routing/link.tsx';
import { useMay } from '../session/session-context.ts';
import cards from '../ui/card-list.module.css';
import { EmptyView } from '../ui/empty-view.tsx';
import { LoadingView } from '../ui/loading-view.tsx';
import { MoreButton } from '../ui/more-button.tsx';
import { NotAllowedPage } from '../ui/not-allowed-page.tsx';
import { PageFrame } from '../ui/page-frame.tsx';
import { ProblemView } from '../ui/problem-view.tsx';
import { ToneTag } from '../ui/tone-tag.tsx';
import styles from './coverage.module.css';
import { questionOf, searchOf, YES_NO, type CoverageGroupSearch } from './coverage-search.ts';
import { ShareBar } from './share-bar.tsx';
import { useCoverageGroups } from './use-coverage.ts';

/** `/coverage/groups`: which neighbourhoods take part and which don't, the most wanting first. */
export function CoverageGroupPage(): ReactElement {
  const { t } = useTranslation();
  const may = useMay();
  const search = useSearch({ from: '/_app/coverage/groups' });
  const navigate = useNavigate();
  const { taking } = search;
  const question = questionOf(search);
  if (!may('coverage.read')) return <NotAllowedPage />;
  const data = [{ value: '', label: t('coverageList.all') }, ...YES_NO.map((value) => ({ value, label: t(`coverageGroups.taking.${value}`) }))];
  return (
    <PageFrame
      title={t('coverageGroups.title')}
      aside={
        <Link to="/coverage" search={searchOf(question)}>
          {t('coverageList.back')}
        </Link>
      }
    >
      <p className={styles.asAt}>{question.asOf === undefined ? t('coverageList.now') : t('coverageList.asAt', { day: formatCalendarDay(question.asOf) })}</p>
      <search className={`${styles.controls} ${styles.screenOnly}`}>
        <NativeSelect
          label={t('coverageGroups.filter')}
          value={taking ?? ''}
          data={data}
          onChange={({ currentTarget }) => {
            const wanted = YES_NO.find((known) => known === currentTarget.value);
            void navigate({ to: '/coverage/groups', search: { ...searchOf(question), taking: wanted }, replace: true, resetScroll: false });
          }}
        />
      </search>
      <Groups question={question} taking={taking} />
    </PageFrame>
  );
}

function Groups({ question, taking }: { readonly question: CoverageQuestion } & Pick<CoverageGroupSearch, 'taking'>): ReactElement {
  const { t } = useTranslation();
  const { unitId, asOf } = question;
  const pages = useCoverageGroups({ unitId, asOf, taking });
  const listed = pages.data?.pages.flatMap(({ items }) => items) ?? [];
  // one whose cameras broke down between two pages is on both
  const groups = [...new Map(listed.map((group) => [group.id, group])).values()];
  if (pages.isPending) return <LoadingView />;
  return (
    <div aria-busy={pages.isFetching}>
      {pages.isError && <ProblemView error={pages.error} onRetry={() => void pages.refetch()} />}
      {!pages.isError && groups.length === 0 && <EmptyView text={t('coverageGroups.none')} />}
      <ul className={cards.list}>
        {groups.map((group) => (
          <GroupItem key={group.id} group={group} question={{ ...question, unitId: group.id }} />
        ))}
      </ul>
      <MoreButton pages={pages} mt="md" />
    </div>
  );
}

/** Its name leads to its figures, its cameras to their list. */
function GroupItem({ group, question }: { readonly group: CoverageGroup; readonly question: CoverageQuestion }): ReactElement {
  const { t } = useTranslation();
  const { number } = useFormats();
  const { name, aboveName, total, working } = group;
  return (
    <li className={cards.item}>
      <div className={cards.head}>
        <p className={cards.name}>
          <Link to="/coverage" search={searchOf(question)}>
            {name}
          </Link>
        </p>
        {total === 0 && <ToneTag tone="bad">{t('coverageGroups.taking.false')}</ToneTag>}
      </div>
      {aboveName !== null && <p className={cards.quiet}>{aboveName}</p>}
      {total > 0 && (
        <>
          <p className={cards.line}>
            <Link to="/coverage/cameras" search={searchOf(question)}>
              {t('coverageGroups.cameras', { total: number(total), working: number(working) })}
            </Link>
          </p>
          <ShareBar ratio={working / total} />
        </>
      )}
    </li>
  );
}
