import type { Socket } from 'node:net';

/** What is watched over until it is closed: the stream that is read, or the answer that is written. */
interface Sending {
  readonly destroyed: boolean;
  once(event: 'close', listener: () => void): unknown;
  destroy(error?: Error): unknown;
}

/** Ends streams of what may no longer be sent, within a second or two. `Sent`: what is sent, and under what. */
export interface StreamWatch<Sent> {
  /** Watches over a stream until it is closed. */
  guard(sent: Sent, stream: Sending, socket: Socket): void;
  /** Looks at once: something was heard that may have ended a grant. */
  look(): void;
  /** Ends all streams: the service stops. */
  close(): void;
}

const EVERY_MS = 1000;
/** Without an answer for so long nobody knows whether a grant still lives, and then nothing is sent any more. */
const LONGEST_UNSURE_MS = 3000;

interface Guarded<Sent> {
  readonly sent: Sent;
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
 * @param liveOf - those of the given that may still be sent
 */
export function createStreamWatch<Sent>(liveOf: (sent: readonly Sent[]) => Promise<ReadonlySet<Sent>>, everyMs = EVERY_MS): StreamWatch<Sent> {
  const streams = new Map<Sending, Guarded<Sent>>();
  let timer: NodeJS.Timeout | undefined;
  let isLooking = false;
  let sureAtMs = 0;
  /** Looks that have begun since what is sure was asked for. */
  let unanswered = 0;

  const end = (isOver: (stream: Sending, sent: Sent) => boolean): void => {
    for (const [stream, { sent, socket }] of streams) {
      if (!isOver(stream, sent)) continue;
      cutOff(socket);
      stream.destroy(new Error('the grant has ended'));
    }
  };
  const look = async (): Promise<void> => {
    if (isLooking || streams.size === 0) return;
    isLooking = true;
    const [askedAtMs, before] = [performance.now(), unanswered];
    const asked = new Map(streams);
    try {
      const live = await liveOf([...asked.values()].map(({ sent }) => sent));
      // it is of the moment of the question: what went by until the answer counts
      sureAtMs = Math.max(sureAtMs, askedAtMs);
      unanswered = Math.max(0, unanswered - before);
      end((stream, sent) => asked.has(stream) && !live.has(sent));
    } catch {
      // asked again in a second; what stays unanswered is ended below
    } finally {
      isLooking = false;
    }
  };
  const forget = (stream: Sending): void => {
    streams.delete(stream);
    if (streams.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
  /** An answer that waits behind another on its connection never hears that the connection closed, nor does what is read for it. */
  const forgetCutOff = (): void => {
    for (const [stream, { socket }] of streams) {
      if (!socket.destroyed) continue;
      stream.destroy();
      forget(stream);
    }
  };
  const tick = (): void => {
    forgetCutOff();
    unanswered += 1;
    // a server that was held up itself has sent nothing meanwhile, and had no chance to ask: it asks once
    if (performance.now() - sureAtMs > LONGEST_UNSURE_MS && unanswered > 1) end(() => true);
    void look();
  };
  return {
    guard(sent, stream, socket) {
      // whoever asked is gone already, and it would never say so again
      if (stream.destroyed) return;
      // its grant was looked at just now
      if (streams.size === 0) [sureAtMs, unanswered] = [performance.now(), 0];
      streams.set(stream, { sent, socket });
      stream.once('close', () => forget(stream));
      timer ??= setInterval(tick, everyMs);
    },
    look: () => void look(),
    close: () => end(() => true),
  };
}
