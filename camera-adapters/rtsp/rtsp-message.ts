/** Header fields by lower-case name, each with its values in the order they came. */
export type RtspHeaders = ReadonlyMap<string, readonly string[]>;

export interface RtspResponse {
  readonly kind: 'response';
  readonly statusCode: number;
  readonly reason: string;
  readonly headers: RtspHeaders;
  readonly body: Buffer;
}

export interface RtspRequest {
  readonly kind: 'request';
  readonly method: string;
  readonly uri: string;
  readonly headers: RtspHeaders;
  readonly body: Buffer;
}

/** One binary block on the RTSP connection (RFC 2326 §10.12); `payload` is a view into the received bytes. */
export interface InterleavedFrame {
  readonly kind: 'frame';
  readonly channel: number;
  readonly payload: Buffer;
}

/** Everything that may come over an RTSP connection. */
export type RtspItem = RtspResponse | RtspRequest | InterleavedFrame;

/** Header fields to send, by their written name. */
export type RtspHeaderFields = Readonly<Record<string, string>>;

/** First value of a header field. `name` in lower case. */
export function headerValue(headers: RtspHeaders, name: string): string | undefined {
  return headers.get(name)?.[0];
}

/** Bytes of a request (RFC 2326 §6). A line break in any part is an error of ours, since it would let one message become two. */
export function encodeRequest(method: string, uri: string, headers: RtspHeaderFields): Buffer {
  return encodeHead(`${method} ${uri} RTSP/1.0`, headers);
}

/** Bytes of a response (RFC 2326 §7), `Content-Length` added when it has a body. */
export function encodeResponse(statusCode: number, reason: string, headers: RtspHeaderFields, body?: string): Buffer {
  if (body === undefined) return encodeHead(`RTSP/1.0 ${statusCode} ${reason}`, headers);
  const bytes = Buffer.from(body, 'utf8');
  return Buffer.concat([encodeHead(`RTSP/1.0 ${statusCode} ${reason}`, { ...headers, 'Content-Length': String(bytes.length) }), bytes]);
}

/** The four bytes before an interleaved block (RFC 2326 §10.12). */
export function encodeFrameHead(channel: number, byteLength: number): Buffer {
  const head = Buffer.allocUnsafe(4);
  head.writeUInt8(0x24, 0);
  head.writeUInt8(channel, 1);
  head.writeUInt16BE(byteLength, 2);
  return head;
}

function encodeHead(startLine: string, headers: RtspHeaderFields): Buffer {
  const lines = [startLine, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)];
  if (lines.some((line) => /[\r\n\0]/.test(line))) throw new TypeError('An RTSP header may not hold a line break.');
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'utf8');
}
