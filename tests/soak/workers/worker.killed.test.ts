import { expect, it } from 'vitest';
import { runKillRounds } from '../../support/workers/kill-rounds.ts';

it('loses, doubles and overlaps nothing when it is killed 200 times in the middle of its work and of 500 jobs a second', async () => {
  const result = await runKillRounds(200);
  process.stdout.write(`${JSON.stringify(result)}\n`);
  expect(result.segments).toBeGreaterThanOrEqual(200);
});
