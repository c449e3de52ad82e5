import { expect, it } from 'vitest';
import { createRoomPerKey } from '../../../platform/room-per-key.ts';

it('lets in a few of one key and a few in all, refuses the rest at once, and has room again when one is done or failed', async () => {
  const room = createRoomPerKey({ all: 3, perKey: 2 }, () => new Error('full'));
  const ends: { resolve: (text: string) => void; reject: (error: Error) => void }[] = [];
  const held = (key: string) => room.run(key, () => new Promise<string>((resolve, reject) => ends.push({ resolve, reject })));
  const [first, second, third] = [held('a'), held('a'), held('b')];
  await expect(room.run('a', async () => 'third of a')).rejects.toThrow('full');
  await expect(room.run('c', async () => 'fourth in all')).rejects.toThrow('full');
  ends[0]!.reject(new Error('its own'));
  await expect(first).rejects.toThrow('its own');
  expect(await room.run('a', async () => 'again')).toBe('again');
  ends[1]!.resolve('second');
  ends[2]!.resolve('third');
  expect(await Promise.all([second, third])).toEqual(['second', 'third']);
  expect(await Promise.all(['c', 'c', 'd'].map((key) => room.run(key, async () => key)))).toEqual(['c', 'c', 'd']);
});
