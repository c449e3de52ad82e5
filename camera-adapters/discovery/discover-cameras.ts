import { setMaxListeners } from 'node:events';
import type { AddressPolicy } from '../../domain/address-rule.ts';
import type { DiscoveredDevice } from '../../domain/discovered-device.ts';
import { sweepAddresses } from '../../domain/sweep-network.ts';
import { cancelledError } from '../socket-error.ts';
import { announcedDevice } from './announced-device.ts';
import type { AnnouncedDevice, JudgedAnnouncement } from './announced-device.ts';
import { createDialGates } from './dial-gate.ts';
import type { DialLimits } from './dial-gate.ts';
import { createDiscoveryNetwork } from './discovery-network.ts';
import { DISCOVERY_PORTS, inspectAddress } from './inspect-address.ts';
import type { AddressTask, DiscoveryPorts, InspectionTools } from './inspect-address.ts';
import { linksOf } from './local-links.ts';
import { createSweepTally } from './sweep-tally.ts';
import type { SweepProgress } from './sweep-tally.ts';
import { WS_DISCOVERY } from './ws-discovery-message.ts';
import { probeByWsDiscovery } from './ws-discovery-probe.ts';

/** One search for cameras. */
export interface DiscoveryRequest {
  /** A network that `checkSweepNetwork` accepted. */
  readonly cidr: string;
  /** So many addresses from the front are done already. */
  readonly firstIndex: number;
  /** Which addresses may be dialled: the service's rules, narrowed by the organisation's networks. */
  readonly policy: AddressPolicy;
  readonly signal: AbortSignal;
  /** Wall clock, epoch milliseconds. */
  readonly now: () => number;
  /** Hears of devices as they are found; the search waits for it. */
  readonly onFound: (devices: readonly DiscoveredDevice[]) => Promise<void>;
  /** Hears once how many senders named nothing but addresses outside the network. */
  readonly onOutside?: (senders: number) => void;
  /** Hears after every address. */
  readonly onProgress: (progress: SweepProgress) => void;
  readonly limits?: DialLimits;
  readonly ports?: DiscoveryPorts;
  /** How long answers to the probe are waited for. */
  readonly listenMs?: number;
}

/**
 * What a home router and its cameras bear without being noticed. An address where nobody is costs two connections that wait for a second and a half: 4,096 such addresses take
 * about a minute.
 */
export const DISCOVERY_LIMITS: DialLimits = { atOnce: 256, perSecond: 300 };
/** Devices wait up to half a second before they answer (APP_MAX_DELAY), the last of our probes goes out after one; slow devices take longer. */
const LISTEN_MS = 4000;
/** Devices that may announce themselves in one search. */
const MAX_ANNOUNCED = 1000;

/**
 * Searches a network for cameras: first WS-Discovery on every link of this machine that has addresses in common with the network, then every address of it. What announces
 * itself with nothing but addresses outside the network is dropped and counted. No password is known here and none is tried.
 *
 * @throws AppError `cancelled`/`contact_cancelled` when `signal` aborts; what `onFound` throws.
 */
export async function discoverCameras(request: DiscoveryRequest): Promise<void> {
  const ended = new AbortController();
  const signal = AbortSignal.any([request.signal, ended.signal]);
  // every waiting connection listens to it
  setMaxListeners(0, signal);
  const { limits = DISCOVERY_LIMITS, ports = DISCOVERY_PORTS } = request;
  const gates = createDialGates(limits);
  const tools = { network: createDiscoveryNetwork(request.policy), signal, now: request.now, ports };
  const addresses = sweepAddresses(request.cidr);
  const announced = await collectAnnouncements(request, tools, new Set(addresses));
  if (signal.aborted) throw cancelledError();
  const tally = createSweepTally(addresses.length, request.firstIndex);
  const toTask = (address: string): AddressTask => ({ address, announced: announced.get(address) ?? [] });
  const steps = addresses.map((address, index) => ({ index, task: toTask(address) })).slice(request.firstIndex);
  await inParallel(steps, limits.atOnce, ended, async ({ index, task }) => {
    const { devices, isAlive, notTried } = await inspectAddress(task, { ...tools, gate: gates.lane(index) });
    if (devices.length > 0) await request.onFound(devices);
    request.onProgress(tally.done(index, { isAlive, notTried }));
  });
}

/**
 * By address. A device that answers on several links, or several times, is one, by address and port; not by its endpoint reference, since there are makers whose devices
 * all have the same.
 */
async function collectAnnouncements(
  { cidr, onOutside, listenMs = LISTEN_MS }: DiscoveryRequest,
  { network, signal, ports }: Pick<InspectionTools, 'network' | 'signal' | 'ports'>,
  searched: ReadonlySet<string>,
): Promise<ReadonlyMap<string, readonly AnnouncedDevice[]>> {
  const judging: Promise<JudgedAnnouncement & { readonly source: string }>[] = [];
  await Promise.all(
    linksOf(cidr).map((localAddress) =>
      probeByWsDiscovery({
        localAddress,
        to: { address: WS_DISCOVERY.group, port: ports.wsDiscovery },
        listenMs,
        signal,
        onMatch: (match, sourceAddress) => {
          if (judging.length >= MAX_ANNOUNCED) return;
          const judged = announcedDevice(match, sourceAddress, { network, searched }).then((verdict) => ({ ...verdict, source: sourceAddress }));
          // looked at when all have been heard; until then a failure must not count as one that nobody looks at
          judged.catch(() => undefined);
          judging.push(judged);
        },
      }),
    ),
  );
  const byPlace = new Map<string, AnnouncedDevice>();
  const outside = new Set<string>();
  for (const { device, isOutside, source } of await Promise.all(judging)) {
    if (device !== undefined) byPlace.set(`${device.url.host} ${device.url.port}`, device);
    if (isOutside) outside.add(source);
  }
  onOutside?.(outside.size);
  return groupByHost([...byPlace.values()]);
}

function groupByHost(devices: readonly AnnouncedDevice[]): ReadonlyMap<string, readonly AnnouncedDevice[]> {
  const groups = new Map<string, AnnouncedDevice[]>();
  for (const device of devices) groups.set(device.url.host, [...(groups.get(device.url.host) ?? []), device]);
  return groups;
}

/** Works off `items` in order, `atOnce` at a time. The first failure ends all others and is thrown when they have ended. */
async function inParallel<T>(items: readonly T[], atOnce: number, ended: AbortController, work: (item: T) => Promise<void>): Promise<void> {
  let next = 0;
  let failure: unknown;
  const worker = async (): Promise<void> => {
    while (next < items.length && !ended.signal.aborted) {
      const item = items[next] as T;
      next += 1;
      await work(item).catch((error: unknown) => {
        failure ??= error;
        ended.abort();
      });
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
  if (failure !== undefined) throw failure;
}
