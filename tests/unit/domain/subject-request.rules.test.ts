import { describe, expect, test } from 'vitest';
import {
  checkReceived,
  extendedDueMs,
  fulfilReminderMs,
  nextMorningMs,
  stateAfter,
  stepsOf,
  subjectRequestTerms,
} from '../../../domain/subject-requests/subject-request-rule.ts';
import { SUBJECT_REQUEST_STATES, SUBJECT_REQUEST_STEPS } from '../../../domain/subject-requests/subject-request-terms.ts';

const at = (text: string) => Date.parse(text);
const iso = (ms: number) => new Date(ms).toISOString();

describe('the terms', () => {
  test('the first answer is due at the end of the second working day, weekends and Tết left out', () => {
    // Friday 27/11/2026: Monday and Tuesday
    expect(iso(subjectRequestTerms('copy', at('2026-11-27T09:00:00+07:00')).answerDueAtMs)).toBe(iso(at('2026-12-02T00:00:00+07:00')));
    // Friday 13/02/2026 before Tết (16 to 20): Monday 23 and Tuesday 24
    const tet = subjectRequestTerms('access', at('2026-02-13T16:00:00+07:00'));
    expect(iso(tet.answerDueAtMs)).toBe(iso(at('2026-02-25T00:00:00+07:00')));
    expect(iso(tet.remindAtMs)).toBe(iso(at('2026-02-24T08:00:00+07:00')));
  });

  test('it is done within 10 days, for restriction and objection 15, and once as long again', () => {
    const received = at('2026-11-02T09:00:00+07:00');
    expect(iso(subjectRequestTerms('deletion', received).fulfilDueAtMs)).toBe(iso(at('2026-11-12T09:00:00+07:00')));
    const { fulfilDueAtMs } = subjectRequestTerms('objection', received);
    expect(iso(fulfilDueAtMs)).toBe(iso(at('2026-11-17T09:00:00+07:00')));
    expect(iso(extendedDueMs('objection', fulfilDueAtMs))).toBe(iso(at('2026-12-02T09:00:00+07:00')));
  });

  test('reminders: two days before the term, then each working morning', () => {
    const due = at('2026-11-12T09:00:00+07:00');
    expect(iso(fulfilReminderMs(due, at('2026-11-03T10:00:00+07:00')))).toBe(iso(at('2026-11-10T09:00:00+07:00')));
    expect(iso(fulfilReminderMs(due, at('2026-11-13T10:00:00+07:00')))).toBe(iso(at('2026-11-16T08:00:00+07:00')));
    expect(iso(nextMorningMs(at('2026-11-28T10:00:00+07:00')))).toBe(iso(at('2026-11-30T08:00:00+07:00')));
  });

  test('a receipt that lies ahead, or long back, is a slip', () => {
    const now = at('2026-11-27T09:00:00+07:00');
    expect(() => checkReceived(now + 60_000, now)).not.toThrow();
    expect(() => checkReceived(now + 3_600_000, now)).toThrow(expect.objectContaining({ code: 'received_ahead' }));
    expect(() => checkReceived(at('2025-11-20T09:00:00+07:00'), now)).toThrow(expect.objectContaining({ code: 'received_too_old' }));
  });
});

describe('the course', () => {
  test('what ended stays ended, and nothing is extended twice or before the first answer', () => {
    const possible = SUBJECT_REQUEST_STATES.flatMap((state) =>
      [false, true].flatMap((isExtended) =>
        SUBJECT_REQUEST_STEPS.filter((step) => stepsOf({ state, isExtended }).includes(step)).map((step) => [state, isExtended, step].join(' ')),
      ),
    );
    expect(possible).toEqual([
      ...['answer', 'complete', 'refuse', 'withdraw'].map((step) => `received false ${step}`),
      ...['answer', 'complete', 'refuse', 'withdraw'].map((step) => `received true ${step}`),
      ...['extend', 'complete', 'refuse', 'withdraw'].map((step) => `answered false ${step}`),
      ...['complete', 'refuse', 'withdraw'].map((step) => `answered true ${step}`),
    ]);
    for (const state of SUBJECT_REQUEST_STATES) {
      for (const step of SUBJECT_REQUEST_STEPS) {
        const request = { state, isExtended: true };
        if (stepsOf(request).includes(step)) expect(SUBJECT_REQUEST_STATES).toContain(stateAfter(request, step));
        else expect(() => stateAfter(request, step)).toThrow(expect.objectContaining({ kind: 'conflict', code: 'step_not_possible' }));
      }
    }
  });
});
