import { expect, it } from 'vitest';
import { pageSettled } from '../../../web/pwa/page-settled.ts';

/** How many looks it took, when `fetched` files more came with each of them. */
async function looksOf(fetched: (look: number) => number, isFetching: (look: number) => boolean = () => false): Promise<number> {
  let [look, count] = [0, 0];
  await pageSettled({
    isFetching: () => isFetching(look),
    fetchedCount: () => count,
    pause: async () => {
      look += 1;
      count += fetched(look);
    },
  });
  return look;
}

it('a page is settled once nothing was fetched for two looks in a row', async () => {
  expect(await looksOf(() => 0)).toBe(2);
  expect(await looksOf((look) => (look === 2 ? 1 : 0))).toBe(4);
  expect(
    await looksOf(
      () => 0,
      (look) => look < 5,
    ),
  ).toBe(6);
});

it('a page that asks again and again is settled all the same, in the end', async () => {
  expect(await looksOf((look) => look % 2)).toBe(15);
  expect(
    await looksOf(
      () => 0,
      () => true,
    ),
  ).toBe(15);
});
