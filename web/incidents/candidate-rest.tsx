import { Button, Group, Text } from '@mantine/core';
import { useLayoutEffect, useRef, type ReactElement, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { CandidatePage } from '../api/api-types.ts';
import { useAllPages, type AllPages } from '../api/use-all-pages.ts';
import type { CursorPages } from '../api/use-cursor-pages.ts';
import { MoreButton } from '../ui/more-button.tsx';

/** An incident has 420 candidates at most, which are three pages; whatever a service says, it ends. */
const MOST_PAGES = 9;

/**
 * Says that there are more candidates than those shown, and fetches the next of them or all, one page after another: what is chosen or compared is among those shown alone. Nothing when all are there, unless
 * somebody waited for that.
 */
export function CandidateRest({ pages, shown }: { readonly pages: CursorPages<CandidatePage>; readonly shown: number }): ReactElement | null {
  const { t } = useTranslation();
  const { isWanted, isUnderWay, start, stop } = useAllPages(pages, MOST_PAGES);
  const said = useRef<HTMLParagraphElement>(null);
  const hasMore = pages.hasNextPage || isUnderWay;
  if (shown === 0 || (!hasMore && (!isWanted || !pages.isSuccess))) return null;
  return (
    <Group gap="sm">
      <Text ref={said} size="sm" role="status" tabIndex={-1}>
        {t(`candidates.${wordOf(hasMore, isUnderWay)}`, { count: shown })}
      </Text>
      {hasMore && <AllButton isUnderWay={isUnderWay} start={start} stop={stop} after={said} />}
      {!isUnderWay && <MoreButton pages={pages} />}
    </Group>
  );
}

function wordOf(hasMore: boolean, isUnderWay: boolean): 'notAll' | 'loadingAll' | 'allShown' {
  if (!hasMore) return 'allShown';
  return isUnderWay ? 'loadingAll' : 'notAll';
}

interface AllButtonProps extends Pick<AllPages, 'isUnderWay' | 'start' | 'stop'> {
  /** Where the keyboard is when the button it was at is gone. */
  readonly after: RefObject<HTMLElement | null>;
}

/** One button that changes its word, so that the keyboard stays at it. */
function AllButton({ isUnderWay, start, stop, after }: AllButtonProps): ReactElement {
  const { t } = useTranslation();
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    const [own, then] = [button.current, after.current];
    // still in the page here
    return () => {
      if (own !== null && document.activeElement === own) then?.focus();
    };
  }, [after]);
  return (
    <Button ref={button} variant="default" onClick={isUnderWay ? stop : start}>
      {t(isUnderWay ? 'candidates.stopLoading' : 'candidates.loadAll')}
    </Button>
  );
}
