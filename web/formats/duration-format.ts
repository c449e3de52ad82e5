import type { Language } from '../i18n/language.ts';

const UNITS = [
  { unit: 'day', ms: 86_400_000 },
  { unit: 'hour', ms: 3_600_000 },
  { unit: 'minute', ms: 60_000 },
  { unit: 'second', ms: 1000 },
] as const;
/** Up to this many of the larger unit, the next smaller one is told as well: "1 giờ 20 phút", but "9 giờ". */
const DETAIL_BELOW = 6;

/**
 * A length of time in words: `3 giờ`, `1 hour 20 minutes`. Rounded down to whole units, at most two of them; the sign is dropped, and
 * what is shorter than a second is told as 0 seconds.
 */
export function formatDuration(durationMs: number, language: Language): string {
  const lengthMs = Math.floor(Math.abs(durationMs) / 1000) * 1000;
  const index = UNITS.findIndex(({ ms }) => lengthMs >= ms);
  const large = UNITS[index];
  if (!large) return unitText(0, 'second', language);
  const count = Math.floor(lengthMs / large.ms);
  const small = UNITS[index + 1];
  const rest = small && count < DETAIL_BELOW ? Math.floor((lengthMs - count * large.ms) / small.ms) : 0;
  const head = unitText(count, large.unit, language);
  return small && rest > 0 ? `${head} ${unitText(rest, small.unit, language)}` : head;
}

/** As {@link formatDuration}, but with tenths of seconds below 10 s, where a window of footage shows them: `1,6 giây`. */
export function formatShortDuration(durationMs: number, language: Language): string {
  const lengthMs = Math.abs(durationMs);
  return lengthMs < 10_000 ? unitText(Math.floor(lengthMs / 100) / 10, 'second', language) : formatDuration(lengthMs, language);
}

function unitText(count: number, unit: (typeof UNITS)[number]['unit'], language: Language): string {
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(count);
}
