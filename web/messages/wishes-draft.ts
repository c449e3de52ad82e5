import type { MessageLanguage, SubscriptionKind } from '../../domain/messages/message-terms.ts';
import { parseLocalTime } from '../formats/local-time.ts';
import type { AlertSubscription, AlertSubscriptionPatch } from '../api/api-types.ts';

/** The wishes of a subscription as they are typed. */
export interface WishesDraft {
  readonly alertKinds: readonly SubscriptionKind[];
  /** What may be ticked. */
  readonly offeredKinds: readonly SubscriptionKind[];
  readonly minOutageMinutes: number;
  readonly digestHour: number | null;
  readonly isQuiet: boolean;
  readonly quietFrom: string;
  readonly quietTo: string;
  readonly language: MessageLanguage;
  readonly withoutMarks: boolean;
}

/** What is wrong with a draft, by field. */
export interface WishesProblems {
  readonly alertKinds?: 'wishes.kindsMissing';
  readonly quietFrom?: 'formProblem.time';
  readonly quietTo?: 'formProblem.time' | 'wishes.sameTimes';
}

const DEFAULT_QUIET = { from: '22:00', to: '06:00' };

/** `07:00`. */
export function hourText(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`;
}

/** The draft that shows a subscription as it is. */
export function wishesDraftOf(subscription: AlertSubscription): WishesDraft {
  const { alertKinds, offeredKinds, minOutageMinutes, digestHour, quietHours, language, withoutMarks } = subscription;
  const { from, to } = quietHours ?? DEFAULT_QUIET;
  return { alertKinds, offeredKinds, minOutageMinutes, digestHour, isQuiet: quietHours !== null, quietFrom: from, quietTo: to, language, withoutMarks };
}

export function wishesProblems({ alertKinds, isQuiet, quietFrom, quietTo }: WishesDraft): WishesProblems {
  const [from, to] = [parseLocalTime(quietFrom), parseLocalTime(quietTo)];
  return {
    ...(alertKinds.length === 0 ? { alertKinds: 'wishes.kindsMissing' as const } : {}),
    ...(isQuiet && from === null ? { quietFrom: 'formProblem.time' as const } : {}),
    ...(isQuiet && to === null ? { quietTo: 'formProblem.time' as const } : {}),
    ...(isQuiet && from !== null && from === to ? { quietTo: 'wishes.sameTimes' as const } : {}),
  };
}

/** The body of the change; of a draft without problems. */
export function wishesPatchOf(draft: WishesDraft): AlertSubscriptionPatch {
  const { alertKinds, minOutageMinutes, digestHour, isQuiet, quietFrom, quietTo, language, withoutMarks } = draft;
  const quietHours = isQuiet ? { from: parseLocalTime(quietFrom) ?? '', to: parseLocalTime(quietTo) ?? '' } : null;
  return { alertKinds: [...alertKinds], minOutageMinutes, digestHour, quietHours, language, withoutMarks };
}
