import { generateKeyPairSync, sign } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toBase64, fromBase64 } from '../../../../domain/access-log/base64.ts';
import { checkpointText, parseCheckpoint } from '../../../../domain/access-log/checkpoint.ts';
import { readKeptCheckpoint } from '../../../../domain/access-log/kept-checkpoint.ts';
import { isSignedBy, noteKeyId, noteKeyText, parseNoteKey, parseSignedNote, writeSignedNote } from '../../../../domain/access-log/signed-note.ts';

const { privateKey } = generateKeyPairSync('ed25519');
const publicKey = Buffer.from(privateKey.export({ format: 'jwk' }).x!, 'base64url');
const key = { name: 'matpho.local/log/1', publicKey };
const root = Buffer.alloc(32, 7);
const signed = (text: string): string => writeSignedNote(text, key, sign(null, Buffer.from(text), privateKey));
const note = signed(checkpointText({ origin: key.name, size: 1234, root }));

describe('notes that others signed', () => {
  // of the documentation of golang.org/x/mod/sumdb/note
  const neumann = `If you think cryptography is the answer to your problem,
then you don't know what your problem is.

— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
`;
  const neumannKey = parseNoteKey('PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW')!;

  test('are good, and their keys have the ids that they should', () => {
    expect(noteKeyId(neumannKey)).toBe('c74f20a3');
    expect(isSignedBy(parseSignedNote(neumann)!, neumannKey)).toBe(true);
  });

  test('are refused when a letter changed, and when another key signed under the name', () => {
    expect(isSignedBy(parseSignedNote(neumann.replace('problem is', 'problem was'))!, neumannKey)).toBe(false);
    expect(isSignedBy(parseSignedNote(neumann)!, { ...neumannKey, publicKey })).toBe(false);
    expect(parseNoteKey('PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW')).toBeUndefined();
  });
});

describe('a checkpoint', () => {
  test('says what was signed, and its key can be handed on as a word', () => {
    const checkpoint = parseCheckpoint(note)!;
    expect(checkpoint).toMatchObject({ origin: key.name, size: 1234 });
    expect(toBase64(checkpoint.root)).toBe(root.toString('base64'));
    expect(isSignedBy(checkpoint.note, key)).toBe(true);
    expect(parseNoteKey(noteKeyText(key))).toEqual({ name: key.name, publicKey: new Uint8Array(publicKey) });
  });

  test('may carry signatures of witnesses; a second one of its own key that is wrong spoils it', () => {
    const witness = '— witness.example AAAAAQID\n';
    expect(isSignedBy(parseSignedNote(note + witness)!, key)).toBe(true);
    const wrong = writeSignedNote('', key, Buffer.alloc(64)).slice(1);
    expect(isSignedBy(parseSignedNote(note + wrong)!, key)).toBe(false);
    expect(isSignedBy(parseSignedNote(note.replace(/— .*\n$/u, witness))!, key)).toBe(false);
  });

  test.each([
    ['no size', `${key.name}\n\n${root.toString('base64')}\n`],
    ['a leading zero', `${key.name}\n01\n${root.toString('base64')}\n`],
    ['a sign', `${key.name}\n-1\n${root.toString('base64')}\n`],
    ['a size past 2^53', `${key.name}\n9007199254740993\n${root.toString('base64')}\n`],
    ['a short root', `${key.name}\n1\n${Buffer.alloc(31).toString('base64')}\n`],
    ['a root with spare bits', `${key.name}\n1\n${'A'.repeat(42)}B=\n`],
    ['an empty line', `${key.name}\n1\n${root.toString('base64')}\n\nmore\n`],
    ['no origin', `\n1\n${root.toString('base64')}\n`],
  ])('with %s is none', (_, text) => {
    expect(parseCheckpoint(signed(text))).toBeUndefined();
  });

  test.each([
    ['no signature', note.slice(0, note.indexOf('\n\n') + 2)],
    ['two hyphens for the dash', note.replace('—', '--')],
    ['a carriage return', note.replace('\n', '\r\n')],
    ['half a character', note.replace('matpho', 'mat\ud800')],
    ['no line end', note.slice(0, -1)],
    ['a hundred signatures', note + '— a AAAAAQID\n'.repeat(100)],
    ['a megabyte', `${'x'.repeat(1_000_000)}\n${note}`],
  ])('with %s is no note', (_, text) => {
    expect(parseSignedNote(text)).toBeUndefined();
  });
});

describe('a kept checkpoint', () => {
  const answer = { origin: key.name, size: 1234, note, publicKey: publicKey.toString('base64') };

  test.each([
    ['the answer as it came', JSON.stringify(answer), true],
    ['the answer with a mark of Windows before it', `\uFEFF${JSON.stringify(answer, null, 2).replaceAll('\n', '\r\n')}\r\n`, true],
    ['the note', note, false],
    ['the note without its last line end, of Windows', note.replaceAll('\n', '\r\n').slice(0, -2), false],
    ['key and note', `${noteKeyText(key)}\n\n${note}`, true],
  ])('is read from %s', (_, text, hasKey) => {
    const kept = readKeptCheckpoint(text)!;
    expect(kept.checkpoint.size).toBe(1234);
    expect(kept.publicKey === undefined ? undefined : toBase64(kept.publicKey)).toBe(hasKey ? answer.publicKey : undefined);
    expect(isSignedBy(kept.checkpoint.note, key)).toBe(true);
  });

  test.each(['', '{}', '{"note":1}', 'null', '[]', JSON.stringify({ ...answer, publicKey: 'AAAA' }), JSON.stringify({ ...answer, note: 'x' }), 'hello'])(
    'is not read from %j',
    (text) => {
      expect(readKeptCheckpoint(text)).toBeUndefined();
    },
  );
});

test('no text makes the parsers throw', () => {
  const pieces = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('\n', '\n\n', '— ', 'a ', 'AAAAAQID', '{', '"note":', note, key.name));
  const texts = fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(texts, (text) => {
      for (const parse of [parseSignedNote, parseCheckpoint, readKeptCheckpoint, parseNoteKey, fromBase64]) expect(() => parse(text)).not.toThrow();
    }),
    { numRuns: 2000 },
  );
});

test('a note with one character changed is no note, or not signed', () => {
  fc.assert(
    fc.property(fc.nat(note.length - 1), fc.constantFrom('0', 'A', '\n', ' ', '—', '+', '='), (at, letter) => {
      const forged = `${note.slice(0, at)}${letter}${note.slice(at + 1)}`;
      const parsed = parseSignedNote(forged);
      expect(forged !== note && parsed !== undefined && isSignedBy(parsed, key)).toBe(false);
    }),
    { numRuns: 300 },
  );
});
