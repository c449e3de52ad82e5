import { expect, it } from 'vitest';
import { pageAddresses } from '../../support/web/page-addresses.ts';
import { PAGE_VISITS } from '../../support/web/page-visits.ts';

it('every page of the application is opened by the tests of all pages and has its pictures', () => {
  const addresses = pageAddresses();
  expect(addresses.length).toBeGreaterThan(45);
  expect(Object.keys(PAGE_VISITS).toSorted()).toEqual(addresses.toSorted());
});

it('no two pictures have the same name', () => {
  const names = Object.values(PAGE_VISITS).flatMap((visits) => visits.map(({ name }) => name));
  expect(new Set(names).size).toBe(names.length);
});
