import { expect, test } from 'vitest';
import { ownPictureWaitMs } from '../../../domain/own-picture-terms.ts';

const NOW_MS = Date.UTC(2026, 10, 29, 3);
const every = (count: number, stepMs: number) => Array.from({ length: count }, (_, index) => NOW_MS - (index + 1) * stepMs);

test.each([
  ['nothing was asked for', [], 0],
  ['the tenth last was ten minutes ago', every(10, 60_000), 0],
  ['ten came in a hundred seconds', every(10, 10_000), 500_000],
  ['sixty came in a day, one in 20 minutes', every(60, 20 * 60_000), 4 * 3_600_000],
  ['sixty came in more than a day', every(60, 24 * 60_000), 0],
])('when %s the wait for the next picture is right', (_what, askedAtMs, waitMs) => {
  expect(ownPictureWaitMs(askedAtMs, NOW_MS)).toBe(waitMs);
});
