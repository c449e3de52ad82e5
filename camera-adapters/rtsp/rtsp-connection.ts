import type { Socket } from 'node:net';
import type { AppError } from '../../domain/app-error.ts';
import { socketError } from '../socket-error.ts';
import { createAwaitedAnswers } from './awaited-answers.ts';
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
  /** Stops reading, so that the peer has to stop sending, until `resume`. What was read already still comes, and an end is noticed only later. */
  pause(): void;
  resume(): void;
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
  const answers = createAwaitedAnswers();
  const localAddress = socket.localAddress ?? '';
  let frameListener: (frame: InterleavedFrame, arrivedAtMs: number) => void = () => undefined;
  let sequence = 0;
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
    answers.fail(error);
    settleFailed(error);
  };
  const take = (item: RtspItem): void => {
    if (failure !== undefined) return;
    if (item.kind === 'frame') frameListener(item, now());
    else if (item.kind === 'response') answers.take(item);
    else if (item.method === 'REDIRECT') fail(statusError(302, 'REDIRECT') ?? streamEndedError());
    else socket.write(refusal(item));
  };
  readItems(socket, take, fail, () => failure !== undefined);

  return {
    async request(method, uri, headers = {}) {
      if (failure !== undefined) throw failure;
      const bytes = encode(method, uri, headers);
      const answer = answers.wait(sequence);
      socket.write(bytes);
      return answer;
    },
    onFrame(listener) {
      frameListener = listener;
    },
    pause: () => void socket.pause(),
    resume: () => void socket.resume(),
    failed,
    localAddress,
    get roundTripMs() {
      return answers.roundTripMs;
    },
    certificateTrusted: 'authorized' in socket && typeof socket.authorized === 'boolean' ? socket.authorized : undefined,
    close: fail,
  };
}

/** Feeds `take` until the socket ends; tells `fail` why it ended, once or more often. */
function readItems(socket: Socket, take: (item: RtspItem) => void, fail: (error: AppError) => void, hasFailed: () => boolean): void {
  const parser = createRtspMessageParser();
  socket.on('data', (chunk: Buffer) => {
    try {
      for (const item of parser.push(chunk)) take(item);
      if (socket.writableLength > MAX_UNSENT_BYTES) fail(badAnswerError('The camera sends requests without reading our answers.'));
    } catch (error) {
      fail(socketError(error));
    }
  });
  socket.on('error', (error) => fail(socketError(error)));
  // an error is made only where one is needed: its stack costs as much as a request
  socket.on('close', () => hasFailed() || fail(streamEndedError()));
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

/** Cameras may ask us things (RFC 2326 §10.1–10.11); we offer nothing. */
function refusal(request: RtspRequest): Buffer {
  const sequence = headerValue(request.headers, 'cseq');
  return encodeResponse(501, 'Not Implemented', sequence === undefined || !/^\d{1,10}$/.test(sequence) ? {} : { CSeq: sequence });
}
