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

const cutOff = { isUpdated: async () => Promise.reject(new TypeError('offline')), nextTry: async () => undefined };

describe('a part of a page', () => {
  it('that is cut off on its way comes when the connection is back', async () => {
    const { load, tries } = loading(4);
    expect(await fetchPart(load, cutOff)).toBe('the part');
    expect(tries.length).toBe(5);
  });

  it('that is cut off again and again comes in the end', async () => {
    let asked = 0;
    const comesAndGoes = async (): Promise<boolean> => {
      asked += 1;
      if (asked % 2 === 0) throw new TypeError('offline');
      return false;
    };
    expect(await fetchPart(loading(7).load, { ...cutOff, isUpdated: comesAndGoes })).toBe('the part');
  });

  it('is asked for at once when the service answers again', async () => {
    const nextTry = async (): Promise<void> => Promise.reject(new Error('waited'));
    expect(await fetchPart(loading(1).load, { isUpdated: async () => false, nextTry })).toBe('the part');
  });

  it('that an update took away is a failure at once', async () => {
    const { load, tries } = loading(9);
    await expect(fetchPart(load, { ...cutOff, isUpdated: async () => true })).rejects.toThrow('try 1');
    expect(tries.length).toBe(1);
  });

  it('that a service of the same version does not have is a failure after five tries', async () => {
    const { load, tries } = loading(9);
    await expect(fetchPart(load, { ...cutOff, isUpdated: async () => false })).rejects.toThrow('try 5');
    expect(tries.length).toBe(5);
  });
});
