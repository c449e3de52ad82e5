/** Our time of an instant of the stream. */
export interface ArrivalTime {
  /** Epoch milliseconds. */
  readonly trueTimeMs: number;
  /** How much the way through the network varied around then. */
  readonly jitterMs: number;
}

/** Remembers when pictures arrived, so that a position in the stream can be told in our time. Bounded memory. */
export interface ArrivalTimeline {
  /**
   * @param mediaMs position in the stream by the RTP clock.
   * @param arrivedAtMs when the first packet of that picture came, epoch milliseconds.
   */
  note(mediaMs: number, arrivedAtMs: number): void;
  /** Our time of a position; undefined when nothing near it is remembered. */
  at(mediaMs: number): ArrivalTime | undefined;
}

/** The fastest arrival of one second of the stream. */
interface Second {
  readonly index: number;
  leastDelayMs: number;
}

/** Seconds on either side whose arrivals count: camera clocks drift by some 50 ppm, so by less than 2 ms in this time. */
const WINDOW_SECONDS = 15;
/** Segments are cut at most some minutes after their first picture came. */
const CAPACITY_SECONDS = 1_200;

/**
 * A picture can be late, never early. So within a window of half a minute the picture that had the least delay tells where the stream's clock
 * lies in ours, and all others are placed by their RTP timestamps, which say when each was taken (RFC 3550 §5.1). This undoes what a plain
 * arrival time suffers: large keyframes, bursts after a congestion, a recorder that sends its last seconds at once when someone joins.
 */
export function createArrivalTimeline(): ArrivalTimeline {
  const seconds = new Map<number, Second>();
  return {
    note(mediaMs, arrivedAtMs) {
      const index = Math.floor(mediaMs / 1_000);
      const delayMs = arrivedAtMs - mediaMs;
      const second = seconds.get(index);
      if (second !== undefined) second.leastDelayMs = Math.min(second.leastDelayMs, delayMs);
      else seconds.set(index, { index, leastDelayMs: delayMs });
      const [oldest] = seconds.keys();
      if (seconds.size > CAPACITY_SECONDS && oldest !== undefined) seconds.delete(oldest);
    },
    at(mediaMs) {
      const index = Math.floor(mediaMs / 1_000);
      const delays: number[] = [];
      for (let near = index - WINDOW_SECONDS; near <= index + WINDOW_SECONDS; near += 1) {
        const second = seconds.get(near);
        if (second !== undefined) delays.push(second.leastDelayMs);
      }
      delays.sort((a, b) => a - b);
      const least = delays[0];
      if (least === undefined) return undefined;
      return { trueTimeMs: mediaMs + least, jitterMs: (delays[Math.floor(delays.length / 2)] ?? least) - least };
    },
  };
}
