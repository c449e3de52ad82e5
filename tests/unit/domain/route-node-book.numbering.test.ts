import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createNodeBook } from '../../../domain/route-node-book.ts';

const end = fc.tuple(fc.integer({ min: -180_000_000, max: 180_000_000 }), fc.integer({ min: -90_000_000, max: 90_000_000 }));
/** Neighbours of one point: what a town's ends look like. */
const nearEnd = fc.tuple(fc.integer({ min: 108_243_000, max: 108_243_030 }), fc.integer({ min: 11_789_000, max: 11_789_030 }));

test('one point has one number, another point another, from 0 on in the order in which they come', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(end, nearEnd), { maxLength: 400 }), (ends) => {
      const book = createNodeBook(ends.length);
      const known = new Map<string, number>();
      for (const [lon, lat] of ends) {
        const expected = known.get(`${lon} ${lat}`) ?? known.size;
        known.set(`${lon} ${lat}`, expected);
        expect(book.numberOf(lon, lat)).toBe(expected);
      }
      expect(book.add()).toBe(known.size);
      expect(book.count()).toBe(known.size + 1);
    }),
    { seed: 29 },
  );
});

test('a book that is full says so instead of searching for ever', () => {
  const book = createNodeBook(1);
  expect(book.numberOf(1, 1)).toBe(0);
  expect(book.numberOf(1, 1)).toBe(0);
  expect(() => book.numberOf(2, 1)).toThrow(RangeError);
});
