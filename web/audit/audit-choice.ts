import { isUuid } from '../../domain/uuid.ts';
import type { AuditFilter } from '../api/audit-api.ts';
import { formatDay } from '../formats/instant-format.ts';
import { LOCAL_OFFSET, parseLocalDay } from '../formats/local-time.ts';

/** What is chosen on the page, as it stands in its address. Days are `dd/mm/yyyy`; '' is no choice. */
export type AuditChoice = Readonly<Record<(typeof CHOICES)[number], string>>;

/** Names in the address of the page. */
const CHOICES = ['camera', 'incident', 'actor', 'from', 'to'] as const;

const DAY_MS = 86_400_000;
/** Days shown when none is chosen. */
const DAYS_BACK = 30;

function dayStart(day: string, daysLater: number): string | undefined {
  const iso = parseLocalDay(day);
  return iso === null ? undefined : new Date(Date.parse(`${iso}T00:00:00${LOCAL_OFFSET}`) + daysLater * DAY_MS).toISOString();
}

const idOf = (text: string): string | undefined => (isUuid(text) ? text.toLowerCase() : undefined);

/** The choice in the address of the page; without a day to begin with, the last {@link DAYS_BACK} days before the end. Days that can't be read are none. */
export function readChoice(search: URLSearchParams, nowMs: number): AuditChoice {
  const given = Object.fromEntries(CHOICES.map((name) => [name, search.get(name) ?? ''])) as AuditChoice;
  const to = parseLocalDay(given.to) === null ? '' : given.to;
  const endMs = to === '' ? nowMs : Date.parse(dayStart(to, 0) ?? '');
  return { ...given, to, from: parseLocalDay(given.from) === null ? formatDay(endMs - DAYS_BACK * DAY_MS) : given.from };
}

/** The choice as the service is asked. */
export function filterOf({ camera, incident, actor, from, to }: AuditChoice): AuditFilter {
  return { cameraId: idOf(camera), incidentId: idOf(incident), actorId: idOf(actor), from: dayStart(from, 0), to: dayStart(to, 1) };
}
