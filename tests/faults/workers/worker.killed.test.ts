import { expect, it } from 'vitest';
import { runKillRounds } from '../../support/workers/kill-rounds.ts';

it('loses, doubles and overlaps nothing when it is killed 10 times in the middle of its work and of 500 jobs a second', { timeout: 300_000 }, async () => {
  const result = await runKillRounds(10);
  expect(result.segments).toBeGreaterThanOrEqual(10);
  expect(result.snapshots).toBeGreaterThan(0);
  expect(result.promised).toBeGreaterThan(2_000);
});
