import type { RtspItem } from './rtsp-message.ts';
import { createRtspHeadScanner, readRtspMessageHead } from './rtsp-message-head.ts';
import type { RtspMessageHead } from './rtsp-message-head.ts';

/** The most that one message may take; a peer that sends more is cut off. */
export interface RtspMessageLimits {
  /** Start line and header fields together, in bytes. */
  readonly headBytes: number;
  readonly bodyBytes: number;
}

/** Takes bytes as they come and gives whole messages and blocks. */
export interface RtspMessageParser {
  /**
   * @returns what became whole by `chunk`, in order.
   * @throws AppError `camera`/`bad_answer` as soon as the bytes can't be RTSP or break a limit; the parser is then spent.
   */
  push(chunk: Buffer): RtspItem[];
  /** Bytes held back until more come: never more than one head and one body, or one block of 64 KiB, and one chunk. */
  readonly pendingBytes: number;
}

/** A message or block and where it ends, or how many bytes must be there before another look is worth it. */
type Taken = { readonly item: RtspItem; readonly end: number } | { readonly item?: undefined; readonly wantedBytes: number };

/** No message of a camera comes near: the longest SDP seen has 3 kB. */
const DEFAULT_LIMITS: RtspMessageLimits = { headBytes: 16_384, bodyBytes: 65_536 };
const DOLLAR = 0x24;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/**
 * Incremental parser of an RTSP connection (RFC 2326 §6, §7, §10.12). However the bytes are cut, it holds no more than the limits allow and looks
 * at each byte of a head once.
 */
export function createRtspMessageParser(limits: RtspMessageLimits = DEFAULT_LIMITS): RtspMessageParser {
  let chunks: Buffer[] = [];
  let pendingBytes = 0;
  let wantedBytes = 1;
  let takeMessage = createMessageTaker(limits);

  const takeAll = (joined: Buffer, items: RtspItem[]): Buffer => {
    let bytes = joined;
    for (;;) {
      bytes = bytes.subarray(countLineEnds(bytes));
      wantedBytes = 1;
      if (bytes.length === 0) return bytes;
      const taken = bytes[0] === DOLLAR ? takeFrame(bytes) : takeMessage(bytes);
      if (taken.item === undefined) {
        wantedBytes = taken.wantedBytes;
        return bytes;
      }
      if (taken.item.kind !== 'frame') takeMessage = createMessageTaker(limits);
      items.push(taken.item);
      bytes = bytes.subarray(taken.end);
    }
  };

  return {
    push(chunk) {
      chunks.push(chunk);
      pendingBytes += chunk.length;
      if (pendingBytes < wantedBytes) return [];
      const items: RtspItem[] = [];
      const rest = takeAll(chunks.length === 1 ? chunk : Buffer.concat(chunks), items);
      chunks = rest.length === 0 ? [] : [rest];
      pendingBytes = rest.length;
      return items;
    },
    get pendingBytes() {
      return pendingBytes;
    },
  };
}

/** Some cameras end a body with a line break that its length doesn't count. */
function countLineEnds(bytes: Buffer): number {
  let count = 0;
  while (bytes[count] === LINE_FEED || bytes[count] === CARRIAGE_RETURN) count += 1;
  return count;
}

function takeFrame(bytes: Buffer): Taken {
  if (bytes.length < 4) return { wantedBytes: 4 };
  const end = 4 + bytes.readUInt16BE(2);
  if (bytes.length < end) return { wantedBytes: end };
  return { item: { kind: 'frame', channel: bytes.readUInt8(1), payload: bytes.subarray(4, end) }, end };
}

/** Takes one message off the front of bytes that only grow between calls. */
function createMessageTaker(limits: RtspMessageLimits): (bytes: Buffer) => Taken {
  const scanner = createRtspHeadScanner(limits.headBytes);
  let head: RtspMessageHead | undefined;
  let bodyStart = 0;
  return (bytes) => {
    if (head === undefined) {
      const headEnd = scanner.scan(bytes);
      if (headEnd === undefined) return { wantedBytes: bytes.length + 1 };
      head = readRtspMessageHead(bytes.toString('utf8', 0, headEnd), limits.bodyBytes);
      bodyStart = headEnd;
    }
    const end = bodyStart + head.bodyBytes;
    if (bytes.length < end) return { wantedBytes: end };
    // a copy: a description is kept, and would else keep all that came with it
    return { item: head.withBody(Buffer.from(bytes.subarray(bodyStart, end))), end };
  };
}
