import { useTranslation } from 'react-i18next';
import type { Hold } from '../api/api-types.ts';
import { formatInstant } from '../formats/instant-format.ts';

/** Says in words until when a hold keeps its footage and for whom, or how it ended. */
export function useHoldText(): (hold: Hold) => string {
  const { t } = useTranslation();
  return (hold) => {
    const at = formatInstant(hold.endedAt ?? hold.expiresAt ?? hold.createdAt);
    if (hold.state === 'pending') return t('hold.pending');
    if (hold.state !== 'held') {
      return t(`hold.endedState.${hold.state}`, { at, name: hold.releasedBy?.username ?? '', reason: hold.releaseReason ?? '' });
    }
    if (hold.requestId !== null) return t('hold.untilRequest', { at });
    return hold.automatic ? t('hold.untilAuto', { at }) : t('hold.untilHand', { at, name: hold.createdBy?.username ?? '' });
  };
}

/** Whether a hold keeps its footage, or will once a second officer agrees. */
export function isOpenHold({ state }: Hold): boolean {
  return state === 'held' || state === 'pending';
}
