import { badAnswerError } from './rtsp-error.ts';
import type { RtspHeaders, RtspRequest, RtspResponse } from './rtsp-message.ts';

/** Start line and header fields of a message whose body may still be on its way. */
export interface RtspMessageHead {
  readonly bodyBytes: number;
  /** The whole message, once its body is there. */
  withBody(body: Buffer): RtspRequest | RtspResponse;
}

/** Looks for the end of a head, each byte once. */
export interface RtspHeadScanner {
  /**
   * @param bytes all bytes of the message so far, from its first on.
   * @returns where the head ends, or undefined while it isn't whole.
   * @throws AppError `bad_answer` as soon as the bytes can't be the head of an RTSP message, or are more than the limit.
   */
  scan(bytes: Buffer): number | undefined;
}

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const STATUS_LINE = /^RTSP\/\d\.\d (\d{3})(?: (.*))?$/;
const REQUEST_LINE = /^([A-Z_]{3,32}) (\S+) RTSP\/\d\.\d$/;
const NOT_RTSP = 'What answers at this port does not speak RTSP. Check the port.';

/** A scanner for one head of at most `limitBytes`. Lines may end in LF alone (RFC 2326 §4, last paragraph). */
export function createRtspHeadScanner(limitBytes: number): RtspHeadScanner {
  let scannedBytes = 0;
  let lineStart = 0;
  return {
    scan(bytes) {
      assertFirstByte(bytes);
      for (; scannedBytes < bytes.length; scannedBytes += 1) {
        if (scannedBytes >= limitBytes) throw badAnswerError('The answer has a longer header than any camera sends.', { limitBytes });
        if (bytes[scannedBytes] !== LINE_FEED) continue;
        const line = lineText(bytes, lineStart, scannedBytes);
        if (lineStart === 0) assertStartLine(line);
        else if (line === '') return scannedBytes + 1;
        lineStart = scannedBytes + 1;
      }
      return undefined;
    },
  };
}

/**
 * Reads a whole head (RFC 2326 §6.1, §7.1, §12).
 *
 * @throws AppError `bad_answer` for a wrong start line, and for a `Content-Length` that is no number, contradicts itself or is above `bodyLimitBytes`.
 */
export function readRtspMessageHead(text: string, bodyLimitBytes: number): RtspMessageHead {
  const [startLine = '', ...lines] = text.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
  if (lines.some((line) => /[\r\0]/.test(line))) throw badAnswerError(NOT_RTSP);
  const headers = readHeaders(lines);
  const status = STATUS_LINE.exec(startLine);
  const request = REQUEST_LINE.exec(startLine);
  if (status === null && request === null) throw badAnswerError(NOT_RTSP);
  return {
    bodyBytes: readBodyLength(headers, bodyLimitBytes),
    withBody: (body) =>
      status === null
        ? { kind: 'request', method: request?.[1] ?? '', uri: request?.[2] ?? '', headers, body }
        : { kind: 'response', statusCode: Number(status[1]), reason: status[2] ?? '', headers, body },
  };
}

function lineText(bytes: Buffer, from: number, lineFeed: number): string {
  const end = lineFeed > from && bytes[lineFeed - 1] === CARRIAGE_RETURN ? lineFeed - 1 : lineFeed;
  return bytes.toString('utf8', from, end);
}

function assertFirstByte(bytes: Buffer): void {
  const first = bytes[0] ?? 0x41;
  if (first < 0x41 || first > 0x5a) throw badAnswerError(NOT_RTSP);
}

function assertStartLine(line: string): void {
  if (STATUS_LINE.test(line) || REQUEST_LINE.test(line)) return;
  if (line.startsWith('HTTP/')) throw badAnswerError("A web server answers at this port. Give the camera's RTSP port, usually 554.", { spoke: 'http' });
  throw badAnswerError(NOT_RTSP);
}

function readHeaders(lines: readonly string[]): RtspHeaders {
  const headers = new Map<string, string[]>();
  for (const line of lines) {
    const colon = line.indexOf(':');
    // a line without a colon is a camera's sloppiness, not a reason to lose the camera
    if (colon <= 0) continue;
    const name = line.slice(0, colon).trim().toLowerCase();
    const values = headers.get(name);
    if (values === undefined) headers.set(name, [line.slice(colon + 1).trim()]);
    else values.push(line.slice(colon + 1).trim());
  }
  return headers;
}

function readBodyLength(headers: RtspHeaders, limitBytes: number): number {
  const values = new Set(headers.get('content-length') ?? ['0']);
  const [value = ''] = values;
  if (values.size > 1 || !/^\d{1,10}$/.test(value)) throw badAnswerError('The answer does not say how long it is.');
  const length = Number(value);
  if (length > limitBytes) throw badAnswerError('The answer is longer than any camera sends.', { limitBytes });
  return length;
}
