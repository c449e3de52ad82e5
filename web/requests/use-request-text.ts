import { useTranslation } from 'react-i18next';
import type { FootageRequest } from '../api/api-types.ts';
import { formatDay, formatInstant } from '../formats/instant-format.ts';

type Tone = 'good' | 'warn' | 'bad' | 'plain';

/** A request in words: how it stands, and which term is running. */
export interface RequestText {
  readonly state: string;
  readonly tone: Tone;
  readonly terms: readonly string[];
}

const TONES: Readonly<Record<FootageRequest['state'], Tone>> = {
  submitted: 'warn',
  approved: 'good',
  fulfilling: 'good',
  completed: 'good',
  partial: 'good',
  denied: 'bad',
  cancelled: 'plain',
  expired: 'plain',
  unavailable: 'plain',
};

/** Whether a request opens its window at `nowMs`. */
export function isOpenRequest({ access }: FootageRequest, nowMs: number): boolean {
  return access !== null && Date.parse(access.until) > nowMs;
}

/** Whether a request waits for a decision, or is open, at `nowMs`. */
export function isLiveRequest(request: FootageRequest, nowMs: number): boolean {
  return request.state === 'submitted' || isOpenRequest(request, nowMs);
}

/** Whether an emergency still has to be justified, open or not. */
export function isJustificationDue({ emergency, justifiedAt, justifyBy }: FootageRequest, nowMs: number): boolean {
  return emergency && justifiedAt === null && justifyBy !== null && Date.parse(justifyBy) > nowMs;
}

/** The last day of a term that ends at midnight. */
function lastDay(endsAt: string): string {
  return formatDay(Date.parse(endsAt) - 1);
}

/** Says how requests stand. */
export function useRequestText(): (request: FootageRequest, nowMs: number) => RequestText {
  const { t } = useTranslation();
  return (request, nowMs) => {
    const isOpen = isOpenRequest(request, nowMs);
    const isOver = request.access !== null && !isOpen;
    return {
      state: isOver ? t('request.accessOver') : t(`request.state.${request.state}`),
      tone: isOver ? 'plain' : TONES[request.state],
      terms: [
        ...(request.state === 'submitted' ? waitingTerms(request) : isOpen ? openTerms(request) : endTerms(request)),
        ...(isJustificationDue(request, nowMs) ? [t('request.term.justify', { at: formatInstant(request.justifyBy ?? nowMs) })] : []),
      ],
    };
  };

  function waitingTerms({ awaits, dueAt, expiresAt }: FootageRequest): string[] {
    const who = [
      ...(awaits.board > 0 ? [t('request.awaits.board', { count: awaits.board })] : []),
      ...(awaits.second ? [t('request.awaits.second')] : []),
    ].join(t('request.awaits.and'));
    return [t('request.awaits.whole', { who }), t('request.term.due', { due: lastDay(dueAt), expires: lastDay(expiresAt) })];
  }

  function openTerms({ access }: FootageRequest): string[] {
    return access === null ? [] : [t('request.term.open', { name: access.user.username, until: formatInstant(access.until) })];
  }

  function endTerms({ endedBecause, endedAt, access }: FootageRequest): string[] {
    if (endedBecause !== null && endedAt !== null) return [t(`request.ended.${endedBecause}`, { at: formatInstant(endedAt) })];
    return access === null ? [] : [t('request.term.over', { at: formatInstant(access.until) })];
  }
}
