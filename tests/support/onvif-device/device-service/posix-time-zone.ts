// POSIX.1 8.3: std offset [dst [offset] [,rule]]; names are letters, or anything between < and >.
const zonePattern = /^(?:[A-Za-z]{3,}|<[\w+-]{3,}>)([+-]?\d{1,2}(?::\d{2}){0,2})((?:[A-Za-z]{3,}|<[\w+-]{3,}>)([+-]?\d{1,2}(?::\d{2}){0,2})?)?(?:,.*)?$/;

const hourMs = 3_600_000;

/**
 * What has to be added to UTC to get the local time of a POSIX zone.
 *
 * @param summerTime whether summer time is in force; without effect when the zone names none.
 * @throws RangeError when the string is not such a zone.
 */
export function utcOffsetMs(timeZone: string, summerTime: boolean): number {
  const match = zonePattern.exec(timeZone);
  if (match?.[1] === undefined) throw new RangeError('not a POSIX time zone');
  const standardMs = eastwardsMs(match[1]);
  if (!summerTime || match[2] === undefined) return standardMs;
  // POSIX.1 8.3: without an offset of its own, summer time is one hour ahead of standard time.
  return match[3] === undefined ? standardMs + hourMs : eastwardsMs(match[3]);
}

/** POSIX counts offsets towards the west. */
function eastwardsMs(text: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = text.replace(/^[+-]/, '').split(':').map(Number);
  const magnitudeMs = hours * hourMs + minutes * 60_000 + seconds * 1_000;
  return text.startsWith('-') ? magnitudeMs : 0 - magnitudeMs;
}
