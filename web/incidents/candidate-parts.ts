import { footageGaps } from '../../domain/footage-gaps.ts';
import type { TimeInterval } from '../../domain/time-interval.ts';
import type { Candidate } from '../api/api-types.ts';
import { facetToneOf } from '../cameras/facet-tone.ts';
import type { StripPart } from '../ui/strip-part.ts';

/** Words for the parts. */
export interface CandidateWords {
  readonly recorded: string;
  /** What is the case where no footage is on hand, by the candidate's availability. */
  readonly rest: string;
  /** Beyond what was looked at. */
  readonly unknown: string;
  readonly health: (facet: string, state: string) => string;
}

/** The incident's own time, as the candidates have it. */
export function trueWindowOf({ trueWindow }: Pick<Candidate, 'trueWindow'>): TimeInterval {
  return { fromMs: Date.parse(trueWindow.from), toMs: Date.parse(trueWindow.to) };
}

function restTone({ availability, restAtEdge }: Pick<Candidate, 'availability' | 'restAtEdge'>): StripPart['tone'] {
  if (restAtEdge || availability === 'at_edge') return 'warn';
  return availability === 'lost' ? 'bad' : 'none';
}

/** Footage of a candidate within the incident, and what the rest of it is: still in the device, overwritten, never there. Oldest first. */
export function candidateFootageParts(
  candidate: Pick<Candidate, 'trueWindow' | 'footageSpans' | 'footageKnownTo' | 'availability' | 'restAtEdge'>,
  words: Pick<CandidateWords, 'recorded' | 'rest' | 'unknown'>,
): readonly StripPart[] {
  const whole = trueWindowOf(candidate);
  const spans = candidate.footageSpans.map(({ from, to }) => ({ fromMs: Date.parse(from), toMs: Date.parse(to) }));
  const knownToMs = candidate.footageKnownTo === null ? whole.toMs : Math.min(whole.toMs, Date.parse(candidate.footageKnownTo));
  const gaps = footageGaps(spans, { fromMs: whole.fromMs, toMs: knownToMs });
  const beyond: readonly StripPart[] = knownToMs < whole.toMs ? [{ fromMs: knownToMs, toMs: whole.toMs, tone: 'none', label: words.unknown }] : [];
  return [
    ...spans.map((span): StripPart => ({ ...span, tone: 'good', label: words.recorded })),
    ...gaps.map((gap): StripPart => ({ ...gap, tone: restTone(candidate), label: words.rest })),
    ...beyond,
  ].toSorted((a, b) => a.fromMs - b.fromMs);
}

/** What was wrong with a candidate during the incident, oldest first. */
export function candidateHealthParts(candidate: Pick<Candidate, 'trueWindow' | 'healthThen'>, words: Pick<CandidateWords, 'health'>): readonly StripPart[] {
  const whole = trueWindowOf(candidate);
  return candidate.healthThen
    .map(({ facet, state, from, to }): StripPart => {
      const ends = { fromMs: Math.max(whole.fromMs, Date.parse(from)), toMs: to === null ? whole.toMs : Math.min(whole.toMs, Date.parse(to)) };
      return { ...ends, tone: facetToneOf(facet, state), label: words.health(facet, state) };
    })
    .filter(({ tone, fromMs, toMs }) => (tone === 'bad' || tone === 'warn') && fromMs < toMs)
    .toSorted((a, b) => a.fromMs - b.fromMs);
}

/** What a candidate's own clock showed at a moment of true time; null when it was never read. */
export function deviceTimeOf({ clock }: Pick<Candidate, 'clock'>, trueMs: number): number | null {
  return clock === null ? null : trueMs + clock.offsetMs;
}
