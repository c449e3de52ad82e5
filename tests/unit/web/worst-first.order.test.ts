import { expect, it } from 'vitest';
import { CAMERA_STATES } from '../../../domain/camera-terms.ts';
import { worstFirst } from '../../../web/cameras/worst-first.ts';

const camera = (state: (typeof CAMERA_STATES)[number], name: string) => ({ state, name });

it('puts dead cameras first and well ones last, and orders names as a Vietnamese reader does', () => {
  const list = [camera('online', 'Ao Sen'), camera('degraded', 'Chợ 10'), camera('offline', 'Đình'), camera('offline', 'Dốc'), camera('degraded', 'Chợ 2')];
  expect(worstFirst(list).map(({ name }) => name)).toEqual(['Dốc', 'Đình', 'Chợ 2', 'Chợ 10', 'Ao Sen']);
});

it('knows every state', () => {
  const sorted = worstFirst(CAMERA_STATES.map((state) => camera(state, 'a')));
  expect(sorted.map(({ state }) => state)).toEqual(['offline', 'degraded', 'draft', 'unknown', 'maintenance', 'online']);
});
