import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAppError } from '../../../domain/app-error.ts';
import { idFloor, idTimeMs, isUuid, newId, parseUuid, timedId } from '../../../domain/uuid.ts';

const timeMs = fc.integer({ min: 0, max: 2 ** 48 - 1 });
const tenBytes = fc.uint8Array({ minLength: 10, maxLength: 32 });

describe('newId', () => {
  it('lays out the example of RFC 9562, appendix A.6', () => {
    const randomBytes = Uint8Array.from([0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f]);
    expect(newId(0x017f22e279b0, randomBytes)).toBe('017f22e2-79b0-7cc3-98c4-dc0c0c07398f');
  });

  it('is a version 7 UUID of the RFC variant that gives its time back', () => {
    fc.assert(
      fc.property(timeMs, tenBytes, (at, bytes) => {
        const id = newId(at, bytes);
        expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
        expect(idTimeMs(id)).toBe(at);
      }),
    );
  });

  it('takes randomness of its own when given none, and cuts a fraction of a millisecond off', () => {
    const ids = new Set(Array.from({ length: 1000 }, () => newId(1_790_000_000_000.75)));
    expect(ids.size).toBe(1000);
    for (const id of ids) expect(idTimeMs(id)).toBe(1_790_000_000_000);
  });

  it('leaves the bytes it was given as they are', () => {
    const bytes = new Uint8Array(10).fill(0xff);
    newId(1, bytes);
    expect([...bytes]).toEqual(Array.from({ length: 10 }, () => 0xff));
  });

  it.each([-1, 2 ** 48, Number.NaN, Number.POSITIVE_INFINITY])('refuses the time %s', (at) => {
    expect(() => newId(at, new Uint8Array(10))).toThrow(expect.objectContaining({ code: 'id_time_out_of_range' }));
  });

  it('refuses too few bytes', () => {
    expect(() => newId(1, new Uint8Array(9))).toThrow(expect.objectContaining({ code: 'id_bytes_missing' }));
  });
});

describe('timedId', () => {
  it('is a version 8 UUID that depends on nothing but its arguments', () => {
    fc.assert(
      fc.property(timeMs, tenBytes, (at, digest) => {
        const id = timedId(at, digest);
        expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
        expect(idTimeMs(id)).toBe(at);
        expect(timedId(at, digest)).toBe(id);
      }),
    );
  });

  it('differs when the digest differs', () => {
    expect(timedId(5, new Uint8Array(32).fill(1))).not.toBe(timedId(5, new Uint8Array(32).fill(2)));
  });
});

describe('idFloor', () => {
  it('sorts between all ids of earlier and of the same millisecond', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 48 - 1 }), tenBytes, (at, bytes) => {
        const floor = idFloor(at);
        expect(isUuid(floor)).toBe(true);
        for (const make of [newId, timedId]) {
          expect(make(at - 1, bytes) < floor).toBe(true);
          expect(floor < make(at, bytes)).toBe(true);
        }
      }),
    );
  });
});

describe('parseUuid', () => {
  it('takes any version in any case and gives lower case', () => {
    expect(parseUuid('F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6')).toBe('f81d4fae-7dec-11d0-a765-00a0c91e6bf6');
  });

  it.each([
    '',
    'x',
    'f81d4fae7dec11d0a76500a0c91e6bf6',
    '{f81d4fae-7dec-11d0-a765-00a0c91e6bf6}',
    'g81d4fae-7dec-11d0-a765-00a0c91e6bf6',
    'f81d4fae-7dec-11d0-a765-00a0c91e6bf6\n',
  ])('refuses %j', (text) => {
    expect(isUuid(text)).toBe(false);
    try {
      parseUuid(text);
      expect.unreachable();
    } catch (error) {
      expect(isAppError(error, 'malformed_id')).toBe(true);
    }
  });
});
