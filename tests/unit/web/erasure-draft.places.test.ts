import { describe, expect, test } from 'vitest';
import { erasureOf, erasureProblems, placesText, readPlaces, type ErasureDraft } from '../../../web/log-erasures/erasure-draft.ts';

const EMPTY: ErasureDraft = { basis: 'subject_request', subjectRequestId: '', of: 'entries', userId: '', places: '', reason: '' };

describe('places in the log', () => {
  test.each([
    ['12', [12]],
    ['0', [0]],
    [' 12,15 ; 12\n16', [12, 15, 16]],
    ['131-134', [131, 132, 133, 134]],
    ['131–132, 9', [131, 132, 9]],
    ['', null],
    [' , ', null],
    ['12a', null],
    ['-3', null],
    ['1.5', null],
    ['9-3', null],
    ['99999999999999999999', null],
    ['0-199', expect.objectContaining({ length: 200 })],
    ['0-200', 'tooMany'],
    ['0-150, 300-350', 'tooMany'],
    ['0-999999999999', 'tooMany'],
  ])('%j is read as %j', (text, places) => expect(readPlaces(text)).toEqual(places));

  test('are told in few words', () => {
    expect(placesText([15, 12, 16, 17, 20])).toBe('12, 15–17, 20');
    expect(placesText([])).toBe('');
  });
});

describe('a draft', () => {
  test('names what is missing', () => {
    expect(erasureProblems(EMPTY)).toEqual({ subjectRequestId: 'required', places: 'required', reason: 'required' });
    expect(erasureProblems({ ...EMPTY, basis: 'authority_order', of: 'account', reason: ' ' })).toEqual({ userId: 'required', reason: 'required' });
    expect(erasureProblems({ ...EMPTY, subjectRequestId: 'r', places: 'x', reason: 'vì' })).toEqual({ places: 'places' });
    expect(erasureProblems({ ...EMPTY, subjectRequestId: 'r', places: '1-900', reason: 'vì' })).toEqual({ places: 'tooMany' });
  });

  test('sends what was chosen last, and nothing of the other choice', () => {
    const typed = { ...EMPTY, subjectRequestId: 'r', userId: 'u', places: '3, 5-6', reason: ' vì ' };
    expect(erasureOf(typed)).toEqual({ basis: 'subject_request', subjectRequestId: 'r', entries: [3, 5, 6], reason: 'vì' });
    expect(erasureOf({ ...typed, basis: 'authority_order', of: 'account' })).toEqual({ basis: 'authority_order', userId: 'u', reason: 'vì' });
  });
});
