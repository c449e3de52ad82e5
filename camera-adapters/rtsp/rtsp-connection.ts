import type { Socket } from 'node:net';
import { AppError } from '../../domain/app-error.ts';
import { socketError } from '../socket-error.ts';
import { badAnswerError, statusError, streamEndedError } from './rtsp-error.ts';
import { encodeRequest, encodeResponse, headerValue } from './rtsp-message.ts';
import type { InterleavedFrame, RtspHeaderFields, RtspItem, RtspRequest, RtspResponse } from './rtsp-message.ts';
import { createRtspMessageParser } from './rtsp-message-parser.ts';

/** One RTSP connection to a camera: requests with their answers, and interleaved media. */
export interface RtspConnection {
  /** Sends a request and waits for the answer that carries its `CSeq`; any status is an answer. @throws AppError when the connection fails first. */
  request(method: string, uri: string, headers?: RtspHeaderFields): Promise<RtspResponse>;
  /** Where interleaved blocks go from now on; `arrivedAtMs` is when their bytes were read. Before the first call they are dropped. */
  onFrame(listener: (frame: InterleavedFrame, arrivedAtMs: number) => void): void;
  /** Resolves, never rejects, with what ended the connection: the camera, the network, or the error given to `close`. */
  readonly failed: Promise<AppError>;
  /** Own address of the connection, for sockets that must be reachable the same way. */
  readonly localAddress: string;
  /** Shortest time from a request to its answer, in milliseconds; undefined before the first answer. */
  readonly roundTripMs: number | undefined;
  /** Whether the answers come over TLS with a certificate that an authority signed; undefined without TLS. */
  readonly certificateTrusted: boolean | undefined;
  /**
   * Ends it at once. What is still awaited rejects with `reason`. Calling it again does nothing.
   *
   * @param farewell a last request, whose answer nobody waits for.
   */
  close(reason: AppError, farewell?: RtspFarewell): void;
}

/** A request that ends a session. */
export interface RtspFarewell {
  readonly method: string;
  readonly uri: string;
  readonly headers: RtspHeaderFields;
}

interface Awaited {
  readonly sentAtMs: number;
  readonly resolve: (response: RtspResponse) => void;
  readonly reject: (error: AppError) => void;
}

/** More unread answers than this and the peer is flooding us with requests of its own. */
const MAX_UNSENT_BYTES = 65_536;
/** A peer that reads no more is not waited for longer with a last request. */
const FAREWELL_MS = 500;

/**
 * Speaks RTSP over a connected socket. Owns the socket from here on.
 *
 * @param dependencies.now wall clock, epoch milliseconds, for arrival times.
 */
export function createRtspConnection(dependencies: { readonly socket: Socket; readonly now: () => number; readonly userAgent: string }): RtspConnection {
  const { socket, now, userAgent } = dependencies;
  const parser = createRtspMessageParser();
  const awaited = new Map<number, Awaited>();
  const localAddress = socket.localAddress ?? '';
  let frameListener: ((frame: InterleavedFrame, arrivedAtMs: number) => void) | undefined;
  let sequence = 0;
  let roundTripMs: number | undefined;
  let failure: AppError | undefined;
  let settleFailed: (error: AppError) => void = () => undefined;
  const failed = new Promise<AppError>((resolve) => {
    settleFailed = resolve;
  });

  const encode = (method: string, uri: string, headers: RtspHeaderFields): Buffer => {
    sequence += 1;
    return encodeRequest(method, uri, { CSeq: String(sequence), 'User-Agent': userAgent, ...headers });
  };

  const fail = (error: AppError, farewell?: RtspFarewell): void => {
    if (failure !== undefined) return;
    failure = error;
    endSocket(socket, farewell === undefined ? undefined : encode(farewell.method, farewell.uri, farewell.headers));
    for (const { reject } of awaited.values()) reject(error);
    awaited.clear();
    settleFailed(error);
  };

  const takeResponse = (response: RtspResponse): void => {
    const key = answeredSequence(response, awaited);
    const waiting = key === undefined ? undefined : awaited.get(key);
    if (key === undefined || waiting === undefined) return;
    awaited.delete(key);
    roundTripMs = Math.min(roundTripMs ?? Infinity, performance.now() - waiting.sentAtMs);
    waiting.resolve(response);
  };

  const take = (item: RtspItem, arrivedAtMs: number): void => {
    if (item.kind === 'frame') frameListener?.(item, arrivedAtMs);
    else if (item.kind === 'response') takeResponse(item);
    else if (item.method === 'REDIRECT') fail(statusError(302, 'REDIRECT') ?? streamEndedError());
    else socket.write(refusal(item));
  };

  socket.on('data', (chunk: Buffer) => {
    const arrivedAtMs = now();
    try {
      for (const item of parser.push(chunk)) {
        if (failure !== undefined) return;
        take(item, arrivedAtMs);
      }
      if (socket.writableLength > MAX_UNSENT_BYTES) fail(badAnswerError('The camera sends requests without reading our answers.'));
    } catch (error) {
      fail(error instanceof AppError ? error : socketError(error));
    }
  });
  socket.on('error', (error) => fail(socketError(error)));
  socket.on('close', () => fail(streamEndedError()));

  return {
    request(method, uri, headers = {}) {
      if (failure !== undefined) return Promise.reject(failure);
      const bytes = encode(method, uri, headers);
      return new Promise((resolve, reject) => {
        awaited.set(sequence, { sentAtMs: performance.now(), resolve, reject });
        socket.write(bytes);
      });
    },
    onFrame(listener) {
      frameListener = listener;
    },
    failed,
    localAddress,
    get roundTripMs() {
      return roundTripMs;
    },
    certificateTrusted: 'authorized' in socket && typeof socket.authorized === 'boolean' ? socket.authorized : undefined,
    close: fail,
  };
}

function endSocket(socket: Socket, lastBytes: Buffer | undefined): void {
  if (lastBytes === undefined || !socket.writable) {
    socket.destroy();
    return;
  }
  const timer = setTimeout(() => socket.destroy(), FAREWELL_MS);
  socket.once('close', () => clearTimeout(timer));
  socket.end(lastBytes, () => socket.destroy());
}

/** Some cameras leave `CSeq` out (RFC 2326 §12.17 asks for it); while only one request is open there is no doubt. */
function answeredSequence(response: RtspResponse, awaited: ReadonlyMap<number, Awaited>): number | undefined {
  const text = headerValue(response.headers, 'cseq');
  if (text !== undefined) return Number(text);
  return awaited.size === 1 ? awaited.keys().next().value : undefined;
}

/** Cameras may ask us things (RFC 2326 §10.1–10.11); we offer nothing. */
function refusal(request: RtspRequest): Buffer {
  const sequence = headerValue(request.headers, 'cseq');
  return encodeResponse(501, 'Not Implemented', sequence === undefined || !/^\d{1,10}$/.test(sequence) ? {} : { CSeq: sequence });
}
