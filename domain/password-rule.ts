import { AppError } from './app-error.ts';
import { COMMON_PASSWORD_WORDS } from './common-passwords.ts';
import type { Role } from './role.ts';

/** Longest password that is taken; argon2id has no limit of its own. */
export const LONGEST_PASSWORD = 256;

/** Fewest characters of a password, by role: NIST SP 800-63B asks for 8; whoever sees more than their own cameras needs more. */
export function shortestPassword(role: Role): number {
  return role === 'board' ? 10 : 12;
}

/** Whose password it is: none of these names may be all there is to it. */
export interface PasswordOwner {
  readonly role: Role;
  readonly username: string;
  readonly displayName: string;
  readonly organisationName: string;
}

/** What is left of a password must be this many characters once everything that guessing begins with counts as one. */
const LEAST_WORTH = 8;
const LEAST_DISTINCT = 5;
/** What is typed in one stroke of the hand, and back. */
const ROWS = ['01234567890', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm', '1qaz2wsx3edc4rfv5tgb', '1q2w3e4r5t6y7u8i9o0p'].flatMap(
  (row) => [row, [...row].toReversed().join('')],
);
const SHORTEST_RUN = 4;
const LOOK_ALIKES: Readonly<Record<string, string>> = { '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '@': 'a', $: 's', '!': 'i' };
/** Stands for a part that is worth no more than one character; not a letter that anybody types. */
const PART = '\u0001';

/** The form in which a password is hashed and compared: keyboards write "ế" in one, two or three characters (NIST SP 800-63B, 5.1.1.2: normalise). */
export function normalPassword(password: string): string {
  return password.normalize('NFC');
}

/**
 * Refuses a new password that is short, among those that everybody tries, or little more than a name of its owner. There are no rules of composition and none of age (NIST SP 800-63B, 5.1.1.2).
 *
 * @throws AppError `invalid`: `password_too_short` (with `details.shortest`), `password_too_common`, `password_has_name`; none holds anything of the password
 */
export function checkNewPassword(password: string, owner: PasswordOwner): void {
  const shortest = shortestPassword(owner.role);
  if ([...normalPassword(password)].length < shortest)
    throw new AppError('invalid', 'password_too_short', `A password has ${shortest} characters or more. Several words that you remember make a good one.`, {
      details: { shortest },
    });
  if (!isWorth(password, COMMON_PASSWORD_WORDS))
    throw new AppError(
      'invalid',
      'password_too_common',
      'This is among the passwords that everybody tries first. Take several words that only you would put together.',
    );
  if (!isWorth(password, [...COMMON_PASSWORD_WORDS, ...namesOf(owner)]))
    throw new AppError('invalid', 'password_has_name', 'This password is little more than your name or that of your organisation. Take other words.');
}

function fold(text: string): string {
  return text.normalize('NFKD').toLowerCase().replace(/\p{M}/gu, '').replaceAll('đ', 'd').replace(/\s/g, '');
}

function namesOf({ username, displayName, organisationName }: PasswordOwner): string[] {
  const parts = [username, displayName, organisationName].flatMap((name) => [name, ...name.split(/[\s._-]+/)]);
  return parts.map(fold).filter((part) => part.length >= 3);
}

function isWorth(password: string, weakWords: readonly string[]): boolean {
  const plain = fold(password);
  const withoutLookAlikes = [...plain].map((char) => LOOK_ALIKES[char] ?? char).join('');
  return [plain, withoutLookAlikes].every((text) => {
    const rest = [...withoutRuns(withoutWords(text, weakWords))];
    return rest.length >= LEAST_WORTH && new Set(rest).size >= LEAST_DISTINCT;
  });
}

function withoutWords(text: string, weakWords: readonly string[]): string {
  const longestFirst = weakWords.toSorted((a, b) => b.length - a.length);
  return longestFirst.reduce((rest, word) => rest.replaceAll(word, PART), text);
}

/** Years, repetitions and strokes along a row become one character each. */
function withoutRuns(text: string): string {
  const withoutYears = text.replace(/(19|20)\d\d/g, PART);
  const withoutRepeats = withoutYears.replace(/(.{1,8}?)\1{2,}/gu, '$1').replace(/(.{3,}?)\1+/gu, '$1');
  let rest = '';
  for (let at = 0; at < withoutRepeats.length;) {
    const length = strokeLength(withoutRepeats, at);
    rest += length >= SHORTEST_RUN ? PART : withoutRepeats[at];
    at += length >= SHORTEST_RUN ? length : 1;
  }
  return rest;
}

function strokeLength(text: string, at: number): number {
  let length = 1;
  while (at + length < text.length && ROWS.some((row) => row.includes(text.slice(at, at + length + 1)))) length += 1;
  return length;
}
