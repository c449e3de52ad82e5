import { lookup as systemLookup } from 'node:dns/promises';
import net from 'node:net';
import tls from 'node:tls';
import { addressVerdict, refusalError } from '../domain/address-rule.ts';
import type { AddressPolicy, AddressVerdict } from '../domain/address-rule.ts';
import { AppError } from '../domain/app-error.ts';
import { canonicalHost } from '../domain/camera-url.ts';
import { parseIpAddress } from '../domain/special-address.ts';
import { startHeardDeadline } from '../platform/heard-deadline.ts';
import { cancelledError, socketError, timeoutError } from './socket-error.ts';

/** One address, judged; a contact dials this and never the name again. */
export interface PinnedAddress {
  /** As asked for, in its canonical spelling: for `Host` headers and TLS names only. */
  readonly host: string;
  /** Plain IPv4 or IPv6. */
  readonly address: string;
  readonly family: 4 | 6;
  readonly port: number;
}

/** The only way from a camera's address to a socket. */
export interface NetworkPolicy {
  /**
   * Resolves `host` once, judges every answer and picks one. Call it for typed addresses and for those a camera returns alike.
   *
   * @throws AppError `unreachable`/`name_not_found`; `invalid` with `url_malformed`, `address_forbidden` or `port_forbidden`.
   */
  pin(host: string, port: number): Promise<PinnedAddress>;
}

/** Resolves a name to all its addresses. */
export type HostLookup = (host: string) => Promise<readonly { readonly address: string; readonly family: number }[]>;

/**
 * A {@link NetworkPolicy} over the rules of `domain/address-rule.ts`.
 *
 * A name with several addresses: one that is forbidden for what it is (loopback, metadata, our own host …) refuses the whole name, since such
 * an answer is a rebinding attempt or a mistake; one that merely lies outside the list of networks is passed over. The first that is left wins.
 *
 * @param dependencies.lookup the system's resolver unless given.
 */
export function createNetworkPolicy(dependencies: { readonly policy: AddressPolicy; readonly lookup?: HostLookup }): NetworkPolicy {
  const { policy, lookup = (host: string) => systemLookup(host, { all: true }) } = dependencies;
  return {
    async pin(host, port) {
      const canonical = canonicalHost(host);
      if (canonical === undefined) throw new AppError('invalid', 'url_malformed', "Correct the camera's address: the host is not a name or address.");
      const literal = parseIpAddress(canonical)?.toString();
      const answers = literal === undefined ? await resolve(canonical, lookup) : [literal];
      const address = chooseAddress(answers, port, policy);
      return { host: canonical, address, family: net.isIPv4(address) ? 4 : 6, port };
    },
  };
}

/**
 * The same policy for one contact in several steps (ask a device, then dial the stream it names): a name that was pinned once leads to that address
 * for the whole contact, each further port is judged. A resolver that answers something else the second time is not asked.
 */
export function pinNamesOnce(network: NetworkPolicy): NetworkPolicy {
  const known = new Map<string, Promise<PinnedAddress>>();
  return {
    async pin(host, port) {
      const key = canonicalHost(host) ?? host;
      const first = known.get(key);
      if (first === undefined) {
        const pinning = network.pin(host, port);
        known.set(key, pinning);
        pinning.catch(() => known.delete(key));
        return pinning;
      }
      const pinned = await first;
      return { ...(await network.pin(pinned.address, port)), host: pinned.host };
    },
  };
}

async function resolve(host: string, lookup: HostLookup): Promise<readonly string[]> {
  const answers = await lookup(host).catch((error: unknown) => {
    throw nameError(error);
  });
  if (answers.length === 0) throw nameError(undefined);
  return answers.map((answer) => answer.address);
}

function nameError(cause: unknown): AppError {
  return new AppError('unreachable', 'name_not_found', "The camera's name leads to no address. Check its spelling, or give the address in numbers.", { cause });
}

function chooseAddress(answers: readonly string[], port: number, policy: AddressPolicy): string {
  const verdicts = answers.map((answer) => ({ answer, verdict: addressVerdict(answer, port, policy) }));
  const isPassedOver = (verdict: AddressVerdict): boolean => !verdict.allowed && verdict.reason === 'not_listed';
  const blocking = verdicts.find(({ verdict }) => !verdict.allowed && !isPassedOver(verdict)) ?? undefined;
  const chosen = blocking ?? verdicts.find(({ verdict }) => verdict.allowed) ?? verdicts[0];
  if (chosen === undefined) throw nameError(undefined);
  const refusal = refusalError(chosen.verdict);
  if (refusal !== undefined) throw refusal;
  return chosen.answer;
}

/** How to open a connection. */
export interface ConnectOptions {
  readonly signal: AbortSignal;
  /** The connection stands within this many milliseconds, TLS included. */
  readonly deadlineMs: number;
  /**
   * Present: speak TLS. `requireTrusted: false` also takes certificates that no authority signed, as nearly every camera has; the caller
   * sees which it was by `socket.authorized`.
   */
  readonly tls?: { readonly requireTrusted: boolean };
}

/**
 * Opens a connection to a pinned address. On failure nothing stays open.
 *
 * @throws AppError `unreachable` with `connection_refused` or `camera_unreachable`, `timeout`/`camera_timeout`,
 *   `cancelled`/`contact_cancelled`, `camera`/`tls_failed`.
 */
export function connectPinned(pinned: PinnedAddress, options: ConnectOptions & { readonly tls: { readonly requireTrusted: boolean } }): Promise<tls.TLSSocket>;
export function connectPinned(pinned: PinnedAddress, options: ConnectOptions): Promise<net.Socket>;
export function connectPinned(pinned: PinnedAddress, options: ConnectOptions): Promise<net.Socket> {
  if (options.signal.aborted) return Promise.reject(cancelledError());
  return new Promise((resolveSocket, reject) => {
    const socket = openSocket(pinned, options);
    const endWait = startHeardDeadline(options.deadlineMs, () => fail(timeoutError()));
    const onAbort = (): void => fail(cancelledError());
    const onError = (error: Error): void => fail(error);
    const settle = (): void => {
      endWait();
      options.signal.removeEventListener('abort', onAbort);
      socket.off('error', onError);
    };
    const fail = (error: Error): void => {
      settle();
      socket.destroy();
      reject(socketError(error));
    };
    options.signal.addEventListener('abort', onAbort, { once: true });
    socket.on('error', onError);
    // between two owners, or while being destroyed, a socket has nobody to tell; an error without listener would end the process
    socket.on('error', () => undefined);
    socket.once(options.tls === undefined ? 'connect' : 'secureConnect', () => {
      settle();
      resolveSocket(socket);
    });
  });
}

function openSocket(pinned: PinnedAddress, options: ConnectOptions): net.Socket {
  const target = { host: pinned.address, port: pinned.port, family: pinned.family };
  if (options.tls === undefined) return net.connect({ ...target, noDelay: true });
  const servername = net.isIP(pinned.host) === 0 ? { servername: pinned.host } : {};
  return tls.connect({ ...target, ...servername, rejectUnauthorized: options.tls.requireTrusted });
}
