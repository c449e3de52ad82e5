const HOUR_MS = 3_600_000;
// std offset [dst [offset]] [,rule]; names are letters, or anything in angle brackets (POSIX.1-2017, Base Definitions, section 8.3)
const POSIX_ZONE =
  /^(?:[A-Za-z]{3,}|<[A-Za-z0-9+-]{3,}>)(?<standard>[+-]?\d{1,3}(?::\d{2}){0,2})(?:(?<summerName>[A-Za-z]{3,}|<[A-Za-z0-9+-]{3,}>)(?<summer>[+-]?\d{1,3}(?::\d{2}){0,2})?)?(?:,.*)?$/;
/** Device times without a zone are read as Asia/Ho_Chi_Minh. */
const DEFAULT_ZONE = 'ICT-7';

/**
 * A wall clock's time in a camera's zone as an instant. Zones are POSIX (`ICT-7` is UTC+7: the sign is that of "west of Greenwich"), as ONVIF
 * Core, section 8.3.6, has it, or a name of the tz database, as some makers write.
 *
 * @param wallMs the wall clock's reading as if it were UTC, epoch milliseconds.
 * @param zone undefined is read as Asia/Ho_Chi_Minh.
 * @param isSummerTime whether the device says that summer time is on; counts only where a POSIX zone names one.
 * @returns epoch milliseconds; undefined when the zone can't be read.
 */
export function localToUtcMs(wallMs: number, zone: string | undefined, isSummerTime: boolean): number | undefined {
  const text = (zone ?? DEFAULT_ZONE).trim();
  const groups = POSIX_ZONE.exec(text)?.groups;
  const offsetMs = groups?.['standard'] === undefined ? namedZoneOffsetMs(text, wallMs) : posixOffsetMs(groups, isSummerTime);
  return offsetMs === undefined ? undefined : wallMs - offsetMs;
}

/** Milliseconds that local time is ahead of UTC. */
function posixOffsetMs(groups: Readonly<Record<string, string | undefined>>, isSummerTime: boolean): number {
  const standardMs = -westwardMs(groups['standard'] ?? '0');
  if (!isSummerTime || groups['summerName'] === undefined) return standardMs;
  return groups['summer'] === undefined ? standardMs + HOUR_MS : -westwardMs(groups['summer']);
}

function westwardMs(text: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = text.replace(/^[+-]/, '').split(':').map(Number);
  const magnitudeMs = hours * HOUR_MS + minutes * 60_000 + seconds * 1_000;
  return text.startsWith('-') ? -magnitudeMs : magnitudeMs;
}

function namedZoneOffsetMs(name: string, wallMs: number): number | undefined {
  if (!/^[A-Za-z]+(?:\/[A-Za-z0-9_+-]+){0,2}$/.test(name)) return undefined;
  try {
    const format = new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' });
    const written = format.formatToParts(new Date(wallMs)).find(({ type }) => type === 'timeZoneName')?.value ?? '';
    const [, sign = '+', hours = '0', minutes = '0'] = /^GMT(?:([+-])(\d{2}):(\d{2}))?/.exec(written) ?? [];
    return (sign === '-' ? -1 : 1) * (Number(hours) * HOUR_MS + Number(minutes) * 60_000);
  } catch {
    return undefined;
  }
}
