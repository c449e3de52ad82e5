import { Button, Group, Text } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CandidatePage } from '../api/api-types.ts';
import { useAllPages } from '../api/use-all-pages.ts';
import type { CursorPages } from '../api/use-cursor-pages.ts';
import { MoreButton } from '../ui/more-button.tsx';

/** An incident has 420 candidates at most, 50 a page. */
const MOST_PAGES = 9;

/**
 * Says that there are more candidates than those shown, and fetches the next of them or all, one page after another: what is chosen or compared is among those shown alone. Nothing when all are there, unless
 * somebody waited for that.
 */
export function CandidateRest({ pages, shown }: { readonly pages: CursorPages<CandidatePage>; readonly shown: number }): ReactElement | null {
  const { t } = useTranslation();
  const { isWanted, isUnderWay, start, stop } = useAllPages(pages, MOST_PAGES);
  if (!pages.hasNextPage && !isWanted) return null;
  return (
    <Group gap="sm">
      <Text size="sm" role="status">
        {t(`candidates.${wordOf(pages.hasNextPage, isUnderWay)}`, { count: shown })}
      </Text>
      {pages.hasNextPage && (
        // one button that changes its word, so that the keyboard stays at it
        <Button variant="default" onClick={isUnderWay ? stop : start}>
          {t(isUnderWay ? 'candidates.stopLoading' : 'candidates.loadAll')}
        </Button>
      )}
      {!isUnderWay && <MoreButton pages={pages} />}
    </Group>
  );
}

function wordOf(hasNextPage: boolean, isUnderWay: boolean): 'notAll' | 'loadingAll' | 'allShown' {
  if (!hasNextPage) return 'allShown';
  return isUnderWay ? 'loadingAll' : 'notAll';
}
