import type { RecordingMode } from './camera-terms.ts';
import type { SourceKind } from './camera-source.ts';
import { edgeOverwrittenAtMs } from './retention.ts';
import { overlapMs, type TimeInterval } from './time-interval.ts';

/** What can be had of a camera's footage of an incident. */
export const AVAILABILITIES = ['on_hand', 'at_edge', 'lost', 'never_recorded', 'unknown'] as const;
export type Availability = (typeof AVAILABILITIES)[number];

/** A segment is cut, hashed and indexed some time after its last frame: until then its absence says nothing. */
const INDEXING_DELAY_MS = 2 * 60_000;

/** What is known of a camera's recording at the time of an incident. Open ends of intervals are `toMs: null`. */
export interface RecordingFacts {
  readonly sourceKind: SourceKind;
  /** As it is set today. */
  readonly recordingMode: RecordingMode;
  readonly retentionHours: number;
  /** When the camera was registered with us. */
  readonly registeredAtMs: number;
  /** States of the facet `recording` around the incident. */
  readonly recordingThen: readonly { readonly state: string; readonly fromMs: number; readonly toMs: number | null }[];
  /** Whether the device was asked for all of it and sent what it has: nothing more is there. Absent: no. */
  readonly edgeAsked?: boolean;
  /** Whether any stored footage overlaps the incident. */
  readonly hasFootage: boolean;
}

/**
 * Judges what there is of an incident's footage. In order: any stored overlap is `on_hand`. A camera that keeps its own recordings has it `at_edge` until it
 * overwrites the end of the incident, or was asked for it and had nothing, then it is `lost`. A camera that we can't dial may have a recorder of its own: `unknown`. What was seen of
 * its recording decides next: running means the footage was there and is `lost` (unless it is too fresh to be indexed: `unknown`), a gap or
 * "off" means `never_recorded`. Without that, a camera that isn't set to record or was registered later never recorded, and of the rest only what is
 * past its retention is surely `lost`.
 */
export function footageAvailability(facts: RecordingFacts, occurred: TimeInterval, nowMs: number): Availability {
  if (facts.hasFootage) return 'on_hand';
  if (facts.recordingMode === 'edge') return isKeptAtEdge(facts, occurred, nowMs) ? 'at_edge' : 'lost';
  if (facts.sourceKind === 'registered') return 'unknown';
  const isFresh = nowMs < occurred.toMs + INDEXING_DELAY_MS;
  const states = statesDuring(facts.recordingThen, occurred);
  if (states.has('ok')) return isFresh ? 'unknown' : 'lost';
  if (states.has('gap') || states.has('off')) return 'never_recorded';
  if (facts.recordingMode === 'off' || facts.registeredAtMs >= occurred.toMs) return 'never_recorded';
  const isPastRetention = nowMs >= occurred.toMs + facts.retentionHours * 3_600_000;
  return isPastRetention ? 'lost' : 'unknown';
}

/** Whether a camera that keeps its own recordings may still have some of an incident that weren't fetched: they aren't overwritten, and it was not asked for all of them yet. */
export function isKeptAtEdge(facts: Pick<RecordingFacts, 'recordingMode' | 'retentionHours' | 'edgeAsked'>, occurred: TimeInterval, nowMs: number): boolean {
  return facts.recordingMode === 'edge' && facts.edgeAsked !== true && nowMs < edgeOverwrittenAtMs(occurred.toMs, facts.retentionHours);
}

function statesDuring(intervals: RecordingFacts['recordingThen'], occurred: TimeInterval): Set<string> {
  const touching = intervals.filter(({ fromMs, toMs }) => overlapMs({ fromMs, toMs: toMs ?? Number.POSITIVE_INFINITY }, occurred) > 0);
  return new Set(touching.map((interval) => interval.state));
}
