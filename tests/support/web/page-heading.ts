import { en } from '../../../web/i18n/en.ts';
import { vi } from '../../../web/i18n/vi.ts';

function textAt(texts: object, key: string): string {
  const text = key.split('.').reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], texts);
  if (typeof text !== 'string') throw new Error(`no text ${key}`);
  return text;
}

/** The whole of a text, with anything where something is filled in; as a class of one letter, what has a meaning in patterns has none in CSS either. */
const patternOf = (text: string): string => text.replaceAll(/[.*+?$()|]/g, '[$&]').replaceAll(/\{\{\w+\}\}/g, '.+');

/**
 * Selector of Playwright for what `inside` finds on the page that has a heading of one of the texts `keys` (of `web/i18n`), in either language.
 *
 * @throws Error when a key has no text
 */
export function onPageHeaded(keys: readonly [string, ...string[]], inside: string, level: 'h1' | 'h2' = 'h1'): string {
  const texts = keys.flatMap((key) => [vi, en].map((language) => patternOf(textAt(language, key))));
  return `main:has(${level}:text-matches("^(?:${texts.join('|')})$")) >> ${inside}`;
}
