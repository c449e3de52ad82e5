import { z } from 'zod';
import { findPersonalDataInName } from '../personal-data-check.ts';

/** What `params` of the issue hold, so that whoever reports it can tell it from a value of the wrong shape. */
export const PERSONAL_DATA_ISSUE = 'personal_data_in_text';

/** A name that somebody types for a thing, or looks for: trimmed, 1 to `maxLength` characters, without number plates, ID and phone numbers. */
export function nameWire(maxLength = 200) {
  return z
    .string()
    .trim()
    .min(1)
    .max(maxLength)
    .superRefine((name, context) => {
      const found = findPersonalDataInName(name);
      if (found.length === 0) return;
      const message = 'holds a number plate, an ID number or a phone number; take it out';
      context.addIssue({ code: 'custom', message, params: { kind: PERSONAL_DATA_ISSUE, found } });
    });
}
