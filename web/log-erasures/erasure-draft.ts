import type { ErasureBasis, LogErasureCreate } from '../api/api-types.ts';

/** What an administrator has typed so far. */
export interface ErasureDraft {
  readonly basis: ErasureBasis;
  /** '' while none is chosen. */
  readonly subjectRequestId: string;
  readonly of: 'account' | 'entries';
  /** '' while none is chosen. */
  readonly userId: string;
  /** Places in the log, as `12, 15-20`. */
  readonly places: string;
  readonly reason: string;
}

/** So many entries one erasure takes at most; the service has the same limit. */
const MOST_ENTRIES = 200;
const PLACE = /^\d{1,15}$/;
const PLACES = /^(\d{1,15})[-–](\d{1,15})$/;

/** Places, each once; `tooMany` beyond what one erasure takes, null when something else than numbers and ranges stands there, or nothing. */
export function readPlaces(text: string): readonly number[] | 'tooMany' | null {
  const words = text.split(/[\s,;]+/).filter((word) => word !== '');
  const found = new Set<number>();
  for (const word of words) {
    const range = PLACES.exec(word);
    if (range === null && !PLACE.test(word)) return null;
    const [from, to] = range === null ? [Number(word), Number(word)] : [Number(range[1]), Number(range[2])];
    if (from > to) return null;
    if (to - from >= MOST_ENTRIES) return 'tooMany';
    for (let place = from; place <= to; place += 1) found.add(place);
  }
  if (found.size > MOST_ENTRIES) return 'tooMany';
  return found.size === 0 ? null : [...found];
}

/** Words for what is wrong with a field. */
type ErasureProblem = 'required' | 'places' | 'tooMany';

/** What is missing or wrong, by field. */
export function erasureProblems(draft: ErasureDraft): Partial<Record<keyof ErasureDraft, ErasureProblem>> {
  const places = readPlaces(draft.places);
  return {
    ...(draft.basis === 'subject_request' && draft.subjectRequestId === '' && { subjectRequestId: 'required' as const }),
    ...(draft.of === 'account' && draft.userId === '' && { userId: 'required' as const }),
    ...(draft.of === 'entries' && places === null && { places: draft.places.trim() === '' ? ('required' as const) : ('places' as const) }),
    ...(draft.of === 'entries' && places === 'tooMany' && { places: 'tooMany' as const }),
    ...(draft.reason.trim() === '' && { reason: 'required' as const }),
  };
}

/** A draft without problems as the service takes it. */
export function erasureOf({ basis, subjectRequestId, of, userId, places, reason }: ErasureDraft): LogErasureCreate {
  const read = readPlaces(places);
  return {
    basis,
    reason: reason.trim(),
    ...(basis === 'subject_request' && { subjectRequestId }),
    ...(of === 'account' ? { userId } : { entries: Array.isArray(read) ? [...(read as readonly number[])] : [] }),
  };
}

/** Places in the log in few words: `12, 15–20`. */
export function placesText(places: readonly number[]): string {
  const sorted = [...places].sort((a, b) => a - b);
  const runs: { from: number; to: number }[] = [];
  for (const place of sorted) {
    const last = runs.at(-1);
    if (last !== undefined && place === last.to + 1) last.to = place;
    else runs.push({ from: place, to: place });
  }
  return runs.map(({ from, to }) => (from === to ? String(from) : `${from}–${to}`)).join(', ');
}
