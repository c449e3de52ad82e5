import type { TimeInterval } from '../time-interval.ts';

/** How long after its last request a player's next one still counts as the same look. */
const SAME_LOOK_MS = 5 * 60_000;
/** Looks that are remembered at once; beyond it the oldest are forgotten, and logged anew when they go on. */
const MOST_LOOKS = 10_000;

/** Remembers what of the looks of the last minutes stands in the log, so that the many requests of one player make one entry for each new span. */
export interface ViewBook {
  /** What of `span` is not in the log yet of this look: all that is missing, as one span; null when nothing is. */
  missing(look: string, span: TimeInterval, nowMs: number): TimeInterval | null;
  /** Says that `span` now stands in the log. Called after it was written: if two requests come at once, both may write, and none is lost. */
  logged(look: string, span: TimeInterval, nowMs: number): void;
}

interface Look {
  readonly spans: readonly TimeInterval[];
  readonly atMs: number;
}

export function createViewBook(): ViewBook {
  const looks = new Map<string, Look>();
  const known = (look: string, nowMs: number): readonly TimeInterval[] => {
    const found = looks.get(look);
    return found !== undefined && nowMs - found.atMs <= SAME_LOOK_MS ? found.spans : [];
  };
  const keep = (look: string, kept: Look): void => {
    // the order of a map is that of insertion: who was asked last stands last
    looks.delete(look);
    looks.set(look, kept);
    for (const oldest of looks.keys()) {
      if (looks.size <= MOST_LOOKS) return;
      looks.delete(oldest);
    }
  };
  return {
    missing(look, span, nowMs) {
      const spans = known(look, nowMs);
      if (spans.length > 0) keep(look, { spans, atMs: nowMs });
      return uncovered(spans, span);
    },
    logged: (look, span, nowMs) => keep(look, { spans: joined([...known(look, nowMs), span]), atMs: nowMs }),
  };
}

function joined(spans: readonly TimeInterval[]): TimeInterval[] {
  const apart: TimeInterval[] = [];
  for (const span of spans.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const last = apart.at(-1);
    if (last !== undefined && span.fromMs <= last.toMs) apart[apart.length - 1] = { fromMs: last.fromMs, toMs: Math.max(last.toMs, span.toMs) };
    else apart.push(span);
  }
  return apart;
}

/** From the first to the last moment of `span` that `spans` (apart, in order) leave open. */
function uncovered(spans: readonly TimeInterval[], span: TimeInterval): TimeInterval | null {
  const fromMs = spans.find((each) => each.fromMs <= span.fromMs && span.fromMs < each.toMs)?.toMs ?? span.fromMs;
  const toMs = spans.find((each) => each.fromMs < span.toMs && span.toMs <= each.toMs)?.fromMs ?? span.toMs;
  return fromMs < toMs ? { fromMs, toMs } : null;
}
