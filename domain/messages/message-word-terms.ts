import type { AlertEnding, CommonCause } from '../fault-terms.ts';

/** What went wrong, as messages distinguish it; each has a name and an advice. */
export const MESSAGE_FAULTS = ['down', 'wrong_password', 'covered', 'blurred', 'dark', 'moved', 'frozen', 'recording_gap', 'clock_off', 'other'] as const;
export type MessageFault = (typeof MESSAGE_FAULTS)[number];

/** Likely causes that have an advice of their own. */
export const ADVISED_CAUSES = [
  'unstable_power_or_link',
  'address_forbidden',
  'name_not_found',
  'service_refused',
  'recorder_refused',
  'device_changed',
  'device_busy',
  'disk_full',
  'recording_capacity',
  'clock_time_zone',
  'clock_wrong_date',
  'clock_lost',
] as const;
export type AdvisedCause = (typeof ADVISED_CAUSES)[number];

/** All words of messages in one language. */
export interface MessageWords {
  readonly fault: Readonly<Record<MessageFault, string>>;
  readonly advice: Readonly<Record<MessageFault, string>>;
  readonly causeAdvice: Readonly<Record<AdvisedCause, string>>;
  readonly groupAdvice: Readonly<Record<CommonCause, string>>;
  readonly commonCause: Readonly<Record<CommonCause, string>>;
  readonly opening: (fault: string, what: string) => string;
  readonly over: (fault: string, what: string) => string;
  readonly wasOver: (fault: string, what: string) => string;
  /** The end of an alert whose cameras are not watched any more. */
  readonly unwatched: Readonly<Record<Exclude<AlertEnding, 'verified'>, (fault: string, what: string) => string>>;
  readonly group: (count: number, cause: string) => string;
  readonly names: (names: readonly string[], more: number) => string;
  readonly site: (name: string) => string;
  readonly place: (unitName: string) => string;
  readonly someCamera: string;
  readonly since: (time: string) => string;
  readonly from: (time: string, end: string, lasted: string) => string;
  readonly toDo: (advice: string) => string;
  readonly moreAlerts: (count: number) => string;
  readonly manySubject: (opened: number, over: number, unwatched: number) => string;
  readonly footer: string;
  readonly duration: (days: number, hours: number, minutes: number) => string;
  /** A bell that nobody answered. */
  readonly alarm: {
    readonly unanswered: (name: string) => string;
    readonly taken: (name: string) => string;
    readonly someBell: string;
    readonly rang: (time: string, presses: number) => string;
    readonly takenAt: (time: string) => string;
    readonly advice: string;
  };
  readonly test: { readonly subject: string; readonly body: string };
  readonly code: { readonly subject: string; readonly body: (code: string, minutes: number) => string };
}
