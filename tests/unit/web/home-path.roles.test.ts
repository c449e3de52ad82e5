import { expect, it } from 'vitest';
import { camerasPathOf, homePathOf } from '../../../web/routing/home-path.ts';

it.each([
  ['board', '/', '/'],
  ['officer', '/incidents', '/map'],
  ['commander', '/coverage', '/map'],
  ['admin', '/admin', '/map'],
  ['auditor', '/audit', '/map'],
] as const)('leads a %s to %s, and to the cameras at %s', (role, home, cameras) => {
  expect(homePathOf(role)).toBe(home);
  expect(camerasPathOf(role)).toBe(cameras);
});
