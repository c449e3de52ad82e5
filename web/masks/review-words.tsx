import { Group, Text } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { MaskReview } from '../api/api-types.ts';
import { formatInstant } from '../formats/instant-format.ts';
import { ToneTag } from '../ui/tone-tag.tsx';

/** What a camera sees that is sensitive, how it stands with its masks, and what was found last. */
export function ReviewWords({ review }: { readonly review: MaskReview }): ReactElement {
  const { t } = useTranslation();
  const { sees, state, liftsWaiting, outcome, reason, reviewedAt, reviewedBy } = review;
  return (
    <>
      <Group gap="xs">
        {state !== 'not_due' && <ToneTag tone={state === 'reviewed' ? 'good' : 'warn'}>{t(`maskReview.states.${state}`)}</ToneTag>}
        {liftsWaiting > 0 && <ToneTag tone="warn">{t('maskReview.liftsWaiting', { count: liftsWaiting })}</ToneTag>}
      </Group>
      {sees.length > 0 && <Text>{t('maskReview.sees', { kinds: sees.map((kind) => t(`maskReview.kinds.${kind}`)).join(', ') })}</Text>}
      {outcome !== null && reviewedAt !== null && (
        <Text style={{ overflowWrap: 'anywhere' }}>
          {t(`maskReview.found.${outcome}`, { name: reviewedBy ?? '?', at: formatInstant(reviewedAt), reason: reason ?? '' })}
        </Text>
      )}
    </>
  );
}
