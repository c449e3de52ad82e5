import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Recorder } from '../api/api-types.ts';
import { Link } from '../routing/link.tsx';
import { useMay } from '../session/session-context.ts';
import cards from '../ui/card-list.module.css';
import { EmptyView } from '../ui/empty-view.tsx';
import { LinkButton } from '../ui/link-button.tsx';
import { MoreButton } from '../ui/more-button.tsx';
import { NotAllowedPage } from '../ui/not-allowed-page.tsx';
import { PageFrame } from '../ui/page-frame.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { useRecorderPages } from './use-recorders.ts';

/** `/recorders`: the recorders that the user may see. */
export function RecorderListPage(): ReactElement {
  const { t } = useTranslation();
  const may = useMay();
  if (!may('camera.read')) return <NotAllowedPage />;
  const register = may('camera.create') && <LinkButton to="/recorders/new">{t('recorderList.register')}</LinkButton>;
  return (
    <PageFrame title={t('recorderList.title')} aside={register}>
      <RecorderList />
    </PageFrame>
  );
}

function RecorderList(): ReactElement {
  const { t } = useTranslation();
  const pages = useRecorderPages();
  return (
    <QueryView query={pages}>
      {(data) => {
        const recorders = data.pages.flatMap(({ items }) => items);
        return (
          <>
            {recorders.length === 0 && <EmptyView text={t('recorderList.none')} />}
            <ul className={cards.list}>
              {recorders.map((recorder) => (
                <RecorderItem key={recorder.id} recorder={recorder} />
              ))}
            </ul>
            <MoreButton pages={pages} fullWidth />
          </>
        );
      }}
    </QueryView>
  );
}

function RecorderItem({ recorder }: { readonly recorder: Recorder }): ReactElement {
  const { t } = useTranslation();
  return (
    <li className={cards.item}>
      <Link to="/recorders/$recorderId" params={{ recorderId: recorder.id }}>
        <b>{recorder.name}</b>
      </Link>
      <span className={cards.quiet}>{[recorder.siteName, recorder.unitName].filter((part) => part !== null).join(' · ')}</span>
      <span>
        <b>{t(`recorderState.${recorder.source.kind === 'registered' ? 'registered' : recorder.reachable}`)}</b> ·{' '}
        {t('recorderList.channels', { count: recorder.channels.length })}
      </span>
    </li>
  );
}
