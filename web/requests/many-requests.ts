import { narrowed, requestableWindow, requestNeedsSecond } from '../../domain/requests/request-rule.ts';
import { toIso, type TimeInterval } from '../../domain/time-interval.ts';
import type { Candidate, Incident } from '../api/api-types.ts';

/** What became of one of several requests that are sent in one act. */
export type SentRequest = { readonly state: 'sending' } | { readonly state: 'sent' } | { readonly state: 'failed'; readonly error: unknown };

/** By camera. */
export type SentRequests = ReadonlyMap<string, SentRequest>;

/** One request of several. */
export interface WantedRequest<T> {
  readonly cameraId: string;
  readonly body: T;
}

/** Footage that may be asked for and hasn't been: not of cameras that somebody ruled out. */
export function isRequestable({ link }: Pick<Candidate, 'link'>): boolean {
  return link?.verdict !== 'rejected';
}

/** Whether a candidate is among "all that see the place and have footage", here or on their device. */
export function seesWithFootage({ sees, availability }: Pick<Candidate, 'sees' | 'availability'>): boolean {
  return sees !== 'none' && (availability === 'on_hand' || availability === 'at_edge');
}

/** The incident's own time to full seconds, outwards; of a gathering, and near one, its first half hour at most. */
export function commonSpan(incident: Incident): TimeInterval {
  const fromMs = Math.floor(Date.parse(incident.occurredFrom) / 1000) * 1000;
  const toMs = Math.ceil(Date.parse(incident.occurredTo) / 1000) * 1000;
  return { fromMs, toMs: requestNeedsSecond(incident) ? Math.min(toMs, fromMs + 30 * 60_000) : toMs };
}

/**
 * The window that is asked of one camera: the common one, widened on both sides by as much as its clock may be wrong. It never reaches beyond what may be asked for of that camera; a common window that lies outside stays as it is, and the service says so.
 * Of a gathering, and near one, nothing is widened: half an hour is all there is.
 */
export function spanOfCamera(
  incident: Incident,
  { clock }: Pick<Candidate, 'clock'>,
  common: TimeInterval,
  isWidened: boolean,
): { readonly from: string; readonly to: string } {
  const occurred = { fromMs: Date.parse(incident.occurredFrom), toMs: Date.parse(incident.occurredTo) };
  const widest = requestableWindow(occurred, clock);
  const wider = { fromMs: common.fromMs - (occurred.fromMs - widest.fromMs), toMs: common.toMs + (widest.toMs - occurred.toMs) };
  const span = isWidened && !requestNeedsSecond(incident) ? (narrowed(inFullSeconds(wider), widest) ?? common) : common;
  return { from: toIso(span.fromMs), to: toIso(span.toMs) };
}

function inFullSeconds({ fromMs, toMs }: TimeInterval): TimeInterval {
  return { fromMs: Math.floor(fromMs / 1000) * 1000, toMs: Math.ceil(toMs / 1000) * 1000 };
}

/**
 * Sends requests one after the other, each with a key of its own that stays while it says the same: what arrived and whose answer was lost is not made twice. One that is refused or lost doesn't keep the others. Reports how each fares.
 */
export async function sendEach<T>(
  wanted: readonly WantedRequest<T>[],
  send: (request: WantedRequest<T>) => Promise<unknown>,
  report: (cameraId: string, sent: SentRequest) => void,
): Promise<void> {
  for (const request of wanted) {
    report(request.cameraId, { state: 'sending' });
    try {
      await send(request);
      report(request.cameraId, { state: 'sent' });
    } catch (error) {
      report(request.cameraId, { state: 'failed', error });
    }
  }
}
