import { needsExtentApproval } from '../../domain/incident-limits.ts';
import { INCIDENT_CATEGORIES, type IncidentCategory } from '../../domain/incident-terms.ts';
import type { LonLat } from '../../domain/geojson.ts';
import type { IncidentCreate } from '../api/api-types.ts';
import { formatDay, formatTime } from '../formats/instant-format.ts';
import { parseLocalDay, parseLocalInstant, parseLocalTime } from '../formats/local-time.ts';
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
  if (parseLocalTime(draft.fromTime) === null) problems.fromTime = 'time';
  if (parseLocalDay(draft.toDay) === null) problems.toDay = 'day';
  if (parseLocalTime(draft.toTime) === null) problems.toTime = 'time';
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
  const occurredFrom = parseLocalInstant(draft.fromDay, draft.fromTime);
  const occurredTo = parseLocalInstant(draft.toDay, draft.toTime);
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

function spanOf(draft: IncidentDraft): { readonly fromMs: number; readonly toMs: number } | null {
  const from = parseLocalInstant(draft.fromDay, draft.fromTime);
  const to = parseLocalInstant(draft.toDay, draft.toTime);
  return from === null || to === null ? null : { fromMs: Date.parse(from), toMs: Date.parse(to) };
}
