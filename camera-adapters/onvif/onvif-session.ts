import { isAppError, toAppError } from '../../domain/app-error.ts';
import type { CameraIdentity, CameraProblem } from '../../domain/camera-contact.ts';
import type { OnvifSource } from '../../domain/camera-source.ts';
import { parseCameraUrl } from '../../domain/camera-url.ts';
import type { CameraUrl } from '../../domain/camera-url.ts';
import { readingOffsetMs } from '../../domain/clock-reading.ts';
import type { ClockReading } from '../../domain/clock-reading.ts';
import type { ContactDeadline } from '../contact-deadline.ts';
import type { ContactContext } from '../contract.ts';
import type { PinnedAddress } from '../network-policy.ts';
import { readDeviceClock, readDeviceZone, readHttpDateClock } from './device-clock.ts';
import type { HttpReply } from './http-exchange.ts';
import { NS } from './onvif-namespaces.ts';
import { HALF_CHARACTER } from './onvif-error.ts';
import { createReturnedAddresses } from './returned-address.ts';
import type { ReturnedAddresses } from './returned-address.ts';
import { reachSecurely } from './secure-dial.ts';
import { createSoapClient } from './soap-client.ts';
import type { ServiceEndpoint, SoapClient } from './soap-client.ts';
import { textAt } from './xml-element.ts';
import type { XmlElement } from './xml-element.ts';

/** One contact with a device whose clock has been asked. */
export interface OnvifSession {
  readonly client: SoapClient;
  readonly device: ServiceEndpoint;
  readonly addresses: ReturnedAddresses;
  readonly isSecure: boolean;
  /** By GetSystemDateAndTime, else by the `Date` field of HTTP. */
  readonly clock: ClockReading | undefined;
  /** How far the device's local time is ahead of UTC by what it says of its zone; undefined when it tells none. */
  readonly zoneOffsetMs: number | undefined;
  /** Of the first answer. */
  readonly roundTripMs: number;
  /** GetDeviceInformation (ONVIF Core, section 8.3.1): the cheapest answer that every device has and keeps behind the sign-in. */
  readIdentity(): Promise<CameraIdentity>;
  /** What the contact has shown so far about sign-in, encryption and clock that a person should mend. */
  problems(): readonly CameraProblem[];
}

/**
 * Begins a contact: pins the address and asks for the clock without a sign-in (ONVIF Core, section 8.3.6), which the older way of signing in needs.
 *
 * @throws AppError `invalid` for an address that is none, and those of {@link SoapClient.call}.
 */
export async function openOnvifSession(source: OnvifSource, context: ContactContext, deadline: ContactDeadline): Promise<OnvifSession> {
  const { dialled, pinned, plainPort, lostEncryption } = await dialDevice(source, context, deadline);
  const device = { origin: { pinned, secure: dialled.secure }, target: dialled.target };
  const seen = createWitness();
  const told: { clock?: ClockReading | undefined; zoneOffsetMs?: number | undefined } = {};
  const clock = (): ClockReading | undefined => told.clock ?? seen.httpDate();
  const deviceNowMs = (): number => {
    const reading = clock();
    return context.now() + (reading === undefined ? 0 : readingOffsetMs(reading));
  };
  const client = createSoapClient({
    credentials: context.credentials,
    deadline,
    now: context.now,
    deviceNowMs,
    observe: seen.observe,
  });
  Object.assign(told, await askClock(client, device));
  return {
    client,
    device,
    isSecure: dialled.secure,
    addresses: createReturnedAddresses({ dialled, pinned, network: context.network, plainPort }),
    clock: clock(),
    zoneOffsetMs: told.zoneOffsetMs,
    roundTripMs: seen.roundTripMs(),
    readIdentity: async () => readIdentity((await client.call({ endpoint: device, namespace: NS.device, operation: 'GetDeviceInformation' })).response),
    problems: () =>
      sessionProblems({
        scheme: client.scheme,
        isEncrypted: dialled.secure,
        lostEncryption,
        sawUntrustedTls: seen.sawUntrustedTls(),
        isOnvifClockMissing: told.clock === undefined,
      }),
  };
}

interface DialledDevice {
  /** The registered address, or the same with TLS. */
  readonly dialled: CameraUrl;
  readonly pinned: PinnedAddress;
  /** The registered address's port when TLS took its place. */
  readonly plainPort: number | undefined;
  readonly lostEncryption: boolean;
}

/** The registered address; by TLS where an earlier probe found it, and in the clear again when that is gone: a certificate that ran out must not make a camera look dead. */
async function dialDevice(source: OnvifSource, context: ContactContext, deadline: ContactDeadline): Promise<DialledDevice> {
  const typed = parseCameraUrl(source.url, 'onvif');
  const pinned = await context.network.pin(typed.host, typed.port);
  const plain = { dialled: typed, pinned, plainPort: undefined, lostEncryption: false };
  const port = typed.secure ? undefined : context.securePort;
  if (port === undefined) return plain;
  const secured = await reachSecurely(pinned, port, context.network, deadline);
  if (secured === undefined) return { ...plain, lostEncryption: true };
  return { dialled: { ...typed, scheme: 'https', secure: true, port }, pinned: secured, plainPort: typed.port, lostEncryption: false };
}

interface Witness {
  observe(reply: HttpReply): void;
  httpDate(): ClockReading | undefined;
  roundTripMs(): number;
  sawUntrustedTls(): boolean;
}

function createWitness(): Witness {
  let first: HttpReply | undefined;
  let sawUntrustedTls = false;
  return {
    observe(reply) {
      first ??= reply;
      sawUntrustedTls ||= !reply.isTrusted;
    },
    httpDate: () => (first === undefined ? undefined : readHttpDateClock(first.header('date')[0], first)),
    roundTripMs: () => first?.roundTripMs ?? 0,
    sawUntrustedTls: () => sawUntrustedTls,
  };
}

/** A device that has no clock to tell is still a camera; one that is no ONVIF device at all is not. */
async function askClock(client: SoapClient, device: ServiceEndpoint): Promise<{ clock?: ClockReading | undefined; zoneOffsetMs?: number | undefined }> {
  try {
    const { response, reply } = await client.call({ endpoint: device, namespace: NS.device, operation: 'GetSystemDateAndTime', isOpen: true });
    return { clock: readDeviceClock(response, reply), zoneOffsetMs: readDeviceZone(response) };
  } catch (error) {
    if (isAppError(error, 'not_supported') || isAppError(error, 'camera_fault')) return {};
    throw toAppError(error);
  }
}

const MAX_VALUE_CHARACTERS = 256;

/** The fields of a GetDeviceInformationResponse (ONVIF Core, section 8.3.1), each cut to a length that can be shown. */
export function readIdentity(response: XmlElement): CameraIdentity {
  const fields = { manufacturer: 'Manufacturer', model: 'Model', firmware: 'FirmwareVersion', serialNumber: 'SerialNumber', hardwareId: 'HardwareId' };
  const values = Object.entries(fields).map(
    ([key, name]) => [key, textAt(response, NS.device, name)?.slice(0, MAX_VALUE_CHARACTERS).replace(HALF_CHARACTER, '')] as const,
  );
  return Object.fromEntries(values.filter(([, value]) => value !== undefined));
}

function sessionProblems(seen: {
  readonly scheme: SoapClient['scheme'];
  readonly isEncrypted: boolean;
  readonly lostEncryption: boolean;
  readonly sawUntrustedTls: boolean;
  readonly isOnvifClockMissing: boolean;
}): readonly CameraProblem[] {
  const problems: CameraProblem[] = [];
  const add = (code: string, message: string): void => void problems.push({ code, message });
  if (seen.scheme === 'username_token') {
    add(
      'legacy_auth',
      'The camera refuses HTTP digest and was signed in to the older way (WS-UsernameToken), which depends on its clock. Switch on digest in its ONVIF settings or renew its firmware.',
    );
  }
  if (seen.scheme === 'basic' && !seen.isEncrypted) {
    add('password_readable', 'The camera takes its password in readable form only. Switch on digest in its settings, or keep it on a network of its own.');
  }
  if (seen.scheme === 'none') {
    add('sign_in_not_required', 'The camera answers anybody on its network without a sign-in. Set a password for ONVIF in the camera.');
  }
  if (seen.sawUntrustedTls) {
    add(
      'certificate_untrusted',
      "The connection is encrypted, but nobody vouches for the camera's certificate. That is common; keep the camera on a network of its own.",
    );
  }
  if (seen.lostEncryption) {
    add('encryption_lost', 'The camera used to speak HTTPS and does no longer; it was contacted in the clear. Switch HTTPS on again in its network settings.');
  }
  if (seen.isOnvifClockMissing) {
    add('clock_unreadable', 'The camera does not tell its time. Set its clock and time zone in its settings, or enter a reading by hand.');
  }
  return problems;
}
