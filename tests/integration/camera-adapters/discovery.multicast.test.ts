import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import type { DiscoveredDevice } from '../../../domain/discovered-device.ts';

interface Outcome {
  readonly devices: readonly DiscoveredDevice[];
  readonly outside: number;
  readonly sunk: number;
  readonly heardElsewhere: number;
  readonly heard: { readonly honest: string[]; readonly linkLocal: string[]; readonly hostile: number; readonly astray: number; readonly otherLink: string[] };
}

const SEARCHER = fileURLToPath(new URL('../../support/discovery/searcher-process.ts', import.meta.url));

/** A search on real links with multicast, in network namespaces of the test's own: see `searcher-process.ts` and `neighbourhood-process.ts`. */
describe('a search by WS-Discovery', () => {
  let outcome: Outcome;
  const at = (address: string) => outcome.devices.filter((device) => device.address === address);

  beforeAll(async () => {
    const asRoot = process.getuid?.() === 0 ? ['-n'] : ['-rn'];
    const { stdout } = await promisify(execFile)('unshare', [...asRoot, process.execPath, '--import', 'tsx', SEARCHER], { timeout: 150_000 });
    outcome = JSON.parse(stdout) as Outcome;
  });

  it('finds a camera once that answers every repetition twice, with what it announces and its clock', () => {
    expect(at('10.9.0.10')).toMatchObject([
      {
        port: 80,
        foundBy: ['ws_discovery', 'sweep'],
        isReachable: true,
        onvifUrl: 'http://10.9.0.10/onvif/device_service',
        name: 'Camera cổng',
        model: 'DS-2CD',
        endpointReference: 'urn:uuid:00000000-0000-4000-8000-000000000010',
        isPasswordNeeded: true,
        signIn: ['digest_md5'],
        clock: { method: 'onvif' },
      },
    ]);
    const clock = at('10.9.0.10')[0]?.clock;
    const offsetMs = (clock?.deviceTimeMs ?? 0) - (clock?.trueTimeMs ?? 0);
    expect(Math.abs(offsetMs - 61_000)).toBeLessThanOrEqual(clock?.uncertaintyMs ?? 0);
  });

  it('repeats its probe with one MessageID for each type and link, as SOAP-over-UDP says', () => {
    // the responders hear what comes over either link
    const { honest, linkLocal } = outcome.heard;
    expect([new Set(honest).size, new Set(linkLocal).size]).toEqual([2, 4]);
    for (const id of linkLocal) expect(linkLocal.filter((heard) => heard === id)).toHaveLength(4);
  });

  it('takes a device that gives link-local addresses only to be where its answer came from', () => {
    expect(at('10.9.0.11')).toMatchObject([{ port: 80, isReachable: true, isPasswordNeeded: true, foundBy: ['ws_discovery', 'sweep'] }]);
  });

  it('asks on every link that has addresses in common with the network, and on no other', () => {
    expect(at('10.9.0.40')).toMatchObject([{ isReachable: true, foundBy: ['ws_discovery', 'sweep'] }]);
    expect(new Set(outcome.heard.otherLink).size).toBe(2);
    expect(outcome.heardElsewhere).toBe(0);
  });

  it('drops and counts a camera with an address outside the network, though the policy allows the address', () => {
    expect(outcome.heard.astray).toBeGreaterThan(0);
    expect(at('192.168.77.64')).toEqual([]);
    expect(outcome.outside).toBe(1);
  });

  it('drops junk, oversized and foreign answers, and never connects to this machine, to loopback or to the metadata address', () => {
    expect(outcome.heard.hostile).toBe(16);
    const addresses = [...new Set(outcome.devices.map(({ address }) => address))].toSorted();
    expect(addresses).toEqual(['10.9.0.10', '10.9.0.11', '10.9.0.12', '10.9.0.40']);
    // what it named leads nowhere; where the answer came from is asked at the ports named, and nobody listens there
    expect(at('10.9.0.12').every(({ isReachable }) => !isReachable)).toBe(true);
    expect(outcome.sunk).toBe(0);
  });
});
