import type { Role } from '../../domain/role.ts';

/** Entries that are older are neither shown nor left. */
export const KEPT_FOR_MS = 3 * 24 * 3_600_000;
/** An answer with more characters in its names and values is not kept. */
const MOST_KEPT_CHARACTERS = 500_000;

/** First parts of the keys of what may be kept, with the most parts that such a key may have: what hangs on one camera (pictures, footage, checks) has more. */
const KEPT_KEYS: Readonly<Record<string, number>> = {
  cameras: 2,
  camera: 2,
  faults: 2,
  fault: 2,
  requests: 2,
  'requests-waiting': 1,
  messages: 1,
  'alert-subscriptions': 1,
  'audit-events': 2,
  config: 1,
  'incident-categories': 1,
};

/** Whether an answer may be kept in the browser: of a board, and on the list; all else never is. See docs/design/offline.md, "What is kept of answers". */
export function mayBeKept(queryKey: readonly unknown[], role: Role): boolean {
  const [first] = queryKey;
  return role === 'board' && typeof first === 'string' && Object.hasOwn(KEPT_KEYS, first) && queryKey.length <= KEPT_KEYS[first]!;
}

/** What is left out of everything that is kept: network addresses of devices. They are emptied, not removed, since pages count on them. */
const EMPTIED = new Set(['url']);

const UNKNOWN_TO_JSON = new Set(['function', 'symbol', 'bigint']);

/**
 * An answer as it may be kept. Ends as soon as it is too large: a long list is one answer, and grows with each page that is scrolled to.
 *
 * @throws TypeError for what JSON doesn't have, such as a Map: it would come back as something else, and the page that asked would break. RangeError for what is too large.
 */
export function keptForm(answer: unknown, mostCharacters = MOST_KEPT_CHARACTERS): unknown {
  let left = mostCharacters;
  const take = (characters: number): void => {
    left -= characters;
    if (left < 0) throw new RangeError('too large to be kept');
  };
  const copy = (value: unknown): unknown => {
    if (!isPlain(value) && !Array.isArray(value)) throw new TypeError('only plain data is kept');
    take(typeof value === 'string' ? value.length : 4);
    if (Array.isArray(value)) return value.map(copy);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, part]) => {
        take(name.length);
        return [name, EMPTIED.has(name) && typeof part === 'string' ? '' : copy(part)];
      }),
    );
  };
  return copy(answer);
}

function isPlain(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return !UNKNOWN_TO_JSON.has(typeof value);
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Whether something kept at `keptAtMs` in a session that ends at `endsAtMs` may still be shown. A clock that was set back counts as an end. */
export function isStillGood(keptAtMs: number, endsAtMs: number, nowMs: number): boolean {
  return nowMs < endsAtMs && nowMs - keptAtMs < KEPT_FOR_MS && nowMs - keptAtMs > -60_000;
}
