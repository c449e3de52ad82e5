import { LOCAL_ZONE } from './local-time.ts';

const PARTS = new Intl.DateTimeFormat('en-GB', {
  timeZone: LOCAL_ZONE,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

/** An instant that the API or the browser gave: RFC 3339, epoch milliseconds or a Date. */
export type InstantLike = string | number | Date;

/** `22/11/2026 08:05`, in Vietnamese local time. Both languages write it so. */
export function formatInstant(instant: InstantLike): string {
  return `${formatDay(instant)} ${formatTime(instant)}`;
}

/** `22/11/2026 08:05:09`, where seconds matter (clocks, windows of footage). */
export function formatInstantSeconds(instant: InstantLike): string {
  return `${formatDay(instant)} ${formatTimeSeconds(instant)}`;
}

/** `22/11/2026`. */
export function formatDay(instant: InstantLike): string {
  const { day, month, year } = partsOf(instant);
  return `${day}/${month}/${year}`;
}

/** `08:05`. */
export function formatTime(instant: InstantLike): string {
  const { hour, minute } = partsOf(instant);
  return `${hour}:${minute}`;
}

/** `08:05:09`. */
export function formatTimeSeconds(instant: InstantLike): string {
  return `${formatTime(instant)}:${partsOf(instant)['second']}`;
}

/** A calendar day `yyyy-mm-dd`, which has no zone, as `dd/mm/yyyy`. */
export function formatCalendarDay(day: string): string {
  const [year = '', month = '', date = ''] = day.slice(0, 10).split('-');
  return `${date}/${month}/${year}`;
}

/** `22/11/2026 08:05 – 08:20`; the second day only when it is another. */
export function formatInterval(from: InstantLike, to: InstantLike, withSeconds = false): string {
  const write = withSeconds ? formatInstantSeconds : formatInstant;
  const end = write(to);
  return `${write(from)} – ${formatDay(from) === formatDay(to) ? end.slice(end.indexOf(' ') + 1) : end}`;
}

function partsOf(instant: InstantLike): Record<string, string> {
  return Object.fromEntries(PARTS.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]));
}
