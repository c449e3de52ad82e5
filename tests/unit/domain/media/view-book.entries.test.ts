import { describe, expect, it } from 'vitest';
import { createViewBook } from '../../../../domain/media/view-book.ts';

const MINUTE_MS = 60_000;

/** A player's requests as spans of seconds, and what was written of them. */
function watch(requests: readonly (readonly [fromS: number, toS: number, atS?: number])[], look = 'grant segment') {
  const book = createViewBook();
  return requests.flatMap(([fromS, toS, atS = 0]) => {
    const missing = book.missing(look, { fromMs: fromS * 1000, toMs: toS * 1000 }, atS * 1000);
    if (missing === null) return [];
    book.logged(look, missing, atS * 1000);
    return [[missing.fromMs / 1000, missing.toMs / 1000]];
  });
}

describe('the looks of one player', () => {
  it.each([
    [
      'the same again is one entry',
      [
        [0, 5],
        [0, 5],
      ],
      [[0, 5]],
    ],
    [
      'what follows is only what is new',
      [
        [0, 5],
        [3, 8],
      ],
      [
        [0, 5],
        [5, 8],
      ],
    ],
    [
      'what comes before as well',
      [
        [3, 8],
        [0, 5],
      ],
      [
        [3, 8],
        [0, 3],
      ],
    ],
    [
      'what lies within is none',
      [
        [0, 8],
        [2, 4],
      ],
      [[0, 8]],
    ],
    [
      'what lies around is one',
      [
        [2, 4],
        [0, 8],
      ],
      [
        [2, 4],
        [0, 8],
      ],
    ],
    [
      'two apart are two, and what lies between is the rest',
      [
        [0, 2],
        [4, 6],
        [1, 5],
      ],
      [
        [0, 2],
        [4, 6],
        [2, 4],
      ],
    ],
    [
      'after five quiet minutes it is a new look',
      [
        [0, 5, 0],
        [0, 5, 301],
      ],
      [
        [0, 5],
        [0, 5],
      ],
    ],
    [
      'one that goes on is the same look, however long',
      [
        [0, 5, 0],
        [0, 5, 200],
        [0, 5, 400],
        [0, 5, 600],
      ],
      [[0, 5]],
    ],
  ] as const)('%s', (_name, requests, entries) => {
    expect(watch(requests)).toEqual(entries);
  });

  it('are apart from those of others', () => {
    const book = createViewBook();
    const span = { fromMs: 0, toMs: 5000 };
    book.logged('a', span, 0);
    expect(book.missing('b', span, 0)).toEqual(span);
  });

  it('that was not written is still missing: two requests at once may both write', () => {
    const book = createViewBook();
    const span = { fromMs: 0, toMs: 5000 };
    expect([book.missing('a', span, 0), book.missing('a', span, 0)]).toEqual([span, span]);
  });

  it('that are forgotten are written again, never lost', () => {
    const book = createViewBook();
    const span = { fromMs: 0, toMs: 5000 };
    for (let n = 0; n <= 10_000; n++) book.logged(`look ${n}`, span, MINUTE_MS);
    expect(book.missing('look 0', span, MINUTE_MS)).toEqual(span);
    expect(book.missing('look 10000', span, MINUTE_MS)).toBeNull();
  });
});
