import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseCheckpoint } from '../../../../domain/access-log/checkpoint.ts';
import { currentKey, followKeys, signedAs } from '../../../../domain/access-log/key-chain.ts';
import { isHandedOver, parseHandover } from '../../../../domain/access-log/key-handover.ts';
import { noteKeyText } from '../../../../domain/access-log/signed-note.ts';
import { event, handoverOf, headOf, newKey, ORIGIN, rotate, type ToldLog } from '../../../support/audit/told-log.ts';

const noteKey = ({ publicKey }: ToldLog['key']) => ({ name: ORIGIN, publicKey });
const newLog = (): ToldLog => ({ key: newKey(), origin: ORIGIN, events: [event(0)], handovers: [] });

describe('a hand-over', () => {
  const log = newLog();
  const [ends, begins] = [log.key, newKey()];
  const note = handoverOf(log, ends, begins);

  test('names both keys, and is a checkpoint of the tree at which one ends', () => {
    const handover = parseHandover(note)!;
    expect(handover).toMatchObject({ note, ends: noteKey(ends), begins: noteKey(begins), checkpoint: { origin: ORIGIN, size: 1 } });
    expect(isHandedOver(handover)).toBe(true);
    expect(parseCheckpoint(note)?.size).toBe(1);
  });

  test.each([
    ['a checkpoint', headOf(log).note],
    ['one of another log', note.replaceAll('vn/log/1+', 'vn/log/2+')],
    ['one to itself', handoverOf(log, ends, ends)],
    ['one without the next key', note.replace(/key-begins.*\n/, '')],
    ['one the other way round', note.replace('key-ends', 'key-x').replace('key-begins', 'key-ends').replace('key-x', 'key-begins')],
    ['one with more lines', note.replace('\n\n', '\nmore\n\n')],
    ['one with a damaged key', note.replace(noteKeyText(noteKey(begins)), noteKeyText(noteKey(begins)).slice(0, -4))],
  ])('%s is none', (_, text) => {
    expect(parseHandover(text)).toBeUndefined();
  });

  test('with any one character changed leads nowhere', () => {
    fc.assert(
      fc.property(fc.nat(note.length - 1), fc.constantFrom('0', 'A', '\n', ' ', '—', '+', '='), (at, letter) => {
        const forged = `${note.slice(0, at)}${letter}${note.slice(at + 1)}`;
        expect(forged === note || followKeys(noteKey(ends), [forged]).handovers.length === 0).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  test('no text makes the parser throw', () => {
    const piece = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('\n', '\n\n', 'key-ends: ', 'key-begins: ', note, noteKeyText(noteKey(ends))));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 10 }), (pieces) => {
        const texts = [pieces.join(''), ...pieces];
        for (const text of texts) expect(() => parseHandover(text)).not.toThrow();
        expect(() => followKeys(noteKey(ends), texts)).not.toThrow();
      }),
      { numRuns: 200 },
    );
  });
});

describe('keys are followed', () => {
  test('from any of them to the last, and a checkpoint counts for what its key might sign', () => {
    const log = newLog();
    const keys = [log.key];
    const heads = [headOf(log)];
    for (let n = 1; n < 4; n += 1) {
      rotate(log);
      keys.push(log.key);
      log.events.push(event(n));
      heads.push(headOf(log));
    }
    for (const [index, key] of keys.entries()) {
      const chain = followKeys(noteKey(key), log.handovers.toReversed());
      expect(currentKey(chain)).toEqual(noteKey(log.key));
      expect(chain.spans).toHaveLength(keys.length - index);
      const said = heads.map(({ note }) => signedAs(parseCheckpoint(note)!, chain));
      expect(said).toEqual(heads.map((_, nth) => (nth < index ? 'unsigned' : nth === 3 ? 'current' : 'former')));
    }
    const late = headOf({ ...log, key: keys[0]! });
    expect(signedAs(parseCheckpoint(late.note)!, followKeys(noteKey(keys[0]!), log.handovers))).toBe('ended');
  });

  test('not to a smaller tree, not in a circle, and not where one key says two things', () => {
    const log = newLog();
    const [a, b, c] = [log.key, newKey(), newKey()];
    const smaller = handoverOf({ ...log, events: [] }, b, c);
    const first = handoverOf(log, a, b);
    const follow = (...texts: readonly string[]) => followKeys(noteKey(a), texts);
    expect(follow(first, smaller)).toMatchObject({ handovers: [{ begins: noteKey(b) }], isForked: false });
    expect(follow(first, handoverOf(log, b, a))).toMatchObject({ handovers: [{ begins: noteKey(b) }], isForked: false });
    expect(follow(first, first, first).handovers).toHaveLength(1);
    expect(follow(first, handoverOf(log, a, c))).toMatchObject({ handovers: [], isForked: true });
  });
});
