import { Button, Group, Radio, Stack, Text } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Mask } from '../api/api-types.ts';
import { agreeToLift, askForLift } from '../api/mask-api.ts';
import { formatInstant } from '../formats/instant-format.ts';
import { ReasonForm } from '../incidents/reason-form.tsx';
import { useCurrentUser, useMay } from '../session/session-context.ts';
import { useMasksChanged } from './use-masks-changed.ts';

const DAY_MS = 86_400_000;
/** For how many days somebody may ask, in the order shown; null: for good. */
const TERM_DAYS = { day: 1, week: 7, month: 30, year: 365, forGood: null } as const;
type Term = keyof typeof TERM_DAYS;
const TERMS = Object.keys(TERM_DAYS) as Term[];

/** The moment from which a mask holds again that is lifted now; null: never. */
function endOf(term: Term): string | null {
  const days = TERM_DAYS[term];
  return days === null ? null : new Date(Date.now() + days * DAY_MS).toISOString();
}

interface LiftingProps {
  readonly mask: Mask;
  /** Another mask took its place, or the camera points elsewhere: then it needs no end. */
  readonly mayGoForGood: boolean;
}

/** Asking for a mask to go for a stated time and, for another person, agreeing: both say why. */
export function MaskLifting({ mask, mayGoForGood }: LiftingProps): ReactElement | null {
  const { t } = useTranslation();
  const may = useMay();
  const { username } = useCurrentUser();
  const masksChanged = useMasksChanged(mask.cameraId);
  const [openFor, setOpenFor] = useState<string>();
  const [term, setTerm] = useState<Term>(mayGoForGood ? 'forGood' : 'month');
  if (mask.state === 'lifted') return null;
  const isAsked = mask.state === 'lift_requested';
  // a form that was opened before somebody asked, or asked anew, is about something else: it closes
  const asked = `${mask.state} ${mask.liftRequestedAt}`;
  if (isAsked && (mask.liftRequestedBy === username || !may('mask.lift'))) return <Text fw={600}>{t('masks.waitsForSecond')}</Text>;
  if (!isAsked && !may('mask.write')) return null;
  const act = async (reason: string): Promise<void> => {
    await (isAsked ? agreeToLift(mask, reason) : askForLift(mask.cameraId, mask.id, { reason, until: endOf(term) }));
    await masksChanged();
  };
  const label = t(isAsked ? 'masks.agree' : 'masks.ask');
  if (openFor === asked)
    return (
      <ReasonForm label={t(isAsked ? 'masks.agreeReason' : 'masks.askReason')} save={label} onSave={act} onDone={() => setOpenFor(undefined)}>
        {!isAsked && <LiftTerm term={term} mayGoForGood={mayGoForGood} onTerm={setTerm} />}
      </ReasonForm>
    );
  return (
    <Group gap="xs">
      <Button
        size="sm"
        variant={isAsked ? 'filled' : 'default'}
        aria-label={t(isAsked ? 'masks.agreeTo' : 'masks.askFor', { name: mask.reason })}
        onClick={() => setOpenFor(asked)}
      >
        {label}
      </Button>
    </Group>
  );
}

interface TermProps {
  readonly term: Term;
  readonly mayGoForGood: boolean;
  readonly onTerm: (term: Term) => void;
}

/** For how long, with the moment from which it holds again. */
function LiftTerm({ term, mayGoForGood, onTerm }: TermProps): ReactElement {
  const { t } = useTranslation();
  const end = endOf(term);
  const words = end === null ? t('masks.forGood') : t('masks.liftUntil', { at: formatInstant(end) });
  return (
    <Radio.Group label={t('masks.term')} description={words} value={term} onChange={(value) => onTerm(value as Term)}>
      <Stack gap="xs" my="xs">
        {TERMS.filter((each) => mayGoForGood || each !== 'forGood').map((each) => (
          <Radio key={each} value={each} label={t(`masks.terms.${each}`)} />
        ))}
      </Stack>
    </Radio.Group>
  );
}
