import type { CDPSession } from 'playwright-core';
import type { LineRate } from './slow-line.ts';

/** A slow line under the name by which others measure, in two forms: as it is, and as Chrome's developer tools imitate it. */
export interface LineProfile {
  readonly name: string;
  /** For {@link startSlowLine}. */
  readonly rate: LineRate;
  /** Chrome lets each request wait for so long: the round trip times a factor for connecting and for lost packets, which it doesn't imitate. */
  readonly latencyMs: number;
  /** 1000 bits a second, of Chrome's imitation. */
  readonly downKbps: number;
  readonly upKbps: number;
}

/** 400 kbit/s and 400 ms: WebPageTest's "3G slow", "Slow 3G" of Chrome's tools ("3G" since 2024). */
export const SLOW_3G: LineProfile = { name: 'Slow 3G', rate: { roundTripMs: 400, downKbps: 400, upKbps: 400 }, latencyMs: 2000, downKbps: 400, upKbps: 400 };

/** 1.6 Mbit/s and 150 ms: "Fast 3G" of Chrome's tools ("Slow 4G" since 2024), by which Lighthouse judges phones. */
export const FAST_3G: LineProfile = {
  name: 'Fast 3G (Lighthouse: Slow 4G)',
  rate: { roundTripMs: 150, downKbps: 1600, upKbps: 750 },
  latencyMs: 562.5,
  downKbps: 1440,
  upKbps: 675,
};

/** Lets Chrome imitate the line for a page. */
export async function imitateLine(session: CDPSession, { latencyMs, downKbps, upKbps }: LineProfile): Promise<void> {
  const bytesPerSecond = (kbps: number): number => (kbps * 1000) / 8;
  const conditions = { offline: false, latency: latencyMs, downloadThroughput: bytesPerSecond(downKbps), uploadThroughput: bytesPerSecond(upKbps) };
  await session.send('Network.emulateNetworkConditions', conditions);
}
