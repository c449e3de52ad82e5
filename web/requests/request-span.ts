import { longestRequestWindowMs } from '../../domain/gathering-rule.ts';
import { requestableWindow, requestNeedsSecond } from '../../domain/requests/request-rule.ts';
import type { TimeInterval } from '../../domain/time-interval.ts';
import type { Candidate, Incident } from '../api/api-types.ts';

/** What a request begins with: the true time that may be asked for of that camera; of a gathering, and near one, the first half hour of the incident, since nobody may ask for more. */
export function suggestedRequestSpan(incident: Incident, { clock }: Pick<Candidate, 'clock'>): TimeInterval {
  const occurred = { fromMs: Date.parse(incident.occurredFrom), toMs: Date.parse(incident.occurredTo) };
  const widest = requestableWindow(occurred, clock);
  const longestMs = requestNeedsSecond(incident) ? longestRequestWindowMs('disorderly_gathering') : null;
  if (longestMs === null || widest.toMs - widest.fromMs <= longestMs) return widest;
  const fromMs = Math.floor(occurred.fromMs / 1000) * 1000;
  return { fromMs, toMs: Math.min(widest.toMs, fromMs + longestMs) };
}
