import type { DiscoveredDevice } from '../../domain/discovered-device.ts';
import type { FoundBy } from '../../domain/discovery-terms.ts';
import { cameraWords } from '../onvif/onvif-error.ts';
import type { AnnouncedDevice } from './announced-device.ts';
import type { OnvifFinding } from './ask-onvif.ts';
import type { RtspFinding } from './ask-rtsp.ts';
import type { ScopeFacts } from './scope-facts.ts';

/** An ONVIF service that answered, and where. */
export interface OnvifAt {
  readonly port: number;
  readonly secure: boolean;
  readonly target: string;
  readonly finding: OnvifFinding;
  /** From a probe of its own. */
  readonly facts?: ScopeFacts;
  readonly endpointReference?: string;
}

/** All that was learned at one address. */
interface Learned {
  readonly address: string;
  readonly announced: readonly AnnouncedDevice[];
  readonly onvif: readonly OnvifAt[];
  readonly rtsp: RtspFinding | undefined;
  readonly openPorts: ReadonlySet<number>;
}

/**
 * The devices at one address: one for each ONVIF service (several cameras may be forwarded to one address), or one for RTSP alone. A service that is there with and
 * without encryption is one device, and the encrypted one is its address. What announced itself and gave no answer that
 * makes sense is there too, as not reachable when its port is not open.
 */
export function assembleDevices(learned: Learned): readonly DiscoveredDevice[] {
  const services = withoutDoubles(learned.onvif.filter((service) => isCamera(service, learned)));
  const answered = services.map((service) => onvifDevice(service, learned));
  const missed = learned.announced.filter(({ url }) => !learned.onvif.some(({ port }) => port === url.port)).map((device) => missedDevice(device, learned));
  if (answered.length + missed.length > 0) return [...answered, ...missed];
  return learned.rtsp === undefined ? [] : [rtspDevice(learned.rtsp, learned.address)];
}

/** Something that only refuses counts when it announced itself as a device, or speaks RTSP and asks for a digest: a router's web page does neither. */
function isCamera({ port, finding }: OnvifAt, { announced, rtsp }: Learned): boolean {
  const isAnnounced = announced.some(({ url }) => url.port === port);
  return finding.isSure || isAnnounced || (rtsp !== undefined && finding.signIn.some((scheme) => scheme.startsWith('digest')));
}

function withoutDoubles(services: readonly OnvifAt[]): readonly OnvifAt[] {
  const secure = services.find((service) => service.secure);
  const plain = services.filter((service) => !service.secure);
  if (secure === undefined || plain.length !== 1) return services;
  return [{ ...plain[0], ...secure }];
}

function onvifDevice(service: OnvifAt, { address, announced, rtsp }: Learned): DiscoveredDevice {
  const { port, secure, target, finding } = service;
  const own = announced.find(({ url }) => url.port === port) ?? announced[0];
  const facts: ScopeFacts = own?.facts ?? service.facts ?? {};
  const reference = own?.endpointReference ?? service.endpointReference;
  const { identity } = finding;
  const clock = finding.clock?.method === 'onvif' ? finding.clock : (finding.clock ?? rtsp?.clock);
  const isPasswordNeeded = finding.isPasswordNeeded;
  return {
    address,
    port,
    foundBy: own === undefined ? ['sweep'] : (['ws_discovery', 'sweep'] satisfies FoundBy[]),
    isReachable: true,
    onvifUrl: `${secure ? 'https' : 'http'}://${hostText(address)}${port === (secure ? 443 : 80) ? '' : `:${port}`}${target}`,
    ...(rtsp && { rtspUrl: rtsp.url }),
    ...texts({
      name: facts.name,
      manufacturer: identity?.manufacturer ?? facts.manufacturer,
      model: identity?.model ?? facts.model,
      firmware: identity?.firmware,
      endpointReference: reference,
    }),
    ...(clock && { clock }),
    ...(isPasswordNeeded !== undefined && { isPasswordNeeded }),
    signIn: finding.signIn,
  };
}

function missedDevice({ url, facts, endpointReference }: AnnouncedDevice, { address, rtsp, openPorts }: Learned): DiscoveredDevice {
  return {
    address,
    port: url.port,
    foundBy: ['ws_discovery'],
    isReachable: openPorts.has(url.port),
    onvifUrl: url.url,
    ...(rtsp && { rtspUrl: rtsp.url }),
    ...texts({ ...facts, endpointReference }),
    signIn: [],
  };
}

function rtspDevice(rtsp: RtspFinding, address: string): DiscoveredDevice {
  const { url, port, clock, serverName, isPasswordNeeded, signIn } = rtsp;
  return {
    address,
    port,
    foundBy: ['sweep'],
    isReachable: true,
    rtspUrl: url,
    ...texts({ name: serverName }),
    ...(clock && { clock }),
    ...(isPasswordNeeded !== undefined && { isPasswordNeeded }),
    signIn,
  };
}

function hostText(address: string): string {
  return address.includes(':') ? `[${address}]` : address;
}

type Texts = Pick<DiscoveredDevice, 'name' | 'manufacturer' | 'model' | 'firmware' | 'endpointReference'>;

/** A device's words, cleaned and cut; empty ones are left out. */
function texts(words: { readonly [K in keyof Texts]: string | undefined }): Texts {
  return Object.fromEntries(Object.entries(words).flatMap(([key, text]) => (text === undefined || cameraWords(text) === '' ? [] : [[key, cameraWords(text)]])));
}
