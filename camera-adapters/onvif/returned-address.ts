import { AppError } from '../../domain/app-error.ts';
import { canonicalHost, parseCameraUrl } from '../../domain/camera-url.ts';
import type { CameraUrl, CameraUrlKind } from '../../domain/camera-url.ts';
import type { NetworkPolicy, PinnedAddress } from '../network-policy.ts';
import { badAnswerError } from './onvif-error.ts';
import type { HttpOrigin } from './http-exchange.ts';

/** An address that a camera gave for its stream or picture, judged. */
export interface ReturnedAddress {
  /** Without user and password, whatever the camera wrote. */
  readonly url: CameraUrl;
  readonly pinned: PinnedAddress;
  /** Whether it leads to another host than the one dialled. */
  readonly isForeign: boolean;
}

/** Judges what a camera says about where things are. Remembers the names by which the camera calls itself. */
export interface ReturnedAddresses {
  /**
   * Where a service is, from its XAddr. Services are the device's own, so a host that differs from the one dialled is a device behind NAT
   * that knows only its inner address: host, port and scheme dialled are kept and only the path is believed. A port of its own on the dialled
   * host is believed when the policy allows it.
   *
   * @returns undefined when the text is no address.
   * @throws AppError `camera`/`address_forbidden` or `port_forbidden`.
   */
  service(xaddr: string): Promise<{ readonly origin: HttpOrigin; readonly target: string } | undefined>;
  /**
   * Where a stream or picture is. A host by which the camera called itself in an XAddr means the dialled host; any other is
   * resolved, judged and pinned like a typed one.
   *
   * @throws AppError `camera` with `address_forbidden`, `port_forbidden` or `bad_answer` (reason `address`); `unreachable`/`name_not_found`.
   */
  media(uri: string, kind: CameraUrlKind): Promise<ReturnedAddress>;
}

/**
 * @param dependencies.dialled the address in use, pinned.
 * @param dependencies.plainPort the port of the registered address when that is plain and TLS at `dialled` took its place: a picture named there is then fetched by TLS as well.
 */
export function createReturnedAddresses(dependencies: {
  readonly dialled: CameraUrl;
  readonly pinned: PinnedAddress;
  readonly network: NetworkPolicy;
  readonly plainPort?: number | undefined;
}): ReturnedAddresses {
  const { dialled, pinned, network, plainPort } = dependencies;
  const ownNames = new Set<string>();
  // by its number: the name is not resolved a second time
  const pinDialled = async (port: number): Promise<PinnedAddress> => {
    if (port === pinned.port) return pinned;
    return { ...(await judged(network.pin(pinned.address, port))), host: pinned.host };
  };
  return {
    async service(xaddr) {
      const isPathOnly = xaddr.startsWith('/') && !xaddr.startsWith('//');
      const url = parsed(isPathOnly ? `${originText(dialled)}${xaddr}` : xaddr, 'onvif');
      if (url === undefined) return undefined;
      const isDialledHost = url.host === dialled.host || url.host === canonicalHost(pinned.address);
      if (!isDialledHost) ownNames.add(url.host);
      const keepsPort = isDialledHost && url.scheme === dialled.scheme;
      return { origin: { pinned: keepsPort ? await pinDialled(url.port) : pinned, secure: dialled.secure }, target: url.target };
    },
    async media(uri, kind) {
      const url = parsed(uri, kind);
      if (url === undefined)
        throw badAnswerError(
          'address',
          'The camera gives an address for its stream or picture that is none. Renew its firmware, or register it by its RTSP address.',
        );
      const isDialledHost = url.host === dialled.host || url.host === pinned.address || ownNames.has(url.host);
      if (!isDialledHost) return { url, pinned: await judged(network.pin(url.host, url.port)), isForeign: true };
      const own = withHost(url, dialled.host);
      // the dialled port speaks TLS whatever scheme the camera names, since many only echo the host that they were asked by
      if (dialled.secure && url.scheme === 'http' && (url.port === dialled.port || url.port === plainPort))
        return { url: { ...own, secure: true }, pinned, isForeign: false };
      return { url: own, pinned: await pinDialled(url.port), isForeign: false };
    },
  };
}

function originText(url: CameraUrl): string {
  return url.url.slice(0, url.url.length - url.target.length);
}

function parsed(text: string, kind: CameraUrlKind): CameraUrl | undefined {
  try {
    return parseCameraUrl(text.trim(), kind);
  } catch {
    return undefined;
  }
}

function withHost(url: CameraUrl, host: string): CameraUrl {
  const written = url.host.includes(':') ? `[${url.host}]` : url.host;
  const wanted = host.includes(':') ? `[${host}]` : host;
  return { ...url, host, url: url.url.replace(`://${written}`, `://${wanted}`) };
}

/** The same refusals, but of what a camera answered and not of what a person typed. */
async function judged(pinning: Promise<PinnedAddress>): Promise<PinnedAddress> {
  try {
    return await pinning;
  } catch (error) {
    if (!(error instanceof AppError) || error.kind !== 'invalid') throw error;
    throw new AppError(
      'camera',
      error.code,
      'The camera points to an address where cameras may not be. Set its own address in its network settings, or have the operator allow that network.',
      {
        details: error.details,
        cause: error,
      },
    );
  }
}
