import { cameraWords } from '../onvif/onvif-error.ts';

/** What a device says of itself without being asked to prove anything. */
export interface ScopeFacts {
  readonly name?: string;
  readonly manufacturer?: string;
  readonly model?: string;
}

const FIELDS: Readonly<Record<string, keyof ScopeFacts>> = { name: 'name', hardware: 'model', mfr: 'manufacturer', manufacturer: 'manufacturer' };

/**
 * Facts from scopes of the form `onvif://www.onvif.org/<category>/<value>` (ONVIF Core, section 7.3.3.2): `name` and `hardware` are the specification's,
 * `mfr` and `manufacturer` are makers' own. The first of a kind counts; all else (location, profiles) is left.
 */
export function readScopeFacts(scopes: readonly string[]): ScopeFacts {
  const facts: { -readonly [K in keyof ScopeFacts]: ScopeFacts[K] } = {};
  for (const scope of scopes) {
    const [, category = '', value = ''] = /^onvif:\/\/www\.onvif\.org\/([a-z]{1,20})\/(.{1,400})$/i.exec(scope) ?? [];
    const field = FIELDS[category.toLowerCase()];
    const words = cameraWords(decoded(value));
    if (field !== undefined && words !== '') facts[field] ??= words;
  }
  return facts;
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
