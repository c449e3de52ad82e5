import { describe, expect, test } from 'vitest';
import { createReplaySelection } from '../../../../camera-adapters/rtsp/replay-selection.ts';
import type { ReplayUnit } from '../../../../camera-adapters/rtsp/replay-units.ts';

/** A picture; capital letters after the time are its marks: C clean, E end of section, D discontinuity, T terminal, S with parameter sets of its own, + the rest of the one before. */
function unit(text: string): ReplayUnit {
  const [, at, marks = ''] = /^(-?[\d.]+)([A-Z+]*)$/.exec(text) ?? [];
  const has = (mark: string): boolean => marks.includes(mark);
  return {
    ...{ packets: [], byteLength: 1_000, deviceMs: Number(at) * 1_000 },
    ...{
      isClean: has('C'),
      endsSection: has('E'),
      isDiscontinuous: has('D'),
      isTerminal: has('T'),
      isRest: has('+'),
      parameters: has('S') ? Buffer.from(at ?? '') : undefined,
    },
  };
}

/** What is done with pictures, sections in brackets, `|` for done. */
function chosen(pictures: string, { fromS = 0, toS = 100, isTimed = true, finish = true } = {}): string {
  const selection = createReplaySelection({ fromMs: fromS * 1_000, toMs: toS * 1_000 }, () => isTimed);
  const steps = [...pictures.split(' ').flatMap((text) => selection.judge(unit(text))), ...(finish ? selection.finish() : [])];
  return steps
    .map((step) => {
      if (step.kind === 'done') return '|';
      if (step.kind === 'close') return `${step.endsAtMs / 1_000}]`;
      return `${step.kind === 'begin' ? '[' : ''}${step.unit.deviceMs / 1_000}`;
    })
    .join(' ');
}

describe('pictures are chosen', () => {
  test.each<[what: string, pictures: string, window: object, expected: string]>([
    ['up to the end, without the picture at it', '0C 1 2C 3 4C', { toS: 4 }, '[0 1 2 3 4] |'],
    ['from the key frame before the start', '0C 1 2C 3 4C 5', { fromS: 3 }, '[2 3 4 5 6]'],
    ['from the key frame at the start', '0C 1 2C 3', { fromS: 2 }, '[2 3 4]'],
    ['from the first key frame, when the recorder begins in the middle', '1 2C 3', {}, '[2 3 4]'],
    ['not when they all lie before the start', '0C 1 2C 3', { fromS: 50 }, ''],
    ['not when they all lie behind the end', '60C', { toS: 50 }, '|'],
    ['not before the start when a gap lies between', '0C 1E 10C 11', { fromS: 5 }, '[10 11 12]'],
  ])('%s', (_what, pictures, window, expected) => {
    expect(chosen(pictures, window)).toBe(expected);
  });

  test('a picture stands no longer than until the end of the window', () => {
    expect(chosen('0C 1 2', { toS: 2.5 })).toBe('[0 1 2 2.5]');
  });

  test('the rest of a picture goes where its beginning went', () => {
    expect(chosen('0 0+ 1C 1+ 2')).toBe('[1 1 2 3]');
  });

  test('where times are only counted, the end has room for an interval of key frames', () => {
    expect(chosen('0C 1 2C 3 4C 5 6C', { toS: 4, isTimed: false })).toBe('[0 1 2 3 4 5 6] |');
  });
});

describe('a gap', () => {
  test.each<[what: string, pictures: string, expected: string]>([
    ['marked by its end', '0C 0.1 0.2E 0.5C 0.6', '[0 0.1 0.2 0.3] [0.5 0.6 0.7]'],
    ['marked by its beginning', '0C 0.1 0.2 0.5CD 0.6', '[0 0.1 0.2 0.3] [0.5 0.6 0.7]'],
    ['not marked', '0C 0.1 0.2 9C 9.1', '[0 0.1 0.2 0.3] [9 9.1 9.2]'],
    ['where the clock was set back', '50C 50.1 20C 20.1', '[50 50.1 50.2] [20 20.1 20.2]'],
    ['before pictures that need those that are missing', '0C 0.1 30 30.1 31C', '[0 0.1 0.2] [31 31.1]'],
    ['that is none, but another size of picture,', '0CS 0.1 0.2CS 0.3 0.4C', '[0 0.1 0.2] [0.2 0.3 0.4 0.5]'],
    ['shorter than a picture stands', '0C 0.9E 1.2CD 1.5', '[0 0.9 1.2] [1.2 1.5 1.8]'],
  ])('%s divides footage', (_what, pictures, expected) => {
    expect(chosen(pictures)).toBe(expected);
  });

  test.each<[what: string, pictures: string, expected: string]>([
    ['the slow pictures of a time-lapse', '0C 2 4 6C 8', '[0 2 4 6 8 10]'],
    ['a pause of a few seconds within a group of pictures', '0C 0.1 4 4.1', '[0 0.1 4 4.1 4.2]'],
    ['marks within a group of pictures without time missing', '0C 0.1E 0.2D 0.3', '[0 0.1 0.2 0.3 0.4]'],
    ['the order of B-frames', '0C 0.3 0.1 0.2 0.6', '[0 0.3 0.1 0.2 0.6 0.7]'],
  ])('is not %s', (_what, pictures, expected) => {
    expect(chosen(pictures)).toBe(expected);
  });
});

test('what is still to come is told by the last picture', () => {
  const expectation = (pictures: string): string => {
    const selection = createReplaySelection({ fromMs: 0, toMs: 10_000 }, () => true);
    for (const text of pictures.split(' ')) selection.judge(unit(text));
    return selection.expects;
  };
  expect(expectation('0C 1')).toBe('more');
  expect(expectation('0C 1E')).toBe('perhaps_more');
  expect(expectation('0C 1ET')).toBe('nothing');
  expect(expectation('8C 9')).toBe('nothing');
});

test('what is left out is counted', () => {
  const selection = createReplaySelection({ fromMs: 50_000, toMs: 60_000 }, () => true);
  for (const text of ['0', '1C', '2', '3C', '4']) selection.judge(unit(text));
  // the group of 3 may still prove to be the one around the start
  expect(selection.leftOutBytes).toBe(3_000);
});
