import type { ServerResponse } from 'node:http';

/** Length of a buffer: the ranges in which players ask are mostly not longer. */
export const LENT_BYTES = 1024 * 1024;
/** Most that are lent at once, 64 MB: whoever asks for many short ranges and reads none of them holds no more of the memory. */
const MOST_LENT = 64;
/** Most that are kept for the next answers, 8 MB. More than that are in use only while many are served, and the rest is left to the collector. */
const MOST_KEPT = 8;

/** Buffers for the bytes of short answers, used again and again: fresh ones of this size cost page faults and full collections, a tenth of what a short range costs. */
export interface LentBuffers {
  /**
   * A buffer for the body of `answer`, and for it alone; undefined when too many are lent, or when the answer waits behind another on its connection. It is taken back when the system has all of the answer, and never when the answer was cut off: nobody's bytes are written over while they may
   * still be sent. What it holds are another answer's bytes: only what was read into it anew may be sent.
   */
  lend(answer: ServerResponse): Buffer | undefined;
}

export function createLentBuffers(): LentBuffers {
  const kept: Buffer[] = [];
  let lent = 0;
  return {
    lend(answer) {
      // one that waits for its turn has no socket yet, and never hears that the connection closed: it would keep its buffer for good
      if (lent === MOST_LENT || answer.destroyed || answer.socket === null) return undefined;
      const buffer = kept.pop() ?? Buffer.allocUnsafeSlow(LENT_BYTES);
      // the answer itself has let go of it by then
      const { socket } = answer.req;
      lent++;
      answer.once('finish', () => {
        if (!socket.destroyed && kept.length < MOST_KEPT) kept.push(buffer);
      });
      answer.once('close', () => lent--);
      return buffer;
    },
  };
}
