import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAppError } from '../../../domain/app-error.ts';
import { checkNewPassword, normalPassword, type PasswordOwner } from '../../../domain/password-rule.ts';
import { computedMs } from '../../support/own-computing.ts';

const OFFICER: PasswordOwner = { role: 'officer', username: 'tuan.le', displayName: 'Lê Quốc Tuấn', organisationName: 'Công an xã Phú Sơn' };

function refusalOf(password: string, owner = OFFICER): string | null {
  try {
    checkNewPassword(password, owner);
    return null;
  } catch (error) {
    if (isAppError(error)) return error.code;
    throw error;
  }
}

describe('a new password', () => {
  it.each([
    'con mèo trèo cây cau',
    'ngoi nha nho ben suoi',
    'X7#kqPz2!vRm',
    'seven lamps under water',
    'hoa sữa nở tháng mười',
    'k3x9-wm2p-q7ab-t5zr',
    '雨の日は図書館へ行こうと思う',
  ])('may be any words or characters that nobody else would take: %s', (password) => {
    expect(refusalOf(password)).toBeNull();
  });

  it('has 12 characters, or 10 where one sees no more than the own cameras, counted as people count them', () => {
    expect([refusalOf('x7kqpz2vrmw'), refusalOf('x7kqpz2vrm', { ...OFFICER, role: 'board' }), refusalOf('x7kqpz2vr', { ...OFFICER, role: 'board' })]).toEqual([
      'password_too_short',
      null,
      'password_too_short',
    ]);
    // eleven letters stay eleven, however the keyboard composes them
    const eleven = 'ốốốốrấtlạxx';
    expect([refusalOf(eleven), refusalOf(eleven.normalize('NFD'))]).toEqual(['password_too_short', 'password_too_short']);
  });

  it.each([
    'passwordpassword',
    'P@ssw0rd2026!',
    'matkhau123456',
    'Mật khẩu của tôi 2026',
    'anhyeuem1234567',
    '123456789012345',
    '111111111111',
    'abcabcabcabcabc',
    'qwertyuiop123456',
    '1qaz2wsx3edc',
    'zxcvbnm,asdfghjkl',
    'aaaaaaaaaaaaaaaaaaaaaaaa',
    'toiyeuvietnam1975',
    'CongAn@2026@2027',
    'matpho camera an ninh',
  ])('is none of those that everybody tries: %s', (password) => {
    expect(refusalOf(password)).toBe('password_too_common');
  });

  it.each(['tuanletuanle2026', 'LêQuốcTuấn1990', 'phuson-tuan.le-12'])('is more than the names of its owner: %s', (password) => {
    expect(['password_has_name', 'password_too_common']).toContain(refusalOf(password));
    expect(refusalOf(password)).not.toBeNull();
  });

  it('tells nothing of what was typed', () => {
    for (const password of ['x7kqpz2vr', 'P@ssw0rd2026!', 'LêQuốcTuấn1990']) {
      const error: unknown = (() => {
        try {
          return checkNewPassword(password, OFFICER);
        } catch (caught) {
          return caught;
        }
      })();
      expect(JSON.stringify([String(error), error])).not.toContain(password);
    }
  });

  it('is judged within a moment, whatever is sent', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ maxLength: 256 }), fc.string({ maxLength: 256, unit: fc.constantFrom('a', 'b', '1', '\u0001') })),
        (password) => computedMs(() => refusalOf(password)) < 1000,
      ),
      { numRuns: 200 },
    );
  });
});

it('is the same password however its letters are composed', () => {
  expect(normalPassword('ngõ nhỏ, phố nhỏ'.normalize('NFD'))).toBe(normalPassword('ngõ nhỏ, phố nhỏ'.normalize('NFC')));
});
