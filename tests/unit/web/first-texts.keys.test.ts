import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { enFirst } from '../../../web/i18n/en-first.ts';
import { enRest } from '../../../web/i18n/en-rest.ts';
import { viFirst } from '../../../web/i18n/vi-first.ts';
import { viRest } from '../../../web/i18n/vi-rest.ts';

const WEB = fileURLToPath(new URL('../../../web/', import.meta.url));

/** A module and all that it imports at once, but types. */
function closure(file: string, found = new Map<string, string>()): ReadonlyMap<string, string> {
  if (found.has(file) || !/\.tsx?$/.test(file) || !existsSync(file)) return found;
  const text = readFileSync(file, 'utf8').replaceAll(/import type[^;]*;/g, '');
  found.set(file, text);
  for (const [, path = ''] of text.matchAll(/^(?:import|export)\s[^;]*?'(\.[^']+)'/gm)) closure(resolve(dirname(file), path), found);
  return found;
}

/** All keys below `texts`. */
function keysOf(texts: object, prefix = ''): string[] {
  return Object.entries(texts).flatMap(([name, value]: [string, unknown]) =>
    typeof value === 'string' ? [prefix + name] : keysOf(value as object, `${prefix}${name}.`),
  );
}

/**
 * The keys that a module names, in calls, in `i18nKey` or in tables, wherever they stand: every text in quotes that is one, and every template of which the fixed beginning is that of some. With i18next's endings for
 * numbers a key is one without its ending.
 */
function keysNamed(text: string, keys: readonly string[]): string[] {
  const known = new Set(keys.flatMap((key) => [key, key.replace(/_(?:one|other)$/, '')]));
  const whole = [...text.matchAll(/(['"`])([a-zA-Z]\w*(?:\.\w+)+)\1/g)].map(([, , key = '']) => key).filter((key) => known.has(key));
  const made = [...text.matchAll(/`([a-zA-Z]\w*\.[\w.]*)\$\{/g)].map(([, start = '']) => start).filter((start) => keys.some((key) => key.startsWith(start)));
  return [...whole, ...made];
}

describe('the texts that come first', () => {
  it('are those that the first page, the frame and the sign-in use', () => {
    // the others are fetched from within them, without waiting for the rest
    const entries = ['main.tsx', 'shell/first-page.ts', 'map/camera-map.tsx', 'account/second-factor-setup.tsx'];
    const modules = new Map(entries.flatMap((entry) => [...closure(WEB + entry)]));
    expect([...modules.keys()]).toContain(`${WEB}cameras/camera-list-item.tsx`);
    const [first, late] = [keysOf(viFirst), keysOf(viRest)];
    // what is looked for is found: in the map's table of texts, in a made key, in a call
    const found = [...modules.values()].flatMap((text) => keysNamed(text, first));
    expect(found).toEqual(expect.arrayContaining(['cameraList.locate', 'problem.kind.']));
    // names of acts in the domain look like keys
    const ours = [...modules].filter(([file]) => file.startsWith(WEB));
    const used = ours.flatMap(([file, text]) => keysNamed(text, late).map((key) => `${file.slice(WEB.length)}: ${key}`));
    expect(used).toEqual([]);
  });

  it('are looked for in calls, in templates, in `i18nKey` and in tables', () => {
    const keys = ['a.one', 'a.two.x', 'b.three', 'b.many_other'];
    expect(keysNamed("t('a.one'); <Trans i18nKey=\"b.three\" />; const T = { x: 'b.many' }; t(`a.two.${x}`); t(`b.three`); 'c.four'", keys)).toEqual([
      ...['a.one', 'b.three', 'b.many', 'b.three', 'a.two.'],
    ]);
  });

  it('are the same in both languages, and no part of the texts is in both halves', () => {
    expect(Object.keys(enFirst).sort()).toEqual(Object.keys(viFirst).sort());
    expect(Object.keys(enRest).sort()).toEqual(Object.keys(viRest).sort());
    expect(Object.keys(viRest).filter((part) => part in viFirst)).toEqual([]);
  });
});
