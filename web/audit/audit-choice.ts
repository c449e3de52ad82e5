import { isUuid } from '../../domain/uuid.ts';
import { AUDIT_OUTCOMES } from '../../domain/audit-outcomes.ts';
import type { AuditFilter } from '../api/audit-api.ts';
import { formatDay } from '../formats/instant-format.ts';
import { LOCAL_OFFSET, parseLocalDay } from '../formats/local-time.ts';
import { isReferenceNumber, isUsername, type AuditSearch } from './audit-search.ts';

/** What is chosen on the page. Days are `dd/mm/yyyy`; '' is no choice. */
export type AuditChoice = Readonly<Record<keyof AuditSearch, string>>;

const DAY_MS = 86_400_000;
/** Days shown when none is chosen. */
const DAYS_BACK = 30;

function dayStart(day: string, daysLater: number): string | undefined {
  const iso = parseLocalDay(day);
  return iso === null ? undefined : new Date(Date.parse(`${iso}T00:00:00${LOCAL_OFFSET}`) + daysLater * DAY_MS).toISOString();
}

const idOf = (text: string): string | undefined => (isUuid(text) ? text.toLowerCase() : undefined);

/** The choice in the address of the page; without a day to begin with, the last {@link DAYS_BACK} days before the end. An entry that is asked for by its place is the only one, of whatever time. */
export function readChoice(
  { camera = '', incident = '', actor = '', action = '', outcome = '', from, to = '', seq = '' }: AuditSearch,
  nowMs: number,
): AuditChoice {
  if (seq !== '') return { camera: '', incident: '', actor: '', action: '', outcome: '', from: '', to: '', seq };
  const endMs = to === '' ? nowMs : Date.parse(dayStart(to, 0) ?? '');
  return { camera, incident, actor, action, outcome, from: from ?? formatDay(endMs - DAYS_BACK * DAY_MS), to, seq };
}

/** The choice as the service is asked. */
export function filterOf({ camera, incident, actor, action, outcome, from, to, seq }: AuditChoice): AuditFilter {
  if (seq !== '') return { seq: Number(seq) };
  return {
    cameraId: idOf(camera),
    ...(isReferenceNumber(incident) ? { referenceNumber: incident.toUpperCase() } : { incidentId: idOf(incident) }),
    ...(isUsername(actor) && !isUuid(actor) ? { username: actor } : { actorId: idOf(actor) }),
    action: action === '' ? undefined : action,
    outcome: AUDIT_OUTCOMES.find((one) => one === outcome),
    from: dayStart(from, 0),
    to: dayStart(to, 1),
  };
}
