import { Text } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { listOpenReviews } from '../api/mask-review-api.ts';
import { queryKeys } from '../api/query-keys.ts';
import { Link } from '../routing/link.tsx';
import { useCursorPages } from '../api/use-cursor-pages.ts';
import { useMay } from '../session/session-context.ts';
import cards from '../ui/card-list.module.css';
import { EmptyView } from '../ui/empty-view.tsx';
import { MoreButton } from '../ui/more-button.tsx';
import { NotAllowedPage } from '../ui/not-allowed-page.tsx';
import { PageFrame } from '../ui/page-frame.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { ReviewWords } from './review-words.tsx';

/** `/mask-reviews`: cameras that see schools, homes, clinics or places of worship and whose masks somebody has to think about. */
export function MaskReviewsPage(): ReactElement {
  const { t } = useTranslation();
  const may = useMay();
  const pages = useCursorPages({
    queryKey: queryKeys.maskReviews,
    fetchPage: (cursor, signal) => listOpenReviews(cursor, signal),
    enabled: may('mask.read'),
  });
  if (!may('mask.read')) return <NotAllowedPage />;
  return (
    <PageFrame title={t('maskReview.listTitle')}>
      <Text>{t('maskReview.lead')}</Text>
      <QueryView query={pages}>
        {(data) => {
          const reviews = data.pages.flatMap(({ items }) => items);
          return (
            <>
              {reviews.length === 0 && <EmptyView text={t('maskReview.none')} />}
              <ul className={cards.list}>
                {reviews.map((review) => (
                  <li key={review.cameraId} className={`${cards.item} ${cards.marked}`}>
                    <Link to="/cameras/$cameraId/masks" params={{ cameraId: review.cameraId }}>
                      {review.cameraName}
                    </Link>
                    <Text size="sm">{review.unitName}</Text>
                    <ReviewWords review={review} />
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
