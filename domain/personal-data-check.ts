import { AppError } from './app-error.ts';
import { withoutHarmlessNumbers } from './harmless-number.ts';
import { findIdentityNumbers } from './identity-number-pattern.ts';
import type { PersonalDataMatch } from './personal-data-match.ts';
import { findPlates } from './plate-pattern.ts';
import { scanText } from './scan-text.ts';

/**
 * Number plates, citizen numbers and phone numbers in free text, in order of their place and without overlaps. Spaces, dots, dashes, full-width
 * and other scripts' digits, look-alike letters and invisible characters don't hide one; dates, times, sums of money, roads, house
 * numbers and coordinates are none.
 */
export function findPersonalData(text: string): PersonalDataMatch[] {
  return find(text, false);
}

/** The same in the name or code of a camera, a place, a file: it is full of codes that in a sentence would be taken for plates, such as "BV-01-15". */
export function findPersonalDataInName(name: string): PersonalDataMatch[] {
  return find(name, true);
}

function find(text: string, isName: boolean): PersonalDataMatch[] {
  const scan = scanText(text);
  const searched = withoutHarmlessNumbers(scan.text);
  const originalOf = (start: number, end: number) => text.slice(scan.starts[start], scan.ends[end - 1]);
  const plates = findPlates(searched, originalOf, isName).map((span) => ({ kind: 'licence_plate' as const, ...span }));
  const matches = [...plates, ...findIdentityNumbers(searched)].map(({ kind, start, end }): PersonalDataMatch => {
    const offset = scan.starts[start]!;
    return { kind, offset, length: scan.ends[end - 1]! - offset };
  });
  return withoutOverlaps(matches);
}

/**
 * Refuses text that names a person by number. The error lists kinds and places, never the text itself: errors are logged.
 *
 * @param field what it was typed into, as the API calls it
 * @throws AppError `invalid` `personal_data_in_text`, with `details.errors` (the field) and `details.found` as {@link PersonalDataMatch}[]
 */
export function checkSummary(text: string, field: string): void {
  refuse(findPersonalData(text), field);
}

/** The same for the name or code of a thing. Errors: those of {@link checkSummary}. */
export function checkName(name: string, field: string): void {
  refuse(findPersonalDataInName(name), field);
}

/** What is said of a text with such numbers in the field `field`. */
export function personalDataError(found: readonly PersonalDataMatch[], field: string): AppError {
  const message = `${field} holds a number plate, an ID number or a phone number. Take it out: things and incidents are described by place and time only.`;
  return new AppError('invalid', 'personal_data_in_text', message, { details: { found, errors: [{ path: field, message }] } });
}

function refuse(found: readonly PersonalDataMatch[], field: string): void {
  if (found.length > 0) throw personalDataError(found, field);
}

function withoutOverlaps(matches: readonly PersonalDataMatch[]): PersonalDataMatch[] {
  const ordered = matches.toSorted((a, b) => a.offset - b.offset || b.length - a.length);
  const kept: PersonalDataMatch[] = [];
  for (const match of ordered) {
    const last = kept.at(-1);
    if (last === undefined || match.offset >= last.offset + last.length) kept.push(match);
  }
  return kept;
}
