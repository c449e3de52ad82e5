import { networkContains } from './allowed-networks.ts';
import type { AllowedNetwork } from './allowed-networks.ts';
import { AppError } from './app-error.ts';
import { parseCameraUrl } from './camera-url.ts';
import type { CameraUrl, CameraUrlKind } from './camera-url.ts';
import { isServicePort } from './service-ports.ts';
import { effectiveAddress, parseIpAddress, specialUse } from './special-address.ts';
import type { IpAddress, SpecialUse } from './special-address.ts';

export { parseAllowedNetworks } from './allowed-networks.ts';

/** A place where a part of the product itself listens: never a camera. */
export interface OwnEndpoint {
  /** Address in its plain form (not a name). `0.0.0.0` and `::` stand for every loopback address: what listens there is reached by each of them. */
  readonly address: string;
  /** Absent: every port of that host. */
  readonly port?: number;
}

/** Which addresses a camera may have. */
export interface AddressPolicy {
  /** `MATPHO_CAMERA_NETWORKS`. When present and not empty nothing else counts: only what it names is allowed. */
  readonly overrideNetworks?: readonly AllowedNetwork[];
  /** The owning organisation's networks; they narrow the default and never open what it refuses. */
  readonly organisationNetworks?: readonly AllowedNetwork[];
  readonly ownEndpoints?: readonly OwnEndpoint[];
}

/** Why an address or port is refused; stable, for `details.reason`. */
export type RefusalReason = SpecialUse | 'not_an_address' | 'own_host' | 'not_listed' | 'service_port';

/** Outcome of {@link addressVerdict}. */
export type AddressVerdict =
  { readonly allowed: true } | { readonly allowed: false; readonly code: 'address_forbidden' | 'port_forbidden'; readonly reason: RefusalReason };

const ALLOWED: AddressVerdict = { allowed: true };

/**
 * Whether a camera may be dialled at `ip` and `port`. Addresses that carry an IPv4 address are judged by that (see {@link effectiveAddress}).
 *
 * - With override networks: an entry that names the port allows it; an entry without a port allows every port but those of well-known
 *   services and of the product's own endpoints.
 * - Without: special-purpose addresses, the product's own hosts and well-known service ports are refused, and what lies outside the
 *   organisation's networks where it has some.
 *
 * @param ip plain form: dotted IPv4 or IPv6, as a resolver returns it.
 */
export function addressVerdict(ip: string, port: number, policy: AddressPolicy): AddressVerdict {
  const parsed = parseIpAddress(ip);
  if (parsed === undefined) return refusedAddress('not_an_address');
  const address = effectiveAddress(parsed);
  const override = policy.overrideNetworks ?? [];
  if (override.length > 0) return verdictByList(address, port, override, policy);
  const use = specialUse(address);
  if (use !== undefined) return refusedAddress(use);
  if (isOwnEndpoint(address, port, policy)) return refusedAddress('own_host');
  const own = policy.organisationNetworks ?? [];
  const listed = own.length > 0 ? verdictByList(address, port, own, policy) : ALLOWED;
  return listed.allowed && isServicePort(port) ? refusedPort('service_port') : listed;
}

function verdictByList(address: IpAddress, port: number, list: readonly AllowedNetwork[], policy: AddressPolicy): AddressVerdict {
  const matching = list.filter((network) => networkContains(network, address));
  if (matching.length === 0) return refusedAddress('not_listed');
  if (matching.some((network) => network.port === port)) return ALLOWED;
  if (matching.every((network) => network.port !== undefined)) return refusedPort('not_listed');
  // a wide entry such as 10.0.0.0/8 was not written to hand out the database next door
  if (isOwnEndpoint(address, port, policy, true)) return refusedAddress('own_host');
  return isServicePort(port) ? refusedPort('service_port') : ALLOWED;
}

function isOwnEndpoint(address: IpAddress, port: number, policy: AddressPolicy, exactPortOnly = false): boolean {
  const atPort = (policy.ownEndpoints ?? []).filter((endpoint) => (endpoint.port === undefined ? !exactPortOnly : endpoint.port === port));
  if (atPort.length === 0) return false;
  const [text, use] = [address.toString(), specialUse(address)];
  const isThisMachine = use === 'loopback' || use === 'unspecified';
  return atPort.some((endpoint) => {
    const own = parseIpAddress(endpoint.address);
    if (own === undefined) return false;
    const effective = effectiveAddress(own);
    return effective.toString() === text || (isThisMachine && specialUse(effective) === 'unspecified');
  });
}

function refusedAddress(reason: RefusalReason): AddressVerdict {
  return { allowed: false, code: 'address_forbidden', reason };
}

function refusedPort(reason: RefusalReason): AddressVerdict {
  return { allowed: false, code: 'port_forbidden', reason };
}

const REFUSAL_MESSAGES = {
  address_forbidden:
    "Cameras may not be reached at this address. Use the camera's address on its own network, or ask the operator to add that network to the allowed ones.",
  port_forbidden: 'Cameras may not be reached at this port. Use the port of the stream or of the ONVIF service, or ask the operator to allow it.',
} as const;

/**
 * The error for a refused verdict; undefined for an allowed one.
 *
 * @param kind `invalid` for what a person typed, `camera` for what a camera answered.
 */
export function refusalError(verdict: AddressVerdict, kind: 'invalid' | 'camera' = 'invalid'): AppError | undefined {
  if (verdict.allowed) return undefined;
  return new AppError(kind, verdict.code, REFUSAL_MESSAGES[verdict.code], { details: { reason: verdict.reason } });
}

/**
 * What a server can refuse at once, without resolving names: scheme, shape, credentials, literal addresses in any spelling, and the port.
 * Names are judged again when a worker resolves and pins them.
 *
 * @returns the address taken apart; store its `url`.
 * @throws AppError `invalid` with code `url_malformed`, `url_scheme`, `credentials_in_url`, `address_forbidden` or `port_forbidden`.
 */
export function checkCameraUrl(text: string, kind: CameraUrlKind, policy: AddressPolicy): CameraUrl {
  const url = parseCameraUrl(text, kind);
  if (url.hasCredentials || holdsPassword(url.target)) {
    throw new AppError('invalid', 'credentials_in_url', 'Take user and password out of the address and give them in their own fields.');
  }
  const refusal = refusalError(staticVerdict(url, policy));
  if (refusal !== undefined) throw refusal;
  return url;
}

/** Some makers put the password into path or query; stored there it would be readable to everyone who may see the camera. */
export function holdsPassword(target: string): boolean {
  return /(?:password|passwd|pwd|(?<![a-z])(?:pass|passwort|psw|pw))=(?!&|_|$)/i.test(target);
}

function staticVerdict(url: CameraUrl, policy: AddressPolicy): AddressVerdict {
  if (parseIpAddress(url.host) !== undefined) return addressVerdict(url.host, url.port, policy);
  if (url.host === 'localhost' || url.host.endsWith('.localhost')) {
    // RFC 6761, section 6.3: always loopback, of either family
    const verdict = addressVerdict('127.0.0.1', url.port, policy);
    return verdict.allowed ? verdict : addressVerdict('::1', url.port, policy);
  }
  return nameVerdict(url.port, policy);
}

/** A name's address is not known yet, so only the port can be refused: by every entry of the list that holds, or as a service's. */
function nameVerdict(port: number, policy: AddressPolicy): AddressVerdict {
  const override = policy.overrideNetworks ?? [];
  const list = override.length > 0 ? override : (policy.organisationNetworks ?? []);
  if (list.some((network) => network.port === port) && (override.length > 0 || !isServicePort(port))) return ALLOWED;
  if (list.length > 0 && list.every((network) => network.port !== undefined)) return refusedPort('not_listed');
  return isServicePort(port) ? refusedPort('service_port') : ALLOWED;
}
