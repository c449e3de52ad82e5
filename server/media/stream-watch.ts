import type { Readable } from 'node:stream';

/** Ends streams whose grant has ended, within a second or two. */
export interface StreamWatch {
  /** Watches over a stream until it is closed. */
  guard(grantId: string, stream: Readable): void;
  /** Looks at once: something was heard that may have ended a grant. */
  look(): void;
  /** Ends all streams: the service stops. */
  close(): void;
}

const EVERY_MS = 1000;
/** Without an answer for so long nobody knows whether a grant still lives, and then nothing is sent any more. */
const LONGEST_UNSURE_MS = 3000;

/**
 * A watch over the streams of this server. Each second, and only while there are any, one question for all of them.
 *
 * @param liveGrants - those of the given grants that still live
 */
export function createStreamWatch(liveGrants: (ids: readonly string[]) => Promise<ReadonlySet<string>>, everyMs = EVERY_MS): StreamWatch {
  const streams = new Map<Readable, string>();
  let timer: NodeJS.Timeout | undefined;
  let isLooking = false;
  let sureAtMs = 0;

  const end = (isOver: (grantId: string) => boolean): void => {
    for (const [stream, grantId] of streams) if (isOver(grantId)) stream.destroy(new Error('the grant has ended'));
  };
  const look = async (): Promise<void> => {
    if (isLooking || streams.size === 0) return;
    isLooking = true;
    const askedAtMs = performance.now();
    const asked = new Set(streams.values());
    try {
      const live = await liveGrants([...asked]);
      sureAtMs = askedAtMs;
      end((grantId) => asked.has(grantId) && !live.has(grantId));
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
    guard(grantId, stream) {
      // its grant was looked at just now
      if (streams.size === 0) sureAtMs = performance.now();
      streams.set(stream, grantId);
      stream.once('close', () => forget(stream));
      timer ??= setInterval(tick, everyMs);
    },
    look: () => void look(),
    close: () => end(() => true),
  };
}
