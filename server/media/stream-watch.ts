import type { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import type { Watching } from '../../db/repositories/footage-grant-repository.ts';

/** Ends streams of what may no longer be watched, within a second or two. */
export interface StreamWatch {
  /** Watches over a stream until it is closed. */
  guard(watching: Watching, stream: Readable, socket: Socket): void;
  /** Looks at once: something was heard that may have ended a grant. */
  look(): void;
  /** Ends all streams: the service stops. */
  close(): void;
}

const EVERY_MS = 1000;
/** Without an answer for so long nobody knows whether a grant still lives, and then nothing is sent any more. */
const LONGEST_UNSURE_MS = 3000;

interface Watched extends Watching {
  readonly socket: Socket;
}

/** Without a farewell: what waits in the system's own buffers, megabytes of it, is not sent any more. */
function cutOff(socket: Socket): void {
  try {
    socket.resetAndDestroy();
  } catch {
    // one with TLS knows no reset
    socket.destroy();
  }
}

/**
 * A watch over the streams of this server. Each second, and only while there are any, one question for all of them.
 *
 * @param liveOf - those of the given that may still be watched, as `grantId copyId`
 */
export function createStreamWatch(liveOf: (watched: readonly Watching[]) => Promise<ReadonlySet<string>>, everyMs = EVERY_MS): StreamWatch {
  const streams = new Map<Readable, Watched>();
  let timer: NodeJS.Timeout | undefined;
  let isLooking = false;
  let sureAtMs = 0;

  const end = (isOver: (stream: Readable, watched: Watched) => boolean): void => {
    for (const [stream, watched] of streams) {
      if (!isOver(stream, watched)) continue;
      cutOff(watched.socket);
      stream.destroy(new Error('the grant has ended'));
    }
  };
  const look = async (): Promise<void> => {
    if (isLooking || streams.size === 0) return;
    isLooking = true;
    const askedAtMs = performance.now();
    const asked = new Map(streams);
    try {
      const live = await liveOf([...asked.values()]);
      sureAtMs = askedAtMs;
      end((stream, { grantId, copyId }) => asked.has(stream) && !live.has(`${grantId} ${copyId}`));
    } catch {
      // asked again in a second; what stays unanswered is ended below
    } finally {
      isLooking = false;
    }
  };
  const tick = (): void => {
    if (performance.now() - sureAtMs > LONGEST_UNSURE_MS) end(() => true);
    void look();
  };
  const forget = (stream: Readable): void => {
    streams.delete(stream);
    if (streams.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
  return {
    guard(watching, stream, socket) {
      // its grant was looked at just now
      if (streams.size === 0) sureAtMs = performance.now();
      streams.set(stream, { ...watching, socket });
      stream.once('close', () => forget(stream));
      timer ??= setInterval(tick, everyMs);
    },
    look: () => void look(),
    close: () => end(() => true),
  };
}
