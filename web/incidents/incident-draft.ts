import { needsExtentApproval } from '../../domain/incident-limits.ts';
import { INCIDENT_CATEGORIES, type IncidentCategory } from '../../domain/incident-terms.ts';
import type { LonLat } from '../../domain/geojson.ts';
import type { Incident, IncidentCreate } from '../api/api-types.ts';
import { formatDay, formatTime, formatTimeSeconds } from '../formats/instant-format.ts';
import { parseLocalDay, parseLocalMoment, parseLocalSeconds } from '../formats/local-time.ts';
import { readDegrees } from '../formats/read-degrees.ts';

/** What the incident form holds: texts as they were typed. */
export interface IncidentDraft {
  readonly category: string;
  readonly fromDay: string;
  readonly fromTime: string;
  readonly toDay: string;
  readonly toTime: string;
  readonly latText: string;
  readonly lonText: string;
  readonly uncertaintyM: number;
  readonly summary: string;
}

/** What may be wrong before sending; each has a text `formProblem.<name>`. */
export type IncidentProblem = 'required' | 'day' | 'time' | 'latitude' | 'longitude' | 'endBeforeBegin';

/** A form nobody has touched; the day is today's, since most incidents are entered on their day. */
export function emptyIncidentDraft(nowMs: number): IncidentDraft {
  const today = formatDay(nowMs);
  return { category: '', fromDay: today, fromTime: '', toDay: today, toTime: '', latText: '', lonText: '', uncertaintyM: 15, summary: '' };
}

/** An incident as the fields hold it: seconds only where it has some. */
export function draftOfIncident(incident: Incident): IncidentDraft {
  const { category, occurredFrom, occurredTo, uncertaintyM, summary } = incident;
  const [lonDeg = 0, latDeg = 0] = incident.location.coordinates;
  return {
    category,
    fromDay: formatDay(occurredFrom),
    fromTime: timeText(occurredFrom),
    toDay: formatDay(occurredTo),
    toTime: timeText(occurredTo),
    latText: latDeg.toFixed(6),
    lonText: lonDeg.toFixed(6),
    uncertaintyM,
    summary,
  };
}

function timeText(instant: string): string {
  const withSeconds = formatTimeSeconds(instant);
  return withSeconds.endsWith(':00') ? withSeconds.slice(0, -3) : withSeconds;
}

/** The span from `lengthMs` ago until now, as the fields hold it. */
export function recentSpan(nowMs: number, lengthMs: number): Pick<IncidentDraft, 'fromDay' | 'fromTime' | 'toDay' | 'toTime'> {
  const fromMs = nowMs - lengthMs;
  return { fromDay: formatDay(fromMs), fromTime: formatTime(fromMs), toDay: formatDay(nowMs), toTime: formatTime(nowMs) };
}

/** Where it happened; null while that is missing or can't be read. */
export function locationOf(draft: Pick<IncidentDraft, 'latText' | 'lonText'>): LonLat | null {
  const lonDeg = readDegrees(draft.lonText, 180);
  const latDeg = readDegrees(draft.latText, 90);
  return lonDeg === null || latDeg === null ? null : [lonDeg, latDeg];
}

/** What keeps the draft from being sent, by field. */
export function problemsOfIncident(draft: IncidentDraft): Readonly<Partial<Record<keyof IncidentDraft, IncidentProblem>>> {
  const problems: Partial<Record<keyof IncidentDraft, IncidentProblem>> = {};
  if (!INCIDENT_CATEGORIES.some((known) => known === draft.category)) problems.category = 'required';
  if (parseLocalDay(draft.fromDay) === null) problems.fromDay = 'day';
  if (parseLocalSeconds(draft.fromTime) === null) problems.fromTime = 'time';
  if (parseLocalDay(draft.toDay) === null) problems.toDay = 'day';
  if (parseLocalSeconds(draft.toTime) === null) problems.toTime = 'time';
  const span = spanOf(draft);
  if (span !== null && span.toMs <= span.fromMs) problems.toTime = 'endBeforeBegin';
  if (readDegrees(draft.latText, 90) === null) problems.latText = 'latitude';
  if (readDegrees(draft.lonText, 180) === null) problems.lonText = 'longitude';
  return problems;
}

/** Whether what is typed so far will need another person's approval before it has candidates. */
export function draftNeedsApproval(draft: IncidentDraft): boolean {
  const occurred = spanOf(draft) ?? { fromMs: 0, toMs: 0 };
  return needsExtentApproval({ occurred, uncertaintyM: draft.uncertaintyM });
}

/** A draft without problems as the API takes it; null otherwise. */
export function incidentOfDraft(draft: IncidentDraft): IncidentCreate | null {
  const location = locationOf(draft);
  const occurredFrom = parseLocalMoment(draft.fromDay, draft.fromTime).instant;
  const occurredTo = parseLocalMoment(draft.toDay, draft.toTime).instant;
  if (Object.keys(problemsOfIncident(draft)).length > 0 || location === null || occurredFrom === null || occurredTo === null) return null;
  return {
    category: draft.category as IncidentCategory,
    occurredFrom,
    occurredTo,
    location: { type: 'Point', coordinates: [...location] },
    uncertaintyM: draft.uncertaintyM,
    summary: draft.summary.trim(),
  };
}

/** Fields of the form by the field of the API that they make. */
const FIELDS_OF: Readonly<Record<keyof IncidentChange, readonly (keyof IncidentDraft)[]>> = {
  category: ['category'],
  occurredFrom: ['fromDay', 'fromTime'],
  occurredTo: ['toDay', 'toTime'],
  location: ['latText', 'lonText'],
  uncertaintyM: ['uncertaintyM'],
  summary: ['summary'],
};

/** What a changed incident is sent with. */
export type IncidentChange = Partial<Pick<IncidentCreate, 'category' | 'occurredFrom' | 'occurredTo' | 'location' | 'uncertaintyM' | 'summary'>>;

/**
 * Only what was changed in a draft without problems: an incident is more exact than the fields show, and a place or time that is sent again rounded would move it, with its holds and approvals. Null when
 * there is nothing to send.
 */
export function changeOfDraft(before: IncidentDraft, draft: IncidentDraft): IncidentChange | null {
  const whole = incidentOfDraft(draft);
  if (whole === null) return null;
  const names = Object.entries(FIELDS_OF)
    .filter(([, fields]) => fields.some((field) => before[field] !== draft[field]))
    .map(([name]) => name);
  if (names.length === 0) return null;
  return Object.fromEntries(Object.entries(whole).filter(([name]) => names.includes(name)));
}

function spanOf(draft: IncidentDraft): { readonly fromMs: number; readonly toMs: number } | null {
  const from = parseLocalMoment(draft.fromDay, draft.fromTime).instant;
  const to = parseLocalMoment(draft.toDay, draft.toTime).instant;
  return from === null || to === null ? null : { fromMs: Date.parse(from), toMs: Date.parse(to) };
}
