import { request as httpRequest } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { ContactDeadline } from '../contact-deadline.ts';
import { connectPinned } from '../network-policy.ts';
import type { PinnedAddress } from '../network-policy.ts';
import { socketError } from '../socket-error.ts';
import { badAnswerError } from './onvif-error.ts';

/** Where an HTTP request goes; host, address and port have been judged. */
export interface HttpOrigin {
  readonly pinned: PinnedAddress;
  readonly secure: boolean;
}

export interface HttpRequest {
  readonly origin: HttpOrigin;
  readonly method: 'GET' | 'POST';
  /** Path and query. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** A longer body ends the exchange. */
  readonly maxBodyBytes: number;
}

export interface HttpReply {
  readonly status: number;
  /** Values of a header field, in order; the name in lower case. */
  header(name: string): readonly string[];
  readonly body: Buffer;
  /** Our wall clock when the request had been handed over, the connection already standing. */
  readonly sentAtMs: number;
  /** From then until the last byte, by the monotonic clock. */
  readonly roundTripMs: number;
  /** False when TLS was spoken with a certificate that no known authority signed. */
  readonly isTrusted: boolean;
}

/**
 * One HTTP exchange on a connection of its own to a pinned address. Redirects are answers like any other, nothing is followed; compressed
 * bodies are not unpacked. Cameras keep connections badly, so none is reused.
 *
 * @param dependencies.now wall clock, epoch milliseconds.
 * @throws AppError of `connectPinned`, or `camera`/`bad_answer` with reason `cut_short`, `too_large`, `encoded` or `malformed`.
 */
export async function httpExchange(request: HttpRequest, dependencies: { readonly deadline: ContactDeadline; readonly now: () => number }): Promise<HttpReply> {
  const { deadline, now } = dependencies;
  const { pinned, secure } = request.origin;
  const options = { signal: deadline.signal, deadlineMs: deadline.remainingMs() };
  const socket = secure ? await connectPinned(pinned, { ...options, tls: { requireTrusted: false } }) : await connectPinned(pinned, options);
  try {
    const sentAtMs = now();
    const startedAt = performance.now();
    const { response, body } = await exchange(socket, request, deadline.signal);
    return {
      status: response.statusCode ?? 0,
      header: (name) => response.headersDistinct[name] ?? [],
      body,
      sentAtMs,
      roundTripMs: performance.now() - startedAt,
      isTrusted: !(socket instanceof TLSSocket) || socket.authorized,
    };
  } finally {
    socket.destroy();
  }
}

function exchange(socket: Socket, request: HttpRequest, signal: AbortSignal): Promise<{ response: IncomingMessage; body: Buffer }> {
  return new Promise((resolve, reject) => {
    const body = request.body === undefined ? undefined : Buffer.from(request.body, 'utf8');
    const outgoing = httpRequest({
      createConnection: () => socket,
      method: request.method,
      path: request.target,
      signal,
      headers: {
        Host: hostField(request.origin),
        'User-Agent': 'matpho',
        'Accept-Encoding': 'identity',
        Connection: 'close',
        ...(body === undefined ? {} : { 'Content-Length': String(body.byteLength) }),
        ...request.headers,
      },
    });
    outgoing.on('error', (error) => reject(exchangeError(error)));
    // without a listener the exchange would wait for its deadline
    outgoing.once('upgrade', () => reject(badAnswerError('malformed', 'The camera wants to speak another protocol. Check the port of its ONVIF service.')));
    outgoing.once('response', (response) => {
      collect(response, request.maxBodyBytes).then((bytes) => resolve({ response, body: bytes }), reject);
    });
    outgoing.end(body);
  });
}

async function collect(response: IncomingMessage, maxBodyBytes: number): Promise<Buffer> {
  const encoding = response.headers['content-encoding'];
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity') {
    throw badAnswerError('encoded', 'The camera compresses its answer though it was told not to. Renew its firmware.');
  }
  if (Number(response.headers['content-length'] ?? 0) > maxBodyBytes) throw tooLarge(maxBodyBytes);
  const chunks: Buffer[] = [];
  let byteLength = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      byteLength += chunk.byteLength;
      if (byteLength > maxBodyBytes) throw tooLarge(maxBodyBytes);
      chunks.push(chunk);
    }
  } catch (error) {
    throw exchangeError(error, true);
  }
  return Buffer.concat(chunks, byteLength);
}

function tooLarge(maxBodyBytes: number): Error {
  return badAnswerError('too_large', `The camera's answer is longer than ${maxBodyBytes} bytes and was not taken.`, { maxBodyBytes });
}

function exchangeError(error: unknown, inBody = false): Error {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code.startsWith('HPE_'))
    return badAnswerError('malformed', 'The camera does not answer as a web server does. Check the port of its ONVIF service.', {}, error);
  const converted = socketError(error);
  if (!inBody || converted === error || converted.code !== 'camera_unreachable') return converted;
  return badAnswerError('cut_short', "The camera's answer ends too early. Check its network and try again.", {}, error);
}

function hostField({ pinned, secure }: HttpOrigin): string {
  const host = pinned.host.includes(':') ? `[${pinned.host}]` : pinned.host;
  return pinned.port === (secure ? 443 : 80) ? host : `${host}:${pinned.port}`;
}
