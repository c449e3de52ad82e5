/** Everything on screen is in this zone, wherever the reader's device is. It has had no daylight saving time since 1975. */
export const LOCAL_ZONE = 'Asia/Ho_Chi_Minh';
/** Its distance from UTC. */
export const LOCAL_OFFSET = '+07:00';

/** `dd/mm/yyyy` as `yyyy-mm-dd`; null when it is no such day. One-digit days and months, dots and dashes are taken too. */
export function parseLocalDay(text: string): string | null {
  const match = /^\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\s*$/.exec(text);
  if (!match) return null;
  const [, day = '', month = '', year = ''] = match;
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const parsed = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(iso) ? iso : null;
}

/** `HH:mm` (24 hours; `8:05`, `8h05` and `0805` too) as `HH:mm`; null when it is no such time. */
export function parseLocalTime(text: string): string | null {
  const match = /^\s*(\d{1,2})(?:\s*[:.hg]\s*)(\d{2})?\s*$|^\s*(\d{2})(\d{2})\s*$/i.exec(text);
  if (!match) return null;
  const hour = Number(match[1] ?? match[3]);
  const minute = Number(match[2] ?? match[4] ?? 0);
  if (hour > 23 || minute > 59) return null;
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

/** `HH:mm:ss` (24 hours; `8:05:09`, `8.05.09`, `8h05m09` too) as `HH:mm:ss`; null when it is no such time, also without seconds. */
export function parseLocalClock(text: string): string | null {
  const match = /^\s*(\d{1,2})\s*[:.h]\s*(\d{1,2})\s*[:.mp']\s*(\d{1,2})\s*[s"]?\s*$/i.exec(text);
  if (!match) return null;
  const parts = match.slice(1).map(Number) as [number, number, number];
  if (parts[0] > 23 || parts[1] > 59 || parts[2] > 59) return null;
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}

/** The instant of a local day and time as RFC 3339 with offset; null when either can't be read. */
export function parseLocalInstant(day: string, time: string): string | null {
  const isoDay = parseLocalDay(day);
  const isoTime = parseLocalTime(time);
  return isoDay === null || isoTime === null ? null : `${isoDay}T${isoTime}:00${LOCAL_OFFSET}`;
}

/** `HH:mm:ss` (`8:05:09`, `8h05m09`, `080509` too; without seconds they are 0) as `HH:mm:ss`; null when it is no such time. */
export function parseLocalSeconds(text: string): string | null {
  const match = /^\s*(\d{1,2}\s*[:.hg]\s*\d{2})\s*(?:[:.mp']\s*(\d{2})\s*s?\s*)?$|^\s*(\d{4})(\d{2})\s*$/i.exec(text);
  const minutes = match && parseLocalTime(match[1] ?? match[3] ?? '');
  const seconds = match?.[2] ?? match?.[4] ?? '00';
  return minutes === null || Number(seconds) > 59 ? null : `${minutes}:${seconds}`;
}

/** The instant of a local day and time to the second as RFC 3339 with offset, or which of both can't be read. */
export function parseLocalMoment(day: string, time: string): { readonly instant: string | null; readonly wrong: readonly ('day' | 'time')[] } {
  const [isoDay, isoTime] = [parseLocalDay(day), parseLocalSeconds(time)];
  if (isoDay !== null && isoTime !== null) return { instant: `${isoDay}T${isoTime}${LOCAL_OFFSET}`, wrong: [] };
  return { instant: null, wrong: [...(isoDay === null ? (['day'] as const) : []), ...(isoTime === null ? (['time'] as const) : [])] };
}
