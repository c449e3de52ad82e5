import type { HandInMetadata } from '../api/hand-in-api.ts';
import { LOCAL_OFFSET, parseLocalClock, parseLocalDay } from '../formats/local-time.ts';

/** What is typed beside a file. */
export interface HandInDraft {
  readonly startDay: string;
  readonly startTime: string;
  /** What the recorder's clock showed on a photo with a phone beside it, and what the phone showed; all empty when nobody compared them. */
  readonly recorderDay: string;
  readonly recorderTime: string;
  readonly phoneDay: string;
  readonly phoneTime: string;
}

export const EMPTY_HAND_IN: HandInDraft = { startDay: '', startTime: '', recorderDay: '', recorderTime: '', phoneDay: '', phoneTime: '' };

export type HandInField = keyof HandInDraft | 'file';
export type HandInProblems = Readonly<Partial<Record<HandInField, 'required' | 'day' | 'clock'>>>;

/** A draft as it was read: what to send, or which fields to put right. */
export interface ReadHandIn {
  readonly problems: HandInProblems;
  readonly metadata: HandInMetadata | null;
}

type Problem = 'required' | 'day' | 'clock';

/** Reads what was typed for `file`. The comparison of clocks is all or nothing. */
export function readHandIn(draft: HandInDraft, file: File | null): ReadHandIn {
  const compared = [draft.recorderDay, draft.recorderTime, draft.phoneDay, draft.phoneTime].some((text) => text.trim() !== '');
  const fields = compared ? (Object.keys(EMPTY_HAND_IN) as (keyof HandInDraft)[]) : (['startDay', 'startTime'] as const);
  const found: Partial<Record<HandInField, Problem>> = {};
  if (file === null) found.file = 'required';
  for (const field of fields) {
    const problem = problemOf(field, draft[field]);
    if (problem !== null) found[field] = problem;
  }
  if (file === null || Object.keys(found).length > 0) return { problems: found, metadata: null };
  const start = { deviceStart: wallTime(draft.startDay, draft.startTime), filename: file.name, fileModifiedAt: new Date(file.lastModified).toISOString() };
  if (!compared) return { problems: {}, metadata: start };
  const clockTrueTime = wallTime(draft.phoneDay, draft.phoneTime) + LOCAL_OFFSET;
  return { problems: {}, metadata: { ...start, clockDeviceTime: wallTime(draft.recorderDay, draft.recorderTime), clockTrueTime } };
}

function problemOf(field: keyof HandInDraft, text: string): Problem | null {
  if (text.trim() === '') return 'required';
  const isDay = field.endsWith('Day');
  if (isDay) return parseLocalDay(text) === null ? 'day' : null;
  return parseLocalClock(text) === null ? 'clock' : null;
}

function wallTime(day: string, time: string): string {
  return `${parseLocalDay(day) ?? ''}T${parseLocalClock(time) ?? ''}`;
}
