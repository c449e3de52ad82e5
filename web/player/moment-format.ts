import { formatTimeSeconds } from '../formats/instant-format.ts';

/** `08:05:09.120`, Vietnamese local time: where frames are told apart. */
export function formatMoment(epochMs: number): string {
  const ms = Math.floor(epochMs);
  return `${formatTimeSeconds(ms)}.${String(ms % 1000).padStart(3, '0')}`;
}
