import { setMaxListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { createDialGates } from '../../../../camera-adapters/discovery/dial-gate.ts';
import { createSweepTally } from '../../../../camera-adapters/discovery/sweep-tally.ts';
import { linksOf } from '../../../../camera-adapters/discovery/local-links.ts';

describe('the gate of a discovery', () => {
  it('lets through so many at once and so many a second', async () => {
    const gate = createDialGates({ atOnce: 5, perSecond: 200 }).lane(0);
    const { signal } = new AbortController();
    // as the search does: everyone who waits listens to it
    setMaxListeners(0, signal);
    let active = 0;
    let peak = 0;
    const startedAt = performance.now();
    const dial = async (): Promise<void> => {
      active += 1;
      peak = Math.max(peak, active);
      await new Promise((resolve) => setTimeout(resolve, 15));
      active -= 1;
    };
    await Promise.all(Array.from({ length: 60 }, () => gate.run(signal, dial)));
    expect(peak).toBeLessThanOrEqual(5);
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual((59 / 200) * 1000 - 25);
  });

  it('lets the first address through first, whatever has been waiting longer', async () => {
    const gates = createDialGates({ atOnce: 1, perSecond: 1000 });
    const { signal } = new AbortController();
    const order: number[] = [];
    const dial = (lane: number) => gates.lane(lane).run(signal, async () => void order.push(lane));
    await Promise.all([0, 9, 5, 7, 1].map(dial));
    expect(order).toEqual([0, 1, 5, 7, 9]);
  });

  it('lets nobody through any more once the search has ended', async () => {
    const gate = createDialGates({ atOnce: 1, perSecond: 1 }).lane(0);
    const ended = new AbortController();
    await gate.run(ended.signal, async () => undefined);
    let dialled = 0;
    const waiting = [1, 2].map(() => gate.run(ended.signal, async () => (dialled += 1)).catch((error: { code: string }) => error.code));
    ended.abort();
    expect(await Promise.all(waiting)).toEqual(['contact_cancelled', 'contact_cancelled']);
    expect(dialled).toBe(0);
  });
});

describe('the tally of a sweep', () => {
  it('counts what is done without a gap, in whatever order it is done', () => {
    const tally = createSweepTally(5, 1);
    const alive = { isAlive: true, notTried: 0 };
    expect(tally.done(2, alive)).toEqual({ addressesDone: 1, answered: 0, notTried: 0 });
    expect(tally.done(-1, alive).addressesDone).toBe(1);
    expect(tally.done(1, { isAlive: false, notTried: 2 })).toEqual({ addressesDone: 3, answered: 1, notTried: 2 });
    tally.done(4, alive);
    expect(tally.done(3, alive)).toEqual({ addressesDone: 5, answered: 3, notTried: 2 });
  });
});

describe('links of this machine', () => {
  const own = (address: string, cidr: string, internal = false, family = 'IPv4') => ({ address, cidr, internal, family, netmask: '', mac: '' }) as never;

  it('are those that have addresses in common with the network; loopback never is one', () => {
    const interfaces = {
      lo: [own('127.0.0.1', '127.0.0.1/8', true)],
      eth0: [own('192.168.1.5', '192.168.1.5/24'), own('fe80::1', 'fe80::1/64', false, 'IPv6')],
      eth1: [own('10.0.0.2', '10.0.0.2/8')],
      wlan0: [own('192.168.2.5', '192.168.2.5/24')],
    };
    expect(linksOf('192.168.1.0/28', interfaces)).toEqual(['192.168.1.5']);
    expect(linksOf('192.168.0.0/20', interfaces)).toEqual(['192.168.1.5', '192.168.2.5']);
    expect(linksOf('10.7.0.0/24', interfaces)).toEqual(['10.0.0.2']);
    expect(linksOf('127.0.0.0/24', interfaces)).toEqual([]);
    expect(linksOf('fe80::/120', interfaces)).toEqual([]);
  });
});
