import type { DiscoveredDevice } from '../../domain/discovered-device.ts';
import { ONVIF_PORTS, RTSP_PORTS } from '../../domain/discovery-terms.ts';
import type { NetworkPolicy } from '../network-policy.ts';
import type { AnnouncedDevice } from './announced-device.ts';
import { askOnvif } from './ask-onvif.ts';
import { askRtsp } from './ask-rtsp.ts';
import type { RtspFinding } from './ask-rtsp.ts';
import { assembleDevices } from './assemble-devices.ts';
import type { OnvifAt } from './assemble-devices.ts';
import type { DialGate } from './dial-gate.ts';
import { lookAtPort } from './port-look.ts';
import type { PortState } from './port-look.ts';
import { readScopeFacts } from './scope-facts.ts';
import { probeByWsDiscovery } from './ws-discovery-probe.ts';
import type { ProbeMatch } from './ws-discovery-message.ts';

/** What looking at addresses needs. */
export interface InspectionTools {
  readonly network: NetworkPolicy;
  readonly gate: DialGate;
  readonly signal: AbortSignal;
  /** Wall clock, epoch milliseconds. */
  readonly now: () => number;
  readonly ports: DiscoveryPorts;
}

/** Ports of a discovery; those of the product unless a test brings its own. */
export interface DiscoveryPorts {
  readonly onvif: readonly number[];
  readonly secure: readonly number[];
  readonly rtsp: readonly number[];
  readonly wsDiscovery: number;
}

export const DISCOVERY_PORTS: DiscoveryPorts = { onvif: ONVIF_PORTS, secure: [443], rtsp: RTSP_PORTS, wsDiscovery: 3702 };

/** One address to look at. */
export interface AddressTask {
  readonly address: string;
  /** What it announced of itself; empty for one that is only swept. */
  readonly announced: readonly AnnouncedDevice[];
}

/** What was found at one address. */
export interface AddressFindings {
  readonly devices: readonly DiscoveredDevice[];
  /** Somebody is there, if only to refuse. */
  readonly isAlive: boolean;
  /** Connections that this machine could not try. */
  readonly notTried: number;
}

/** A device's own path; others are told by WS-Discovery. */
const USUAL_PATH = '/onvif/device_service';
/** How long one device is listened to after it was probed on its own. */
const DIRECT_PROBE_MS = 1200;

/**
 * Looks at one address: two ports first, and where nobody so much as refuses, no more (most addresses of a network are nobody's, and each silence costs a second
 * and a half); else all ports, and whatever is open is asked what it is, without a sign-in.
 *
 * @throws AppError `cancelled` only.
 */
export async function inspectAddress(task: AddressTask, tools: InspectionTools): Promise<AddressFindings> {
  const { address, announced } = task;
  const ports = await lookAtPorts(task, tools);
  const states = [...ports.values()];
  const isAlive = states.some((state) => state === 'open' || state === 'closed');
  const notTried = states.filter((state) => state === 'not_tried').length;
  const [rtsp, onvif] = await Promise.all([findRtsp(address, ports, tools), findOnvif(address, ports, announced, tools)]);
  const openPorts = new Set([...ports].filter(([, state]) => state === 'open').map(([port]) => port));
  return { devices: assembleDevices({ address, announced, onvif, rtsp, openPorts }), isAlive, notTried };
}

async function lookAtPorts({ address, announced }: AddressTask, tools: InspectionTools): Promise<ReadonlyMap<number, PortState>> {
  const { onvif, rtsp } = tools.ports;
  const all = [...new Set([...announced.map(({ url }) => url.port), ...onvif, ...rtsp])];
  const first = announced.length > 0 ? all : [onvif[0], rtsp[0]].filter((port) => port !== undefined);
  const look = async (ports: readonly number[]) => Promise.all(ports.map(async (port) => [port, await lookAtPort(address, port, tools)] as const));
  const seen = await look(first);
  if (seen.every(([, state]) => state === 'silent' || state === 'not_tried')) return new Map(seen);
  return new Map([...seen, ...(await look(all.filter((port) => !first.includes(port))))]);
}

async function findRtsp(address: string, ports: ReadonlyMap<number, PortState>, tools: InspectionTools): Promise<RtspFinding | undefined> {
  for (const port of tools.ports.rtsp) {
    if (ports.get(port) !== 'open') continue;
    const found = await askRtsp(await tools.network.pin(address, port), tools);
    if (found !== undefined) return found;
  }
  return undefined;
}

async function findOnvif(
  address: string,
  ports: ReadonlyMap<number, PortState>,
  announced: readonly AnnouncedDevice[],
  tools: InspectionTools,
): Promise<readonly OnvifAt[]> {
  const told = announced.map(({ url }) => ({ port: url.port, secure: url.secure, target: url.target }));
  const usual = tools.ports.onvif
    .filter((port) => !told.some((place) => place.port === port))
    .map((port) => ({ port, secure: tools.ports.secure.includes(port), target: USUAL_PATH }));
  const open = [...told, ...usual].filter(({ port }) => ports.get(port) === 'open');
  const found = await Promise.all(
    open.map(async ({ port, secure, target }) => {
      const finding = await askOnvif({ origin: { pinned: await tools.network.pin(address, port), secure }, target }, tools);
      return finding && { port, secure, target, finding };
    }),
  );
  return addAnnouncements(
    address,
    announced,
    found.filter((device) => device !== undefined),
    tools,
  );
}

/** A device that keeps its description to itself often tells make and model to whoever probes it, and probes don't cross routers: so it is probed on its own. */
async function addAnnouncements(
  address: string,
  announced: readonly AnnouncedDevice[],
  found: readonly OnvifAt[],
  tools: InspectionTools,
): Promise<readonly OnvifAt[]> {
  const isUnknown = ({ finding }: OnvifAt): boolean => finding.isSure && finding.identity === undefined;
  if (announced.length > 0 || !found.some(isUnknown)) return found;
  const match = await probeDirectly(address, tools);
  if (match === undefined) return found;
  const facts = readScopeFacts(match.scopes);
  return found.map((device) => (isUnknown(device) ? { ...device, facts, endpointReference: match.endpointReference } : device));
}

async function probeDirectly(address: string, tools: InspectionTools): Promise<ProbeMatch | undefined> {
  const pinned = await tools.network.pin(address, tools.ports.wsDiscovery).catch(() => undefined);
  if (pinned === undefined) return undefined;
  const answered = new AbortController();
  let found: ProbeMatch | undefined;
  await tools.gate.run(tools.signal, () =>
    probeByWsDiscovery({
      to: pinned,
      listenMs: DIRECT_PROBE_MS,
      signal: AbortSignal.any([tools.signal, answered.signal]),
      onMatch(match, sourceAddress) {
        if (sourceAddress !== pinned.address || found !== undefined) return;
        found = match;
        answered.abort();
      },
    }),
  );
  return found;
}
