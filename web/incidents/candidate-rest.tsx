import { Group, Text } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CandidatePage } from '../api/api-types.ts';
import type { CursorPages } from '../api/use-cursor-pages.ts';
import { MoreButton } from '../ui/more-button.tsx';

/** Says that there are more candidates than those shown, and fetches them: what is chosen or compared is among those shown alone. Nothing when all are there. */
export function CandidateRest({ pages, shown }: { readonly pages: CursorPages<CandidatePage>; readonly shown: number }): ReactElement | null {
  const { t } = useTranslation();
  if (!pages.hasNextPage) return null;
  return (
    <Group gap="sm">
      <Text size="sm">{t('candidates.notAll', { count: shown })}</Text>
      <MoreButton pages={pages} />
    </Group>
  );
}
