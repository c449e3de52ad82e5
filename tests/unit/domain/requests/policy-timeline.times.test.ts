import { expect, test } from 'vitest';
import { policyTimes } from '../../../../domain/requests/policy-timeline.ts';

const at = (id: string, unitId: string, validFromMs: number) => ({ id, unitId, validFromMs });

test('of each unit the latest that has begun holds; what was entered later need not begin later', () => {
  const policies = [at('c', 'town', 30), at('a', 'town', 10), at('b', 'town', 20), at('d', 'province', 5)];
  expect(Object.fromEntries(policyTimes(policies, 20))).toEqual({ a: 'past', b: 'present', c: 'coming', d: 'present' });
  expect(Object.fromEntries(policyTimes(policies, 30))).toEqual({ a: 'past', b: 'past', c: 'present', d: 'present' });
  expect(Object.fromEntries(policyTimes(policies, 1))).toEqual({ a: 'coming', b: 'coming', c: 'coming', d: 'coming' });
});
