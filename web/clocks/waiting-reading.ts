import type { ClockReading, ClockReadingInput } from '../api/api-types.ts';
import { clockReadingCall, type ClockOwner } from '../api/clock-api.ts';
import type { ActionInput } from '../offline/waiting-action.ts';

/** Whose clock, and what it is called. */
export interface NamedClock extends ClockOwner {
  readonly name: string;
}

/** What somebody read of a clock, as it waits for a connection under `key`: it says itself of which moment it is, typed or by a picture of the service, and rests on nothing. */
export function waitingReading({ name, ...owner }: NamedClock, reading: ClockReadingInput, key: string): ActionInput<ClockReading> {
  return { kind: 'clock_reading', about: name, recordId: owner.id, call: clockReadingCall(owner, reading), key };
}
