import { AppError } from '../../../domain/app-error.ts';

/** What can be wrong with a timestamp, and what that means for whoever reads it. */
const MESSAGES = {
  timestamp_unreadable: 'The timestamp is no reply of RFC 3161 as it has to be: it is damaged, cut off, too large or something else.',
  timestamp_refused: 'The authority refused to give a timestamp.',
  timestamp_other_content: 'The timestamp is of something else: its imprint is not the one of this signature.',
  timestamp_other_nonce: 'The timestamp answers another question: its nonce is not ours.',
  timestamp_other_policy: 'The timestamp was given under another policy than the one that was asked for.',
  timestamp_signature_wrong: "The timestamp's signature is wrong: it was altered, or never signed by the certificate that it names.",
  timestamp_certificate_unfit: 'The certificate that signed the timestamp is not one of a timestamp authority.',
  timestamp_certificate_expired: 'The certificate that signed the timestamp, or one above it, was not valid at the time of the stamp.',
  timestamp_unknown_authority: 'The timestamp is not from an authority of the given CA file.',
} as const;

export type TimestampProblemCode = keyof typeof MESSAGES;

/** A timestamp that does not hold (invalid); `detail` is put behind the message and must be of our own words. */
export function timestampProblem(code: TimestampProblemCode, detail?: string, cause?: unknown): AppError {
  return new AppError('invalid', code, detail === undefined ? MESSAGES[code] : `${MESSAGES[code]} (${detail})`, { cause });
}
