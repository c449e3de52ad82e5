import { useMemo, useRef, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Camera, Page } from '../api/api-types.ts';
import { EmptyView } from '../ui/empty-view.tsx';
import { LoadingView } from '../ui/loading-view.tsx';
import { MoreButton } from '../ui/more-button.tsx';
import { ProblemView } from '../ui/problem-view.tsx';
import { useNearEnd } from '../ui/use-near-end.ts';
import { AskPictures } from './ask-pictures.tsx';
import styles from './camera-list.module.css';
import { CameraRows } from './camera-rows.tsx';
import type { CameraListFilter } from './use-camera-filter.ts';
import { useCameraPages } from './use-cameras.ts';
import { useListPictures } from './use-list-pictures.ts';
import { worstFirst } from './worst-first.ts';

interface CameraListProps {
  readonly filter: CameraListFilter;
  readonly onLocate: (cameraId: string) => void;
}

/** The cameras that match, page after page as they are scrolled to. */
export function CameraList({ filter, onLocate }: CameraListProps): ReactElement {
  const { t } = useTranslation();
  const pages = useCameraPages(filter);
  const loaded = pages.data?.pages;
  const cameras = useMemo(() => inOrder(loaded ?? []), [loaded]);
  const pictures = useListPictures(cameras);
  const end = useRef<HTMLDivElement>(null);
  useNearEnd(end, pages.isFetching ? -1 : cameras.length, () => {
    if (pages.hasNextPage && !pages.isFetching && !pages.isError) void pages.fetchNextPage();
  });
  if (pages.isPending) return <LoadingView />;
  return (
    <div aria-busy={pages.isFetching}>
      {pages.isError && <ProblemView error={pages.error} onRetry={() => void pages.refetch()} />}
      {!pages.isError && cameras.length === 0 && <EmptyView text={isFiltered(filter) ? t('cameraList.noneFound') : t('cameraList.none')} />}
      {pictures.canAsk && <AskPictures pictures={pictures} />}
      <CameraRows cameras={cameras} hasMore={pages.hasNextPage} pictureOf={pictures.of} onLocate={onLocate} />
      <div ref={end} className={styles.more}>
        {pages.hasNextPage && <MoreButton pages={pages} fullWidth />}
      </div>
    </div>
  );
}

/** A short list, such as a board's, has what needs work at its top; a long one keeps the order of its pages. */
function inOrder(pages: readonly Page<Camera>[]): readonly Camera[] {
  const [first] = pages;
  return first?.nextCursor === null ? worstFirst(first.items) : pages.flatMap(({ items }) => items);
}

function isFiltered({ state, q, confirmationDue }: CameraListFilter): boolean {
  return state !== undefined || q !== undefined || confirmationDue !== undefined;
}
