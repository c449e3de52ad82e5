import { describe, expect, it } from 'vitest';
import {
  awaitedOf,
  checkDecision,
  checkRequestedWindow,
  judgeDecisions,
  narrowed,
  requestableWindow,
  type DecisionFacts,
} from '../../../../domain/requests/request-rule.ts';

const T = Date.parse('2026-11-20T01:00:00Z');
const MINUTE_MS = 60_000;
const incident = { category: 'brawl', wasGathering: false, nearGathering: false, fromMs: T, toMs: T + 5 * MINUTE_MS };
const gathering = { ...incident, category: 'disorderly_gathering', toMs: T + 120 * MINUTE_MS };
const codeOf = (work: () => void): string => {
  try {
    work();
    return 'allowed';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('the window', () => {
  const clock = { uncertaintyMs: 900 };
  it.each([
    ['the incident itself', incident, [0, 300], clock, 'allowed'],
    ['a second more on both sides, for the clock', incident, [-1, 301], clock, 'allowed'],
    ['two seconds more', incident, [-2, 300], clock, 'request_outside_incident'],
    ['after its end', incident, [0, 302], clock, 'request_outside_incident'],
    ['half an hour more where the clock was never read', incident, [-1800, 2100], null, 'allowed'],
    ['a second more than that', incident, [-1801, 0], null, 'request_outside_incident'],
    ['half an hour more for a clock that is uncertain by days', incident, [-1801, 0], { uncertaintyMs: 9e8 }, 'request_outside_incident'],
    ['a fraction of a second', incident, [0.5, 300], clock, 'window_not_exact'],
    ['nothing', incident, [10, 10], clock, 'interval_reversed'],
    ['backwards', incident, [20, 10], clock, 'interval_reversed'],
    ['half an hour of a gathering', gathering, [0, 1800], clock, 'allowed'],
    ['more of a gathering', gathering, [0, 1801], clock, 'window_too_long'],
    ['more near one', { ...gathering, category: 'brawl', nearGathering: true }, [0, 1801], clock, 'window_too_long'],
    ['more of what was a gathering once', { ...gathering, category: 'brawl', wasGathering: true }, [0, 1801], clock, 'window_too_long'],
  ] as const)('%s', (_name, of, [from, to], clockThen, code) => {
    expect(codeOf(() => checkRequestedWindow(of, { fromMs: T + from * 1000, toMs: T + to * 1000 }, requestableWindow(of, clockThen)))).toBe(code);
  });

  it('is narrowed to what lies in it, and to nothing when nothing does', () => {
    const window = { fromMs: 10, toMs: 20 };
    expect(narrowed(window, { fromMs: 0, toMs: 30 })).toEqual(window);
    expect(narrowed(window, { fromMs: 12, toMs: 30 })).toEqual({ fromMs: 12, toMs: 20 });
    expect(narrowed(window, { fromMs: 20, toMs: 30 })).toBeNull();
  });
});

describe('decisions', () => {
  const facts = (changes: Partial<DecisionFacts> = {}): DecisionFacts => ({
    state: 'submitted',
    emergency: false,
    needsSecond: false,
    deciders: 1,
    requestedBy: 'officer',
    decisions: [],
    ...changes,
  });
  const yes = (by: string, part: 'board' | 'second' = 'board') => ({ by, part, decision: 'approve' as const });

  it('need one person of the board, two where the policy says so, and for a gathering a second officer as well', () => {
    expect(judgeDecisions(facts())).toBe('submitted');
    expect(judgeDecisions(facts({ decisions: [yes('a')] }))).toBe('approved');
    expect(judgeDecisions(facts({ deciders: 2, decisions: [yes('a')] }))).toBe('submitted');
    expect(judgeDecisions(facts({ deciders: 2, decisions: [yes('a'), yes('b')] }))).toBe('approved');
    expect(judgeDecisions(facts({ needsSecond: true, decisions: [yes('a')] }))).toBe('submitted');
    expect(judgeDecisions(facts({ needsSecond: true, decisions: [yes('o', 'second')] }))).toBe('submitted');
    expect(judgeDecisions(facts({ needsSecond: true, decisions: [yes('o', 'second'), yes('a')] }))).toBe('approved');
    expect(judgeDecisions(facts({ deciders: 2, decisions: [yes('a'), { ...yes('b'), decision: 'deny' }] }))).toBe('denied');
    expect(awaitedOf(facts({ deciders: 2, needsSecond: true, decisions: [yes('a')] }))).toEqual({ board: 1, second: true });
    expect(awaitedOf(facts({ state: 'approved' }))).toEqual({ board: 0, second: false });
  });

  it.each([
    ['a second time by the same person', facts({ deciders: 2, decisions: [yes('a')] }), 'a', 'board', 'approve', 'already_decided'],
    ['by whoever asked', facts({ needsSecond: true }), 'officer', 'second', 'approve', 'own_request'],
    ['by a second officer where none is needed', facts(), 'o', 'second', 'approve', 'second_not_needed'],
    ['of what was denied', facts({ state: 'denied' }), 'a', 'board', 'approve', 'request_decided'],
    ['against what the board approved', facts({ state: 'approved' }), 'a', 'board', 'deny', 'request_decided'],
    ['against an emergency', facts({ state: 'approved', emergency: true }), 'a', 'board', 'deny', 'allowed'],
    ['for an emergency that is open already', facts({ state: 'approved', emergency: true }), 'a', 'board', 'approve', 'request_decided'],
    ['against an emergency that has ended', facts({ state: 'expired', emergency: true }), 'a', 'board', 'deny', 'request_decided'],
  ] as const)('%s', (_name, request, by, part, decision, code) => {
    expect(codeOf(() => checkDecision(request, by, part, decision))).toBe(code);
  });
});
