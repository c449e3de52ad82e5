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
/** For how many days somebody may ask, in the order shown. */
const TERMS = ['1', '7', '30', '366'] as const;
const FOR_GOOD = 'forGood';

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
  const [open, setOpen] = useState(false);
  const [term, setTerm] = useState<string>(mayGoForGood ? FOR_GOOD : '30');
  if (mask.state === 'lifted') return null;
  const isAsked = mask.state === 'lift_requested';
  if (isAsked && (mask.liftRequestedBy === username || !may('mask.lift'))) return <Text fw={600}>{t('masks.waitsForSecond')}</Text>;
  if (!isAsked && !may('mask.write')) return null;
  const act = async (reason: string): Promise<void> => {
    const until = term === FOR_GOOD ? null : new Date(Date.now() + Number(term) * DAY_MS).toISOString();
    await (isAsked ? agreeToLift(mask.cameraId, mask.id, reason) : askForLift(mask.cameraId, mask.id, { reason, until }));
    await masksChanged();
  };
  const label = t(isAsked ? 'masks.agree' : 'masks.ask');
  if (open)
    return (
      <ReasonForm label={t(isAsked ? 'masks.agreeReason' : 'masks.askReason')} save={label} onSave={act} onDone={() => setOpen(false)}>
        {!isAsked && <LiftTerm term={term} mayGoForGood={mayGoForGood} onTerm={setTerm} />}
      </ReasonForm>
    );
  return (
    <Group gap="xs">
      <Button
        size="sm"
        variant={isAsked ? 'filled' : 'default'}
        aria-label={t(isAsked ? 'masks.agreeTo' : 'masks.askFor', { name: mask.reason })}
        onClick={() => setOpen(true)}
      >
        {label}
      </Button>
    </Group>
  );
}

interface TermProps {
  readonly term: string;
  readonly mayGoForGood: boolean;
  readonly onTerm: (term: string) => void;
}

/** For how long, with the moment from which it holds again. */
function LiftTerm({ term, mayGoForGood, onTerm }: TermProps): ReactElement {
  const { t } = useTranslation();
  const end = term === FOR_GOOD ? t('masks.forGood') : t('masks.liftUntil', { at: formatInstant(new Date(Date.now() + Number(term) * DAY_MS).toISOString()) });
  return (
    <Radio.Group label={t('masks.term')} description={end} value={term} onChange={onTerm}>
      <Stack gap="xs" my="xs">
        {TERMS.map((days) => (
          <Radio key={days} value={days} label={t(`masks.terms.${days}`)} />
        ))}
        {mayGoForGood && <Radio value={FOR_GOOD} label={t('masks.terms.forGood')} />}
      </Stack>
    </Radio.Group>
  );
}
