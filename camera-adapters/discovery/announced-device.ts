import { isIP } from 'node:net';
import type { CameraUrl } from '../../domain/camera-url.ts';
import { parseCameraUrl } from '../../domain/camera-url.ts';
import type { NetworkPolicy } from '../network-policy.ts';
import { readScopeFacts } from './scope-facts.ts';
import type { ScopeFacts } from './scope-facts.ts';
import type { ProbeMatch } from './ws-discovery-message.ts';

/** A device that answered a probe, with the one address at which it may be asked. */
export interface AnnouncedDevice {
  readonly url: CameraUrl;
  readonly facts: ScopeFacts;
  readonly endpointReference: string;
}

const MAX_XADDRS = 8;

/** What an answer came to: the device, or nothing. */
export interface JudgedAnnouncement {
  readonly device?: AnnouncedDevice;
  /** Nothing is left of it, and an address outside the network was among what it named. */
  readonly isOutside: boolean;
}

/**
 * Makes a device of an answer. Its XAddrs are a stranger's word: each is judged like any address, names are never looked up, and of what is left the one goes first that
 * leads where the answer came from. Addresses outside the network that is searched are dropped, whatever the policy: whoever answers must not decide where we dial. A device that gives only addresses that lead nowhere from here (link-local, those of another interface) is taken to be where its answer came
 * from, at the port and path that it names.
 */
export async function announcedDevice(
  match: ProbeMatch,
  sourceAddress: string,
  { network, searched }: { readonly network: NetworkPolicy; readonly searched: ReadonlySet<string> },
): Promise<JudgedAnnouncement> {
  const told = match.xaddrs.slice(0, MAX_XADDRS).flatMap((text) => readUrl(text) ?? []);
  const urls = told.filter(({ host }) => isIP(host) !== 0);
  const atSource = told.flatMap((url) => movedTo(url, sourceAddress) ?? []);
  const inOrder = [...urls.filter(({ host }) => host === sourceAddress), ...urls.filter(({ host }) => host !== sourceAddress), ...atSource];
  for (const url of inOrder) {
    if (!searched.has(url.host) || !(await mayAsk(url, network))) continue;
    return { device: { url, facts: readScopeFacts(match.scopes), endpointReference: match.endpointReference }, isOutside: false };
  }
  return { isOutside: inOrder.some(({ host }) => !searched.has(host)) };
}

function readUrl(text: string): CameraUrl | undefined {
  try {
    const url = parseCameraUrl(text, 'onvif');
    return url.hasCredentials ? undefined : url;
  } catch {
    return undefined;
  }
}

function movedTo(url: CameraUrl, host: string): CameraUrl | undefined {
  if (isIP(host) === 0) return undefined;
  return readUrl(`${url.scheme}://${host.includes(':') ? `[${host}]` : host}:${url.port}${url.target}`);
}

async function mayAsk(url: CameraUrl, network: NetworkPolicy): Promise<boolean> {
  return network.pin(url.host, url.port).then(
    () => true,
    () => false,
  );
}
