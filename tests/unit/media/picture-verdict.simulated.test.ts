import { describe, expect, it } from 'vitest';
import type { SimulatedFaults } from '../../../domain/camera-source.ts';
import { EMPTY_PICTURE_MEMORY, forgetPictureReferences, readPictureMemory, type PictureMemory } from '../../../domain/picture-memory.ts';
import { judgePicture } from '../../../domain/picture-verdict.ts';
import { measureSimulated } from '../../support/camera-adapters/simulated-picture.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const NOON_MS = Date.UTC(2026, 10, 22, 5);
const MIDNIGHT_MS = NOON_MS + 12 * HOUR_MS;
const SEEDS = [1, 7, 42, 1234];

/** Pictures of one camera every five minutes; the memory goes through JSON as it does in the database. */
async function watch(
  seed: number,
  faults: SimulatedFaults,
  fromMs: number,
  count: number,
  memory: PictureMemory = EMPTY_PICTURE_MEMORY,
): Promise<{ states: string[]; memory: PictureMemory; causes: unknown[] }> {
  const states: string[] = [];
  const causes: unknown[] = [];
  let kept = memory;
  for (let index = 0; index < count; index++) {
    const atMs = fromMs + index * 5 * MINUTE_MS;
    const verdict = judgePicture(await measureSimulated(seed, faults, atMs), atMs, kept);
    states.push(verdict.observation.state);
    causes.push(verdict.observation.cause);
    kept = readPictureMemory(JSON.parse(JSON.stringify(verdict.memory)));
  }
  return { states, causes, memory: kept };
}

describe('judgePicture on simulated cameras', () => {
  it('finds nothing wrong with healthy cameras through a day and a night', async () => {
    for (const seed of SEEDS) {
      let memory = EMPTY_PICTURE_MEMORY;
      for (let atMs = NOON_MS; atMs < NOON_MS + 26 * HOUR_MS; atMs += 22 * MINUTE_MS) {
        const verdict = judgePicture(await measureSimulated(seed, {}, atMs), atMs, memory);
        expect(verdict.observation, `seed ${seed} at ${new Date(atMs).toISOString()}`).toEqual({ state: 'ok', atMs });
        memory = verdict.memory;
      }
    }
  });

  it.each([
    ['covered', { covered: true }],
    ['blurred', { blurred: true }],
    ['dark', { dark: true }],
  ] as const)('sees that a new camera is %s, by day and by night', async (state, faults) => {
    for (const seed of SEEDS) {
      expect((await watch(seed, faults, NOON_MS, 1)).states).toEqual([state]);
      expect((await watch(seed, faults, MIDNIGHT_MS, 1)).states).toEqual([state]);
    }
  });

  it('sees a camera that was moved by day or by night, and its return', async () => {
    for (const seed of SEEDS) {
      for (const fromMs of [NOON_MS, MIDNIGHT_MS]) {
        const before = await watch(seed, {}, fromMs, 3);
        const moved = await watch(seed, { moved: true }, fromMs + HOUR_MS, 3, before.memory);
        const back = await watch(seed, {}, fromMs + 2 * HOUR_MS, 1, moved.memory);
        expect([moved.states, back.states]).toEqual([['moved', 'moved', 'moved'], ['ok']]);
        expect(moved.causes[0]).toMatchObject({ code: 'other_view', likeness: expect.any(Number) });
      }
    }
  });

  it('sees at night that a camera was moved which it knows only by day, and does not learn the wrong view', async () => {
    for (const seed of SEEDS) {
      const before = await watch(seed, {}, NOON_MS, 2);
      const moved = await watch(seed, { moved: true }, MIDNIGHT_MS, 3, before.memory);
      expect(moved.states).toEqual(['moved', 'moved', 'moved']);
      expect(moved.memory.references.map((reference) => reference.light)).toEqual(['day']);
    }
  });

  it('takes a new view for granted once the board says that it was meant', async () => {
    const before = await watch(7, {}, NOON_MS, 2);
    const moved = await watch(7, { moved: true }, NOON_MS + HOUR_MS, 1, before.memory);
    const meant = await watch(7, { moved: true }, NOON_MS + 2 * HOUR_MS, 2, forgetPictureReferences(moved.memory));
    const turnedBack = await watch(7, {}, NOON_MS + 3 * HOUR_MS, 1, meant.memory);
    expect([moved.states, meant.states, turnedBack.states]).toEqual([['moved'], ['ok', 'ok'], ['moved']]);
  });

  it('calls a camera frozen from the second identical picture on, and no longer with the first other one', async () => {
    const frozen = await watch(7, { frozen: true }, NOON_MS, 4);
    const thawed = await watch(7, {}, NOON_MS + HOUR_MS, 1, frozen.memory);
    expect(frozen.states).toEqual(['ok', 'frozen', 'frozen', 'frozen']);
    expect(frozen.causes[3]).toEqual({ code: 'identical_pictures', pictures: 4 });
    expect(thawed.states).toEqual(['ok']);
  });

  it('does not call a picture frozen that the camera gives out twice within seconds', async () => {
    const image = await measureSimulated(7, {}, NOON_MS);
    const first = judgePicture(image, NOON_MS, EMPTY_PICTURE_MEMORY);
    expect(judgePicture(image, NOON_MS + 1000, first.memory).observation.state).toBe('ok');
  });

  it('does not call a dark or covered camera frozen although it shows the same for ever', async () => {
    const image = await measureSimulated(7, { dark: true, frozen: true }, NOON_MS);
    const first = judgePicture(image, NOON_MS, EMPTY_PICTURE_MEMORY);
    expect(judgePicture(image, NOON_MS + HOUR_MS, first.memory).observation.state).toBe('dark');
  });

  it('judges a picture that comes late and remembers nothing of it', async () => {
    const known = await watch(7, {}, NOON_MS, 2);
    const late = judgePicture(await measureSimulated(7, { covered: true }, NOON_MS), NOON_MS, known.memory);
    expect(late.observation.state).toBe('covered');
    expect(late.memory).toBe(known.memory);
  });
});
