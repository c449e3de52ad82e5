import { useQuery } from '@tanstack/react-query';
import { Alert, Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from '@tanstack/react-router';
import { listMedia } from '../api/media-api.ts';
import { queryKeys } from '../api/query-keys.ts';
import { Link } from '../routing/link.tsx';
import { useMay } from '../session/session-context.ts';
import { NotAllowedPage } from '../ui/not-allowed-page.tsx';
import { PageFrame } from '../ui/page-frame.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { MediaPlayer } from './media-player.tsx';
import { useAccess } from './use-access.ts';

/** `/requests/{id}/watch`: what an approved request of the reader's own opens, until it is taken back. */
export function WatchPage(): ReactElement {
  const { t } = useTranslation();
  const may = useMay();
  const { requestId } = useParams({ from: '/_app/requests/$requestId/watch' });
  if (!may('media.open')) return <NotAllowedPage />;
  return (
    <PageFrame title={t('watch.title')}>
      <p>
        <Link to="/requests">{t('watch.back')}</Link>
      </p>
      <OpenedMedia key={requestId} requestId={requestId} />
    </PageFrame>
  );
}

function OpenedMedia({ requestId }: { readonly requestId: string }): ReactElement {
  const { t } = useTranslation();
  const query = useQuery({
    queryKey: queryKeys.media(requestId),
    queryFn: ({ signal }) => listMedia(requestId, undefined, signal),
    // each time it is opened is a look, and takes it over from another session
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
  });
  const access = useAccess(requestId, query.data);
  if (access !== 'open') {
    return (
      <Alert role="alert" color="red" title={t(`watch.gone.${access}`)}>
        <p>{t(`watch.goneHint.${access}`)}</p>
        {access === 'changed' && <Button onClick={() => void query.refetch()}>{t('watch.openAgain')}</Button>}
      </Alert>
    );
  }
  return <QueryView query={query}>{(list) => <MediaPlayer list={list} onReopen={() => void query.refetch()} />}</QueryView>;
}
