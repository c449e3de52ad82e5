import type { ClockReadingInput } from '../api/api-types.ts';
import { formatDay } from '../formats/instant-format.ts';
import { parseLocalMoment } from '../formats/local-time.ts';

/** How sure who types is, in words; each has a text `clockSure.<name>`. The value is in milliseconds. */
export const CLOCK_SURE_MS = { second: 2000, halfMinute: 30_000, minute: 60_000 } as const;
export type ClockSure = keyof typeof CLOCK_SURE_MS;
export const CLOCK_SURE = Object.keys(CLOCK_SURE_MS) as readonly ClockSure[];

/** What is typed of a photo of the device's screen beside a phone, or of a picture that shows its time. */
export interface ClockDraft {
  readonly deviceDay: string;
  readonly deviceTime: string;
  readonly trueDay: string;
  readonly trueTime: string;
  readonly sure: ClockSure;
  readonly clockWasSet: boolean;
}

/** What may be wrong before sending; each has a text `formProblem.<name>`. */
export type ClockProblems = Readonly<Partial<Record<'deviceDay' | 'deviceTime' | 'trueDay' | 'trueTime', 'day' | 'timeSeconds'>>>;

type Read = { readonly reading: ClockReadingInput | null; readonly problems: ClockProblems };

/** Nobody has typed anything; most readings are of today. */
export function emptyClockDraft(nowMs: number): ClockDraft {
  const today = formatDay(nowMs);
  return { deviceDay: today, deviceTime: '', trueDay: today, trueTime: '', sure: 'second', clockWasSet: false };
}

/** A photo of the screen beside a phone as it is sent, or what is wrong. */
export function readPhotoDraft(draft: ClockDraft): Read {
  const [device, right] = [parseLocalMoment(draft.deviceDay, draft.deviceTime), parseLocalMoment(draft.trueDay, draft.trueTime)];
  if (device.instant === null || right.instant === null) {
    const problems = { ...named(device.wrong, 'deviceDay', 'deviceTime'), ...named(right.wrong, 'trueDay', 'trueTime') };
    return { reading: null, problems };
  }
  const { clockWasSet, sure } = draft;
  return { reading: { deviceTime: device.instant, trueTime: right.instant, method: 'photo', uncertaintyMs: CLOCK_SURE_MS[sure], clockWasSet }, problems: {} };
}

/** The time that a picture of the service shows, as it is sent, or what is wrong. */
export function readPictureDraft(draft: Pick<ClockDraft, 'deviceDay' | 'deviceTime'>, snapshotId: string): Read {
  const device = parseLocalMoment(draft.deviceDay, draft.deviceTime);
  if (device.instant === null) return { reading: null, problems: named(device.wrong, 'deviceDay', 'deviceTime') };
  return { reading: { deviceTime: device.instant, snapshotId, method: 'osd', uncertaintyMs: CLOCK_SURE_MS.second }, problems: {} };
}

function named(wrong: readonly ('day' | 'time')[], day: 'deviceDay' | 'trueDay', time: 'deviceTime' | 'trueTime'): ClockProblems {
  return { ...(wrong.includes('day') && { [day]: 'day' }), ...(wrong.includes('time') && { [time]: 'timeSeconds' }) };
}
