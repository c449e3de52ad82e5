import { workingDaysEndMs, workingMorningMs } from './working-day.ts';

/** What a province, or another unit, lays down about requests. A request keeps what held when it was submitted. */
export interface RequestPolicy {
  /** People of the board that have to agree: 1 or 2. */
  readonly deciders: number;
  /** Working days within which the board decides. */
  readonly decisionWorkingDays: number;
  /** Working days after which a request that nobody decided ends. Not less than the former. */
  readonly expiryWorkingDays: number;
  /** How long an approval opens footage. */
  readonly accessHours: number;
  readonly emergencyAllowed: boolean;
}

/** What holds where nothing was laid down. */
export const DEFAULT_REQUEST_POLICY: RequestPolicy = {
  deciders: 1,
  decisionWorkingDays: 2,
  expiryWorkingDays: 5,
  accessHours: 7 * 24,
  emergencyAllowed: true,
};

/** Times of a request, epoch milliseconds. */
export interface RequestTimes {
  readonly dueAtMs: number;
  readonly expiresAtMs: number;
  /** When its board is reminded next: in the morning of the last day. */
  readonly remindAtMs: number;
}

/** The clock of a request submitted at `atMs`: due and over at the end of working days in Viet Nam. */
export function requestTimes(policy: RequestPolicy, atMs: number): RequestTimes {
  return {
    dueAtMs: workingDaysEndMs(atMs, policy.decisionWorkingDays),
    expiresAtMs: workingDaysEndMs(atMs, policy.expiryWorkingDays),
    remindAtMs: workingMorningMs(atMs, policy.decisionWorkingDays),
  };
}

/** When the board is reminded that its time is over: in the morning of the working day after. */
export function overdueReminderMs(dueAtMs: number): number {
  return workingMorningMs(dueAtMs - 1, 1);
}
