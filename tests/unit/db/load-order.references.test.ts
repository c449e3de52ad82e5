import { expect, test } from 'vitest';
import { orderForLoading } from '../../../db/backup/load-order.ts';

function table(name: string, ...targets: string[]) {
  return { name, references: targets.map((target) => ({ table: target, constraint: `${name}_${target}_fkey` })) };
}

function order(...tables: ReturnType<typeof table>[]) {
  const { tables: ordered, late } = orderForLoading(tables);
  return { names: ordered.map(({ name }) => name), late };
}

test('a table comes after those that it refers to', () => {
  expect(order(table('camera', 'site', 'unit'), table('site', 'unit'), table('unit'))).toEqual({ names: ['unit', 'site', 'camera'], late: [] });
});

test('a reference to its own table is checked late', () => {
  expect(order(table('unit', 'unit'))).toEqual({ names: ['unit'], late: [{ table: 'unit', constraint: 'unit_unit_fkey' }] });
});

test('in a ring only the references that can not be kept are checked late', () => {
  const { names, late } = order(table('a', 'b'), table('b', 'c', 'd'), table('c', 'a'), table('d'));
  expect(names).toEqual(['d', 'a', 'c', 'b']);
  expect(late).toEqual([{ table: 'a', constraint: 'a_b_fkey' }]);
});

test('a reference to a table that is not copied plays no part', () => {
  expect(order(table('camera', 'session'))).toEqual({ names: ['camera'], late: [] });
});
