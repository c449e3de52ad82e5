import { randomInt, randomUUID } from 'node:crypto';
import { createSocket } from 'node:dgram';
import type { Socket } from 'node:dgram';
import { isIPv4 } from 'node:net';
import { startHeardDeadline } from '../../platform/heard-deadline.ts';
import { PROBED_TYPES, probeMessage, readProbeMatches } from './ws-discovery-message.ts';
import type { ProbeMatch } from './ws-discovery-message.ts';

/** Where to ask and for how long. */
export interface ProbeRequest {
  /** The interface's own address for multicast; absent for a probe to one device. */
  readonly localAddress?: string;
  /** The multicast group, or one device whose address has been judged. */
  readonly to: { readonly address: string; readonly port: number };
  readonly listenMs: number;
  readonly signal: AbortSignal;
  /** Hears of every match; the same device may come several times. `sourceAddress` is where the datagram says it comes from. */
  readonly onMatch: (match: ProbeMatch, sourceAddress: string) => void;
}

/**
 * SOAP-over-UDP (September 2004, appendix I), which WS-Discovery of April 2005 builds on: datagrams get lost, so each goes out several times, with pauses that begin
 * at 50 to 250 ms and double up to 500 ms. The MessageID stays: devices answer once.
 */
const TRANSMISSIONS = { multicast: 4, unicast: 2 } as const;
const PAUSE_MS = { first: [50, 250], most: 500 } as const;
/** A real answer has one to four kilobytes; with many scopes perhaps eight. */
const MAX_DATAGRAM_BYTES = 16_384;
/** What is read of one probe's answers at most: whoever floods us costs us this and no more. */
const MAX_DATAGRAMS_READ = 1500;
/** One hop: the probe is for the local link. */
const MULTICAST_TTL = 1;

/**
 * Sends the probes and hears the answers until the time is over. Whatever arrives that is no answer to these very probes is dropped: junk, oversized datagrams,
 * other messages, answers to others. A socket that fails ends the probe; it never throws for that.
 *
 * @returns whether probes could be sent.
 */
export async function probeByWsDiscovery(request: ProbeRequest): Promise<boolean> {
  if (request.signal.aborted) return false;
  const probes = Object.values(PROBED_TYPES).map((types) => ({ id: `urn:uuid:${randomUUID()}`, types }));
  const ids = new Set(probes.map(({ id }) => id));
  const socket = createSocket(isIPv4(request.to.address) ? 'udp4' : 'udp6');
  let read = 0;
  socket.on('message', (bytes, { address }) => {
    if (bytes.length > MAX_DATAGRAM_BYTES || read >= MAX_DATAGRAMS_READ) return;
    const text = bytes.toString('utf8');
    // before the parser sees it: an answer quotes the id of our probe
    if (!probes.some(({ id }) => text.includes(id))) return;
    read += 1;
    const answer = readProbeMatches(text);
    if (answer === undefined || !ids.has(answer.relatesTo)) return;
    for (const match of answer.matches) request.onMatch(match, address);
  });
  return runSocket(
    socket,
    request,
    probes.map(({ id, types }) => probeMessage(id, types)),
  );
}

function runSocket(socket: Socket, request: ProbeRequest, messages: readonly Buffer[]): Promise<boolean> {
  return new Promise((resolve) => {
    const timers: NodeJS.Timeout[] = [];
    let endWait = (): void => undefined;
    let wasSent = false;
    const end = (): void => {
      timers.forEach(clearTimeout);
      endWait();
      request.signal.removeEventListener('abort', end);
      // closing twice throws, and a socket that failed to bind is closed already
      socket.removeAllListeners('message');
      closeQuietly(socket);
      resolve(wasSent);
    };
    const send = (): void => {
      for (const message of messages) {
        socket.send(message, request.to.port, request.to.address, (error) => {
          wasSent ||= error === null || error === undefined;
        });
      }
    };
    socket.on('error', end);
    request.signal.addEventListener('abort', end, { once: true });
    socket.bind({ port: 0, ...(request.localAddress !== undefined && { address: request.localAddress }) }, () => {
      if (request.localAddress !== undefined && !joinInterface(socket, request.localAddress)) return end();
      const isMulticast = request.localAddress !== undefined;
      for (const atMs of sendTimes(isMulticast ? TRANSMISSIONS.multicast : TRANSMISSIONS.unicast)) timers.push(setTimeout(send, atMs));
      endWait = startHeardDeadline(request.listenMs, end);
    });
  });
}

/** @returns whether the interface still has the address: it may have lost it since it was listed. */
function joinInterface(socket: Socket, localAddress: string): boolean {
  try {
    socket.setMulticastInterface(localAddress);
    socket.setMulticastTTL(MULTICAST_TTL);
    return true;
  } catch {
    return false;
  }
}

function closeQuietly(socket: Socket): void {
  try {
    socket.close();
  } catch {
    // it was closed
  }
}

/** Milliseconds from now at which a message goes out. */
function sendTimes(count: number): readonly number[] {
  const times = [0];
  let pauseMs = randomInt(PAUSE_MS.first[0], PAUSE_MS.first[1] + 1);
  while (times.length < count) {
    times.push((times.at(-1) ?? 0) + pauseMs);
    pauseMs = Math.min(PAUSE_MS.most, pauseMs * 2);
  }
  return times;
}
