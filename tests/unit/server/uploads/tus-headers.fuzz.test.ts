import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isAppError } from '../../../../domain/app-error.ts';
import { readFacts } from '../../../../server/uploads/hand-in-facts.ts';
import { readByteCount, readChecksum, readMetadata } from '../../../../server/uploads/tus-headers.ts';

const NOW_MS = Date.UTC(2026, 10, 27);
/** Headers as a hostile client sends them: anything, and what is nearly right. */
const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.stringMatching(/^[ ,=A-Za-z0-9+/_-]{0,200}$/),
  fc.constantFrom(
    '',
    ',',
    ' ',
    'a,a',
    '__proto__ eA==',
    'constructor eA==,toString eA==',
    'filename ====',
    '-1',
    '1e3',
    '0x10',
    '9'.repeat(16),
    ' 1',
    '1 ',
    '٣',
    'a '.repeat(5000),
  ),
);

/** What came of it: a value, or a refusal that says what to do. Anything else is a fault of ours. */
function outcome<T>(read: () => T): T | 'refused' {
  try {
    return read();
  } catch (error) {
    if (!isAppError(error)) throw error;
    expect(['malformed', 'invalid']).toContain(error.kind);
    return 'refused';
  }
}

test('a number of bytes is a whole number in decimal digits, or refused', () => {
  fc.assert(
    fc.property(hostile, fc.constantFrom('upload-length' as const, 'upload-offset' as const), (text, name) => {
      const read = outcome(() => readByteCount({ [name]: text }, name));
      if (read !== 'refused') expect([Number.isSafeInteger(read), read >= 0, /^\d+$/.test(text)]).toEqual([true, true, true]);
    }),
  );
});

test('metadata gives own text fields only, each once, and never reaches a prototype', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const read = outcome(() => readMetadata({ 'upload-metadata': text }));
      if (read === 'refused') return;
      expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
      expect(Object.values(read).every((value) => typeof value === 'string')).toBe(true);
    }),
  );
  expect(Object.keys(readMetadata({ 'upload-metadata': '__proto__ eA==' }))).toEqual(['__proto__']);
});

test('metadata is read as it was written', () => {
  const key = fc.stringMatching(/^[A-Za-z]{1,20}$/);
  fc.assert(
    fc.property(fc.dictionary(key, fc.string({ maxLength: 50 }), { maxKeys: 8, noNullPrototype: true }), (facts) => {
      const header = Object.entries(facts).map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`);
      expect(readMetadata({ 'upload-metadata': header.join(',') })).toEqual(facts);
    }),
  );
});

test('a checksum is of an offered kind, or refused', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        hostile,
        hostile.map((text) => `sha256 ${text}`),
      ),
      (text) => {
        const read = outcome(() => readChecksum({ 'upload-checksum': text }));
        if (read !== 'refused' && read !== undefined) expect(['sha1', 'sha256']).toContain(read.algorithm);
      },
    ),
  );
});

test('whatever a file is called, its shown name leads nowhere', () => {
  const tricks = fc.constantFrom(
    '../../etc/passwd',
    '..\\..\\boot.ini',
    '/etc/passwd',
    'C:\\x.mp4',
    'a\0b.mp4',
    '.',
    '..',
    '%2e%2e%2fx',
    'a/../b',
    '\u202Egpm.exe',
    ' ',
    'x'.repeat(3000),
  );
  fc.assert(
    fc.property(fc.oneof(tricks, fc.string({ unit: 'binary', maxLength: 250 })), (filename) => {
      const read = outcome(() => readFacts({ deviceStart: '2026-11-20T08:00:00', filename }, NOW_MS));
      if (read === 'refused') return;
      expect(read.fileName).not.toMatch(/[/\\\p{C}]/u);
      expect(read.fileName.length).toBeGreaterThan(0);
      expect(read.fileName.length).toBeLessThanOrEqual(200);
    }),
  );
});

test('facts of any kind are read or refused, never a fault', () => {
  fc.assert(
    fc.property(
      fc.object({ maxDepth: 1 }),
      hostile,
      hostile,
      (more, deviceStart, clockDeviceTime) => void outcome(() => readFacts({ ...more, deviceStart, clockDeviceTime }, NOW_MS)),
    ),
  );
});
