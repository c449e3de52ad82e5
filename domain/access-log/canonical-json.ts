import canonicalize from 'canonicalize';
import { AppError } from '../app-error.ts';

const encoder = new TextEncoder();

function textOf(value: unknown): string | undefined {
  try {
    return canonicalize(value);
  } catch {
    // NaN, infinity, an object inside itself
    return undefined;
  }
}

/**
 * The one text that a JSON value has (RFC 8785). For values that come from JSON; others are refused, and so is text that isn't Unicode, for which RFC 8785 has no form.
 * Errors: `not_canonical` (invalid).
 */
export function canonicalJson(value: unknown): string {
  const text = textOf(value);
  if (text === undefined || /\\ud[89a-f][0-9a-f]{2}/.test(text.replaceAll('\\\\', ''))) {
    throw new AppError('invalid', 'not_canonical', 'This value has no canonical JSON. Leave out what JSON does not know, and text that is not Unicode.');
  }
  return text;
}

/** {@link canonicalJson} in UTF-8. */
export function canonicalBytes(value: unknown): Uint8Array {
  return encoder.encode(canonicalJson(value));
}
