import { expect } from 'vitest';
import { cameraBody, type TestApp, type TestUser } from '../test-app.ts';
import { createFaultWatch, type FaultWatch } from './fault-watch.ts';

/** A town whose cameras break when a test wants it. */
export interface FaultGround {
  readonly watch: FaultWatch;
  /** Registers a camera at a place of its own; returns its id. */
  addCamera(changes?: Record<string, unknown>, user?: TestUser): Promise<string>;
  /** Lets a camera fall silent, and gives the entry of the ledger that follows. */
  breakCamera(cameraId: string, code?: string): Promise<Awaited<ReturnType<FaultWatch['faults']>>[number]>;
}

export function createFaultGround(t: TestApp): FaultGround {
  const watch = createFaultWatch(t.db, t.clock);
  let sites = 0;
  return {
    watch,
    async addCamera(changes = {}, user = 'board') {
      sites += 1;
      const answer = await t.as(user, 'POST', '/cameras', cameraBody(t.world, { name: `Mắt ${sites}`, siteName: `Điểm ${sites}`, ...changes }));
      expect(answer.statusCode).toBe(201);
      return answer.json().id;
    },
    async breakCamera(cameraId, code = 'camera_timeout') {
      await watch.become([cameraId], 'down', code);
      return (await watch.faults([cameraId]))[0]!;
    },
  };
}
