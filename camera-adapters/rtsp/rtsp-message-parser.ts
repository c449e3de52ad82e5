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
  let take = createItemTaker(limits);

  const takeAll = (joined: Buffer, items: RtspItem[]): Buffer => {
    let bytes = joined;
    for (;;) {
      const taken = take(bytes);
      if (taken.item === undefined) {
        wantedBytes = taken.wantedBytes;
        return bytes;
      }
      items.push(taken.item);
      bytes = bytes.subarray(taken.end);
      take = createItemTaker(limits);
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

/** Takes one item off the front of bytes that only grow between calls. */
function createItemTaker(limits: RtspMessageLimits): (bytes: Buffer) => Taken {
  const scanner = createRtspHeadScanner(limits.headBytes + MAX_LEADING_LINE_ENDS);
  let head: RtspMessageHead | undefined;
  let bodyStart = 0;
  return (bytes) => {
    const skipped = countLineEnds(bytes);
    const item = bytes.subarray(skipped);
    if (item.length === 0) return { wantedBytes: bytes.length + 1 };
    if (item[0] === DOLLAR) return shift(takeFrame(item), skipped);
    if (head === undefined) {
      const end = scanner.scan(item);
      if (end === undefined) return { wantedBytes: bytes.length + 1 };
      head = readRtspMessageHead(item.toString('utf8', 0, end), limits.bodyBytes);
      bodyStart = end;
    }
    return shift(takeBody(item, head, bodyStart), skipped);
  };
}

function takeFrame(bytes: Buffer): Taken {
  if (bytes.length < 4) return { wantedBytes: 4 };
  const end = 4 + bytes.readUInt16BE(2);
  if (bytes.length < end) return { wantedBytes: end };
  return { item: { kind: 'frame', channel: bytes.readUInt8(1), payload: bytes.subarray(4, end) }, end };
}

function takeBody(bytes: Buffer, head: RtspMessageHead, bodyStart: number): Taken {
  const end = bodyStart + head.bodyBytes;
  if (bytes.length < end) return { wantedBytes: end };
  // a copy: a description is kept, and would else keep all that came with it
  return { item: head.withBody(Buffer.from(bytes.subarray(bodyStart, end))), end };
}

function shift(taken: Taken, byBytes: number): Taken {
  return taken.item === undefined ? { wantedBytes: taken.wantedBytes + byBytes } : { item: taken.item, end: taken.end + byBytes };
}

/** Some cameras end a body with a line break that its length doesn't count. */
function countLineEnds(bytes: Buffer): number {
  let count = 0;
  while (bytes[count] === LINE_FEED || bytes[count] === CARRIAGE_RETURN) count += 1;
  return count;
}
