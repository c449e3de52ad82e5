import { expect, it } from 'vitest';
import { runKillRounds } from '../../support/workers/kill-rounds.ts';

it('loses, doubles and overlaps nothing that it had stored when it is killed 200 times in the middle of its work', async () => {
  const result = await runKillRounds(200);
  expect(result.segments).toBeGreaterThanOrEqual(200);
});
