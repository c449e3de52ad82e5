import type { RtpPacket } from './rtp-packet.ts';

/** Brings packets that overtook each other back into order. */
export interface RtpReorderBuffer {
  /** @returns the packets that are due now, in order of their sequence numbers; those that came twice or too late are left out. */
  push(packet: RtpPacket, arrivedAtMs: number): readonly RtpPacket[];
}

/** So many packets may wait for a missing one … */
const DEPTH = 64;
/** … and so long: slow streams send few packets in a second. */
const PATIENCE_MS = 200;
/** A jump of the sequence number beyond this is a new beginning (RFC 3550 §A.1, MAX_DROPOUT). */
const MAX_JUMP = 3_000;

/** For packets over UDP. Whoever writes the pictures on expects order: over TCP it comes by itself. */
export function createRtpReorderBuffer(): RtpReorderBuffer {
  const waiting = new Map<number, { readonly packet: RtpPacket; readonly arrivedAtMs: number }>();
  let next: number | undefined;

  const takeRun = (due: RtpPacket[]): void => {
    for (let found = next === undefined ? undefined : waiting.get(next); found !== undefined && next !== undefined; found = waiting.get(next)) {
      waiting.delete(next);
      due.push(found.packet);
      next = (next + 1) & 0xffff;
    }
  };

  return {
    push(packet, arrivedAtMs) {
      const ahead = next === undefined ? 0 : distance(next, packet.sequence);
      if (Math.abs(ahead) > MAX_JUMP) waiting.clear();
      if (next === undefined || Math.abs(ahead) > MAX_JUMP) next = packet.sequence;
      else if (ahead < 0) return [];
      waiting.set(packet.sequence, { packet, arrivedAtMs });
      const due: RtpPacket[] = [];
      takeRun(due);
      while (isOverdue(waiting, arrivedAtMs)) {
        next = nearest(next, waiting);
        takeRun(due);
      }
      return due;
    },
  };
}

function isOverdue(waiting: ReadonlyMap<number, { readonly arrivedAtMs: number }>, nowMs: number): boolean {
  const [oldest] = waiting.values();
  return oldest !== undefined && (waiting.size > DEPTH || nowMs - oldest.arrivedAtMs > PATIENCE_MS);
}

/** The waiting sequence number that comes first after `from`. */
function nearest(from: number, waiting: ReadonlyMap<number, unknown>): number {
  return [...waiting.keys()].reduce((best, sequence) => (distance(from, sequence) < distance(from, best) ? sequence : best));
}

/** How far `sequence` lies ahead of `from`, negative when behind (RFC 1982 arithmetic in 16 bits). */
function distance(from: number, sequence: number): number {
  return ((sequence - from) << 16) >> 16;
}
