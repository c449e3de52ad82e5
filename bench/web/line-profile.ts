/** A line as Chromium imitates it for a page: each request waits for `latencyMs`, all answers together come at `downKbps` (1000 bits a second). */
export interface LineProfile {
  readonly name: string;
  readonly latencyMs: number;
  readonly downKbps: number;
  readonly upKbps: number;
}

/** "Slow 3G" of Chrome's developer tools ("3G" since 2024): a line of 400 ms round trip, whose connecting, TLS and lost packets the tools put into each request's latency. */
export const SLOW_3G: LineProfile = { name: 'DevTools Slow 3G', latencyMs: 2000, downKbps: 400, upKbps: 400 };

/** "Fast 3G" of Chrome's developer tools ("Slow 4G" since 2024), within 3 % what Lighthouse calls "Slow 4G" and judges phones by: 150 ms round trip, 1.6 Mbit/s. */
export const FAST_3G: LineProfile = { name: 'DevTools Fast 3G = Lighthouse Slow 4G', latencyMs: 562.5, downKbps: 1440, upKbps: 675 };

/** In the words of `Network.emulateNetworkConditions`. */
export function networkConditions({ latencyMs, downKbps, upKbps }: LineProfile) {
  return { offline: false, latency: latencyMs, downloadThroughput: (downKbps * 1000) / 8, uploadThroughput: (upKbps * 1000) / 8 };
}
