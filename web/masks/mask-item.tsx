import { Button, Group, Text } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Mask } from '../api/api-types.ts';
import { agreeToLift, askForLift } from '../api/mask-api.ts';
import { formatInstant } from '../formats/instant-format.ts';
import { ReasonForm } from '../incidents/reason-form.tsx';
import { useCurrentUser, useMay } from '../session/session-context.ts';
import cards from '../ui/card-list.module.css';
import { ToneTag } from '../ui/tone-tag.tsx';
import { useMasksChanged } from './use-masks-changed.ts';

interface MaskItemProps {
  readonly mask: Mask;
  /** Its number on the picture, while it holds. */
  readonly number: number | null;
  /** The newer mask that was drawn to take its place. */
  readonly successor: Mask | undefined;
  /** Draws it anew; absent for whoever draws none. */
  readonly onRedraw: ((mask: Mask) => void) | undefined;
}

/** One mask: what it hides, who drew it, and what can be done about it. */
export function MaskItem({ mask, number, successor, onRedraw }: MaskItemProps): ReactElement {
  const { t } = useTranslation();
  const tone = mask.state === 'live' ? 'good' : 'warn';
  return (
    <li className={`${cards.item} ${cards.marked}`}>
      <div className={cards.head}>
        <span className={cards.name}>{number === null ? mask.reason : `${number}. ${mask.reason}`}</span>
        <ToneTag tone={mask.state === 'lifted' ? 'plain' : tone}>{t(`masks.states.${mask.state}`)}</ToneTag>
        {mask.state !== 'lifted' && !mask.isOfView && <ToneTag tone="bad">{t('masks.otherView')}</ToneTag>}
      </div>
      <Text>{t('masks.drawnBy', { at: formatInstant(mask.createdAt), name: mask.createdBy ?? '?' })}</Text>
      {mask.state !== 'lifted' && !mask.isOfView && <Text>{t('masks.otherViewHint')}</Text>}
      {mask.liftRequestedAt !== null && (
        <Text style={{ overflowWrap: 'anywhere' }}>
          {t('masks.liftAskedBy', { at: formatInstant(mask.liftRequestedAt), name: mask.liftRequestedBy ?? '?', reason: mask.liftReason ?? '' })}
        </Text>
      )}
      {mask.liftedAt !== null && (
        <Text>{t('masks.liftedBy', { at: formatInstant(mask.liftedAt), name: mask.liftedBy ?? '?', reason: mask.liftAgreedReason ?? '' })}</Text>
      )}
      {successor && (
        <Text style={{ overflowWrap: 'anywhere' }}>{t('masks.redrawnAs', { name: successor.reason, at: formatInstant(successor.createdAt) })}</Text>
      )}
      {onRedraw && mask.state !== 'lifted' && (
        <Group gap="xs">
          <Button size="sm" variant="default" aria-label={t('masks.redrawNth', { name: mask.reason })} onClick={() => onRedraw(mask)}>
            {t('masks.redraw')}
          </Button>
        </Group>
      )}
      <Lifting mask={mask} />
    </li>
  );
}

/** Asking for a mask to go and, for another person, agreeing: both say why. */
function Lifting({ mask }: { readonly mask: Mask }): ReactElement | null {
  const { t } = useTranslation();
  const may = useMay();
  const { username } = useCurrentUser();
  const masksChanged = useMasksChanged(mask.cameraId);
  const [open, setOpen] = useState(false);
  if (mask.state === 'lifted') return null;
  const isAsked = mask.state === 'lift_requested';
  if (isAsked && (mask.liftRequestedBy === username || !may('mask.lift'))) return <Text fw={600}>{t('masks.waitsForSecond')}</Text>;
  if (!isAsked && !may('mask.write')) return null;
  const act = async (reason: string): Promise<void> => {
    await (isAsked ? agreeToLift : askForLift)(mask.cameraId, mask.id, reason);
    await masksChanged();
  };
  const label = t(isAsked ? 'masks.agree' : 'masks.ask');
  if (open) return <ReasonForm label={t(isAsked ? 'masks.agreeReason' : 'masks.askReason')} save={label} onSave={act} onDone={() => setOpen(false)} />;
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
