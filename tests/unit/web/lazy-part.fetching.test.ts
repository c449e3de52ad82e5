import { describe, expect, it } from 'vitest';
import { fetchPart } from '../../../web/ui/lazy-part.ts';

/** Loads that fail for the first `failures` times. */
function loading(failures: number) {
  const tries: number[] = [];
  const load = async (): Promise<string> => {
    tries.push(tries.length);
    if (tries.length <= failures) throw new TypeError(`try ${tries.length}`);
    return 'the part';
  };
  return { load, tries };
}

const cutOff = { answers: async () => Promise.reject(new TypeError('offline')), nextTry: async () => undefined };

describe('a part of a page', () => {
  it('that is cut off on its way comes when the connection is back', async () => {
    const { load, tries } = loading(4);
    expect(await fetchPart(load, cutOff)).toBe('the part');
    expect(tries.length).toBe(5);
  });

  it('is asked for once more when the service answers again', async () => {
    expect(await fetchPart(loading(1).load, { ...cutOff, answers: async () => true })).toBe('the part');
  });

  it('that the service no longer has is a failure, after the first reason', async () => {
    await expect(fetchPart(loading(9).load, { ...cutOff, answers: async () => true })).rejects.toThrow('try 1');
  });
});
