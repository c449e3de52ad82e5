import { expect, it } from 'vitest';
import type { Incident } from '../../../web/api/api-types.ts';
import { mapIncidentsOf } from '../../../web/coverage/use-coverage.ts';

const incident = (id: string, wasGathering: boolean) => ({ id, wasGathering }) as unknown as Incident;

it('draws no gathering, and says when older incidents are left out', () => {
  const items = [incident('a', false), incident('b', true)];
  expect(mapIncidentsOf({ items, nextCursor: null })).toEqual({ drawn: [items[0]], hasOlder: false });
  expect(mapIncidentsOf({ items, nextCursor: 'next' }).hasOlder).toBe(true);
});
