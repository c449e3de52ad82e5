import { Button, type ButtonProps } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

/** A list that is fetched page by page, as `useInfiniteQuery` gives it. */
interface Pages {
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  fetchNextPage(): Promise<unknown>;
}

/** Fetches the next page of a list; nothing when there is none. */
export function MoreButton({ pages, ...look }: { readonly pages: Pages } & Pick<ButtonProps, 'className' | 'fullWidth' | 'mt'>): ReactElement | null {
  const { t } = useTranslation();
  if (!pages.hasNextPage) return null;
  return (
    <Button {...look} variant="default" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
      {t('common.more')}
    </Button>
  );
}
