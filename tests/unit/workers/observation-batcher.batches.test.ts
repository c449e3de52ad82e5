import { describe, expect, it } from 'vitest';
import type { CameraObservation } from '../../../workers/health/camera-observation.ts';
import { createObservationBatcher } from '../../../workers/health/observation-batcher.ts';

const observation = (cameraId: string): CameraObservation => ({ cameraId, atMs: 1 });

/** Records at the far end: each call waits until it is let go. */
function recorder(refuse: (ids: readonly string[]) => boolean = () => false) {
  const calls: string[][] = [];
  const gates: (() => void)[] = [];
  return {
    calls,
    letGo: () => gates.shift()?.(),
    record: async (observations: readonly CameraObservation[]) => {
      const ids = observations.map(({ cameraId }) => cameraId);
      calls.push(ids);
      if (calls.length === 1) await new Promise<void>((resolve) => gates.push(resolve));
      if (refuse(ids)) throw new Error(`refused ${ids.join(' ')}`);
    },
  };
}

describe('recording observations in batches', () => {
  it('records a lone one at once and together what comes meanwhile', async () => {
    const health = recorder();
    const batcher = createObservationBatcher(health);
    const all = ['a', 'b', 'c', 'd'].map((id) => batcher.record(observation(id)));
    expect(health.calls).toEqual([['a']]);
    health.letGo();
    await Promise.all(all);
    expect(health.calls).toEqual([['a'], ['b', 'c', 'd']]);
  });

  it('lets one that can not be recorded fail alone', async () => {
    const health = recorder((ids) => ids.includes('bad'));
    const batcher = createObservationBatcher(health);
    const all = ['a', 'b', 'bad', 'c'].map((id) => batcher.record(observation(id)));
    health.letGo();
    const results = await Promise.allSettled(all);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    await batcher.record(observation('later'));
    expect(health.calls.at(-1)).toEqual(['later']);
  });
});
