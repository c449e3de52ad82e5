import { describe, expect, it } from 'vitest';
import { ROLES } from '../../../domain/role.ts';
import { queryKeys } from '../../../web/api/query-keys.ts';
import { isStillGood, mayBeKept, keptForm } from '../../../web/offline/kept-answer-rule.ts';

/** Keys that are kept for a board; every other one of `queryKeys` must not be. */
const KEPT = new Set<keyof typeof queryKeys>([
  'config',
  'cameraLists',
  'cameraList',
  'camera',
  'cameras',
  'faultLists',
  'faultList',
  'fault',
  'faults',
  'requests',
  'requestList',
  'requestsWaiting',
  'subscriptions',
  'messages',
  'auditEvents',
  'categories',
]);
const keyOf = (name: keyof typeof queryKeys): readonly unknown[] => {
  const made: unknown = queryKeys[name];
  return typeof made === 'function' ? (made as (...parts: unknown[]) => readonly unknown[])('x', 'y', 'z') : (made as readonly unknown[]);
};

describe('what may be kept in the browser', () => {
  it.each(Object.keys(queryKeys) as (keyof typeof queryKeys)[])('%s is on the list or not, for a board', (name) => {
    expect(mayBeKept(keyOf(name), 'board')).toBe(KEPT.has(name));
  });

  it.each(ROLES.filter((role) => role !== 'board'))('nothing for %s', (role) => {
    for (const name of Object.keys(queryKeys) as (keyof typeof queryKeys)[]) expect(mayBeKept(keyOf(name), role), name).toBe(false);
  });

  it.each(['picture', 'snapshots', 'own-picture', 'capabilities', 'absences'])('not the part "%s" of a camera', (part) => {
    expect(mayBeKept(queryKeys.cameraPart('c1', part, 'x'), 'board')).toBe(false);
  });

  it.each([[['constructor']], [['toString', 1]], [[undefined]], [[]]])('not an unknown key: %j', (key) => {
    expect(mayBeKept(key, 'board')).toBe(false);
  });
});

it('leaves out where devices are dialled, at any depth, and nothing else', () => {
  const camera = { id: 'c', name: 'Ngã ba', source: { kind: 'rtsp', url: 'rtsp://10.0.0.9/s1', hasCredentials: true }, at: null };
  expect(keptForm({ pages: [{ items: [camera], nextCursor: null }] })).toEqual({
    pages: [{ items: [{ ...camera, source: { ...camera.source, url: '' } }], nextCursor: null }],
  });
});

it.each([
  ['a map', new Map([['c', 'Ngã ba']])],
  ['a set', new Set(['c'])],
  ['a date', new Date(0)],
  ['a function', () => undefined],
  ['an integer that JSON does not have', 1n],
])('keeps nothing that holds %s: it would come back as something else', (_name, value) => {
  expect(() => keptForm({ pages: [value] })).toThrow(new TypeError('only plain data is kept'));
});

it('keeps pages as the query library has them', () => {
  const pages = { pages: [{ items: [['c', 'Ngã ba', null, true, 1.5]], nextCursor: null }], pageParams: [undefined] };
  expect(keptForm(pages)).toEqual(pages);
});

it('keeps no answer that is too large, and looks at no more of it than tells that', () => {
  const rest = {
    get name(): string {
      throw new Error('looked at');
    },
  };
  expect(() => keptForm({ items: ['Ngã ba', 'x'.repeat(1000), rest] }, 1000)).toThrow(new RangeError('too large to be kept'));
  expect(keptForm({ items: ['x'.repeat(900)] }, 1000)).toEqual({ items: ['x'.repeat(900)] });
});

describe('how long it is shown', () => {
  const nowMs = Date.parse('2026-11-27T10:00:00Z');
  const DAY_MS = 86_400_000;
  it.each([
    ['within its session', nowMs - 1000, nowMs + 1000, true],
    ['not after the end of its session', nowMs - 1000, nowMs, false],
    ['not after three days', nowMs - 3 * DAY_MS, nowMs + DAY_MS, false],
    ['not from a future that a wrong clock made', nowMs + 120_000, nowMs + DAY_MS, false],
  ])('%s', (_name, keptAtMs, endsAtMs, expected) => {
    expect(isStillGood(keptAtMs, endsAtMs, nowMs)).toBe(expected);
  });
});
