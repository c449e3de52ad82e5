import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { OnvifDeviceOptions } from '../device-options.ts';
import { deviceTimeMs } from '../device-service/clock-options.ts';
import type { RequestRecord } from '../request-log.ts';

/** One HTTP request and its reply, with the options that were in force when it came. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly options: OnvifDeviceOptions;
  /** Aborted when the client goes or the device stops. */
  readonly signal: AbortSignal;
  /** Set once the request is in the log. */
  record?: RequestRecord;
}

/** A reply before it is on the wire. */
export interface Reply {
  readonly status: number;
  readonly contentType?: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: Buffer | string;
}

/** Starts the reply and notes its status in the log. */
export function writeHead(exchange: Exchange, status: number, headers: OutgoingHttpHeaders): void {
  const { response, options, record } = exchange;
  if (record) record.status = status;
  response.sendDate = false;
  if (options.httpDate) response.setHeader('Date', new Date(deviceTimeMs(options)).toUTCString());
  if (options.keepAlive === 'announced-close') response.setHeader('Connection', 'close');
  response.writeHead(status, headers);
}

/** Sends a whole reply in the manner that the options ask for. */
export function sendReply(exchange: Exchange, reply: Reply): void {
  const { request, response, options } = exchange;
  const body = bodyBytes(reply);
  if (options.keepAlive === 'silent-close') response.once('finish', () => request.socket.end());
  writeHead(exchange, reply.status, replyHeaders(reply, options.transfer === 'chunked' ? undefined : body.length));
  if (request.method === 'HEAD') response.end();
  else if (options.transfer === 'chunked') sendInPieces(exchange, body);
  else response.end(body);
}

/** Header fields of a reply; without a length Node sends it in chunks. */
export function replyHeaders(reply: Reply, contentLength: number | undefined): OutgoingHttpHeaders {
  return {
    ...reply.headers,
    ...(reply.contentType !== undefined && { 'Content-Type': reply.contentType }),
    ...(contentLength !== undefined && { 'Content-Length': contentLength }),
  };
}

/** The body of a reply in bytes. */
export function bodyBytes(reply: Reply): Buffer {
  return typeof reply.body === 'string' ? Buffer.from(reply.body, 'utf8') : (reply.body ?? Buffer.alloc(0));
}

function sendInPieces({ response }: Exchange, body: Buffer): void {
  // An odd size that is no multiple of a character's length; bounded so that large bodies stay quick.
  const pieceBytes = Math.max(7, Math.ceil(body.length / 100));
  for (let start = 0; start < body.length; start += pieceBytes) {
    response.write(body.subarray(start, start + pieceBytes));
  }
  response.end();
}
