import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { en } from '../../../web/i18n/en.ts';
import { vi } from '../../../web/i18n/vi.ts';
import { askedKeys, hardCodedTexts } from '../../support/web/hard-coded-text.ts';

const WEB = fileURLToPath(new URL('../../../web/', import.meta.url));
/** The names of the product and of its languages are the same in every language; the sample is of letters that a font has to have. */
const SAME_EVERYWHERE = ['Mắt Phố', '– Mắt Phố', 'Tiếng Việt', 'English', 'aắ'];
/** What an installer types into a bell, and a person into a terminal. */
const FOR_MACHINES = ['POST', '/alarm-points/', '/alarms', 'Authorization: Bearer', 'matpho verify', '--key "'];

function keysOf(texts: object, prefix = ''): string[] {
  return Object.entries(texts).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'string' ? [prefix + key] : keysOf(value as object, `${prefix}${key}.`),
  );
}
const keys = { vi: new Set(keysOf(vi)), en: new Set(keysOf(en)) };

const sources = readdirSync(WEB, { withFileTypes: true, recursive: true })
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/[\\/]i18n$/.test(entry.parentPath) && !/[\\/]i18n[\\/]/.test(entry.parentPath))
  .map((entry) => join(entry.parentPath, entry.name));

const isAllowed = (text: string): boolean => [...SAME_EVERYWHERE, ...FOR_MACHINES].includes(text) || keys.vi.has(text);
const found = (source: string, name = 'x.tsx') => hardCodedTexts(name, source, isAllowed).map(({ text }) => text);

describe('what stands in the source for everybody to read', () => {
  it('is nothing: all words are in web/i18n', () => {
    expect(sources.length).toBeGreaterThan(400);
    expect(
      sources.flatMap((path) =>
        hardCodedTexts(path, readFileSync(path, 'utf8'), isAllowed).map(({ line, text }) => `${path.slice(WEB.length)}:${line} ${text}`),
      ),
    ).toEqual([]);
  });

  it('asks only for keys that both languages have', () => {
    const asked = sources.flatMap((path) => askedKeys(path, readFileSync(path, 'utf8')));
    expect(asked.length).toBeGreaterThan(1000);
    for (const language of ['vi', 'en'] as const) expect(asked.filter((key) => !keys[language].has(key))).toEqual([]);
  });
});

describe('the search for it', () => {
  it.each([
    ['between tags', '<p>Camera is offline</p>', 'Camera is offline'],
    ['between tags beside a value', '<p>{count} cameras</p>', 'cameras'],
    ['as a value between tags', "<p>{'Offline'}</p>", 'Offline'],
    ['as one of two values', "<p>{isUp ? t('menu.map') : 'Offline'}</p>", 'Offline'],
    ['behind a condition', "<p>{isDown && 'Offline'}</p>", 'Offline'],
    ['in a template', '<p>{`${count} cameras`}</p>', 'cameras'],
    ['put together', "<p>{count + ' cameras'}</p>", 'cameras'],
    ['for want of another', "<p>{name ?? 'Nameless'}</p>", 'Nameless'],
    ['in an attribute', '<TextInput label="Name" />', 'Name'],
    ['in an attribute, as a value', "<img alt={'A street'} />", 'A street'],
    ['in an attribute, by a condition', "<Button title={isOpen ? 'Close' : undefined} />", 'Close'],
    ['for those who listen', '<button aria-label="Close" />', 'Close'],
    ['in a property', "const entry = { label: 'Cameras' };", 'Cameras'],
    ['with Vietnamese marks, wherever it is', "const words = join('Mất kết nối');", 'Mất kết nối'],
    ['with marks that stand apart from their letters', "const words = join('Ma\\u0302\\u0301t');", 'Mất'],
  ])('finds a text %s', (_, source, text) => {
    expect(found(source).map((words) => words.normalize('NFC'))).toEqual([text]);
  });

  it.each([
    ['a key of a text', "<p>{t('menu.map')}</p>"],
    ['a key in a property', "const entry = { label: 'menu.map' };"],
    ['a name of the language', '<option label="Tiếng Việt" />'],
    ['a class', '<p className="wide">{value}</p>'],
    ['signs and numbers', '<p>{count} / 12 · –</p>'],
    ['a comparison', "<p>{state === 'open' && t('menu.map')}</p>"],
    ['a comment', '<p>{/* Mất kết nối */}</p>'],
  ])('leaves alone %s', (_, source) => expect(found(source)).toEqual([]));

  it('says in which line', () => {
    expect(hardCodedTexts('x.tsx', 'const a = 1;\n\nconst b = <p>Offline</p>;', isAllowed)).toEqual([{ line: 3, text: 'Offline' }]);
  });

  it('finds a key that is asked for', () => {
    expect(askedKeys('x.ts', "t('menu.map'); t(isOpen ? 'a.b' : 'c.d'); t(`x.${kindOf('y')}`); at('no');")).toEqual(['menu.map', 'a.b', 'c.d']);
  });
});
