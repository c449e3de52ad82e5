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
  const scan = scanText(text);
  const searched = withoutHarmlessNumbers(scan.text);
  const originalOf = (start: number, end: number) => text.slice(scan.starts[start], scan.ends[end - 1]);
  const plates = findPlates(searched, originalOf).map((span) => ({ kind: 'licence_plate' as const, ...span }));
  const matches = [...plates, ...findIdentityNumbers(searched)].map(({ kind, start, end }): PersonalDataMatch => {
    const offset = scan.starts[start]!;
    return { kind, offset, length: scan.ends[end - 1]! - offset };
  });
  return withoutOverlaps(matches);
}

/**
 * Refuses text that names a person by number. The error lists kinds and places, never the text itself: errors are logged.
 *
 * @throws AppError `invalid` `personal_data_in_text`, with `details.found` as {@link PersonalDataMatch}[]
 */
export function checkSummary(text: string): void {
  const found = findPersonalData(text);
  if (found.length === 0) return;
  throw new AppError(
    'invalid',
    'personal_data_in_text',
    'The text holds a number plate, an ID number or a phone number. Take it out: incidents are described by place and time only.',
    { details: { found } },
  );
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
