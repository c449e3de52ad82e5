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

describe('the texts that come first', () => {
  it('are those that the first page, the frame and the sign-in use', () => {
    // the others are fetched from within them, without waiting for the rest
    const entries = ['main.tsx', 'shell/first-page.ts', 'map/camera-map.tsx', 'account/second-factor-setup.tsx'];
    const modules = new Map(entries.flatMap((entry) => [...closure(WEB + entry)]));
    expect([...modules.keys()]).toContain(`${WEB}cameras/camera-list-item.tsx`);
    const late = Object.keys(viRest);
    const used = [...modules].flatMap(([file, text]) =>
      late.filter((part) => new RegExp(`\\bt\\(\\s*[\`']${part}\\.`).test(text)).map((part) => `${file}: ${part}`),
    );
    expect(used).toEqual([]);
  });

  it('are the same in both languages, and no part of the texts is in both halves', () => {
    expect(Object.keys(enFirst).sort()).toEqual(Object.keys(viFirst).sort());
    expect(Object.keys(enRest).sort()).toEqual(Object.keys(viRest).sort());
    expect(Object.keys(viRest).filter((part) => part in viFirst)).toEqual([]);
  });
});
