import { Button, Group, Text } from '@mantine/core';
import type { TFunction } from 'i18next';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Mask } from '../api/api-types.ts';
import { formatInstant } from '../formats/instant-format.ts';
import cards from '../ui/card-list.module.css';
import { ToneTag } from '../ui/tone-tag.tsx';
import { MaskLifting } from './mask-lifting.tsx';

interface MaskItemProps {
  readonly mask: Mask;
  /** Its number on the picture, while it holds. */
  readonly number: number | null;
  /** The newer mask that was drawn to take its place. */
  readonly successor: Mask | undefined;
  /** Draws it anew; absent for whoever draws none. */
  readonly onRedraw: ((mask: Mask) => void) | undefined;
}

/** Until when it is to be lifted, or was. */
function liftEnd(t: TFunction, { state, liftUntil, liftedAt }: Mask): string {
  if (liftUntil === null) return t(state === 'live' ? 'masks.lapsed' : 'masks.forGood');
  const at = formatInstant(liftUntil);
  if (state === 'live') return t(liftedAt === null ? 'masks.lapsed' : 'masks.backSince', { at });
  return t(state === 'lifted' ? 'masks.liftedUntil' : 'masks.liftUntil', { at });
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
      {mask.liftRequestedAt !== null && <Text fw={mask.state === 'live' ? undefined : 600}>{liftEnd(t, mask)}</Text>}
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
      <MaskLifting mask={mask} mayGoForGood={successor !== undefined || !mask.isOfView} />
    </li>
  );
}
