import { Button, Radio, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { MASK_REVIEW_OUTCOMES, type MaskReviewOutcome } from '../../domain/mask-review-terms.ts';
import { readMaskReview, reviewMasks } from '../api/mask-review-api.ts';
import { queryKeys } from '../api/query-keys.ts';
import { ReasonForm } from '../incidents/reason-form.tsx';
import { useMay } from '../session/session-context.ts';
import { QueryView } from '../ui/query-view.tsx';
import { SectionCard } from '../ui/section-card.tsx';
import { ReviewWords } from './review-words.tsx';
import { useMasksChanged } from './use-masks-changed.ts';

interface SectionProps {
  readonly cameraId: string;
  /** What the page shows, and so what is judged; null: it hangs nowhere. */
  readonly placementId: string | null;
}

/** Whether a camera needs masks where it points now: what was found, and the form for who judges it. */
export function MaskReviewSection({ cameraId, placementId }: SectionProps): ReactElement {
  const { t } = useTranslation();
  const may = useMay();
  const [count, setCount] = useState(0);
  const [isAgain, setAgain] = useState(false);
  const queryKey = queryKeys.cameraPart(cameraId, 'masks', 'review');
  const review = useQuery({ queryKey, queryFn: ({ signal }) => readMaskReview(cameraId, signal) });
  const mayReview = may('mask.review') && review.isSuccess && placementId !== null;
  // where nothing waits, a form that stands open would say that something does
  const isClosed = review.data?.state === 'reviewed' && !isAgain;
  return (
    <SectionCard title={t('maskReview.title')}>
      <QueryView query={review}>
        {(known) => (known === null || known.state === 'not_due' ? <Text>{t('maskReview.nothing')}</Text> : <ReviewWords review={known} />)}
      </QueryView>
      {mayReview && isClosed && (
        <Button variant="default" size="sm" style={{ alignSelf: 'flex-start' }} onClick={() => setAgain(true)}>
          {t('maskReview.again')}
        </Button>
      )}
      {mayReview && !isClosed && (
        <ReviewForm
          key={count}
          cameraId={cameraId}
          placementId={placementId}
          onSaved={() => setCount(count + 1)}
          {...(isAgain && { onDone: () => setAgain(false) })}
        />
      )}
      <div role="status">{count > 0 && t('maskReview.saved')}</div>
    </SectionCard>
  );
}

interface ReviewFormProps {
  readonly cameraId: string;
  /** That the reader sees: what is found holds for it alone. */
  readonly placementId: string;
  readonly onSaved: () => void;
  /** Closes the form, saved or not, where it doesn't stand open anyway. */
  readonly onDone?: () => void;
}

function ReviewForm({ cameraId, placementId, onSaved, ...closing }: ReviewFormProps): ReactElement {
  const { t } = useTranslation();
  const masksChanged = useMasksChanged(cameraId);
  const [outcome, setOutcome] = useState<MaskReviewOutcome | null>(null);
  const [missing, setMissing] = useState(false);
  // where it pointed when the form was opened: a camera that is loaded anew behind it changes nothing of what was looked at
  const [seenId] = useState(placementId);
  const ready = (): boolean => {
    setMissing(outcome === null);
    return outcome !== null;
  };
  async function save(reason: string): Promise<void> {
    if (outcome === null) return;
    await reviewMasks(cameraId, { placementId: seenId, outcome, reason });
    await masksChanged();
    onSaved();
  }
  return (
    <ReasonForm label={t('maskReview.reason')} save={t('maskReview.save')} ready={ready} onSave={save} {...closing}>
      <Radio.Group
        label={t('maskReview.question')}
        required
        value={outcome}
        error={missing && outcome === null && t('formProblem.required')}
        onChange={(value) => setOutcome(value as MaskReviewOutcome)}
      >
        <Stack gap="xs" my="xs">
          {MASK_REVIEW_OUTCOMES.map((each) => (
            <Radio key={each} value={each} label={t(`maskReview.outcomes.${each}`)} />
          ))}
        </Stack>
      </Radio.Group>
    </ReasonForm>
  );
}
