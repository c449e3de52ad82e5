import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { expect, inject, it } from 'vitest';
import { chromiumArguments, findChromium } from '../support/services/chromium-path.ts';

it('the font of the build draws every letter as wide as the one it was made from', async ({ onTestFinished }) => {
  const browser = await chromium.launch({ executablePath: findChromium('plain'), args: [...chromiumArguments] });
  onTestFinished(() => browser.close());
  const page = await browser.newPage();
  const assets = join(inject('webFolder'), 'assets');
  const lean = (await readdir(assets)).filter((file) => file.endsWith('.woff2'));
  expect(lean).toHaveLength(4);
  for (const file of lean) {
    const source = fileURLToPath(import.meta.resolve(`@fontsource/be-vietnam-pro/files/${file.replace(/-.{8}\.woff2$/, '.woff2')}`));
    const [built, whole] = await Promise.all([readFile(join(assets, file)), readFile(source)]);
    expect(built.length).toBeLessThan(whole.length);
    expect(await page.evaluate(differentLetters, [built.toString('base64'), whole.toString('base64')])).toEqual([]);
  }
});

/** In the page: the characters that two fonts, as Base64, don't draw alike in width; two that have none of the letters at all would be alike, so that is said too. */
async function differentLetters(fonts: readonly string[]): Promise<string[]> {
  const pen = document.createElement('canvas').getContext('2d')!;
  const widths = async (font: string, index: number): Promise<Map<string, number>> => {
    const bytes = Uint8Array.from(atob(font), (char) => char.charCodeAt(0));
    document.fonts.add(await new FontFace(`font-${index}`, bytes).load());
    // a letter that the font lacks is drawn by one in which all are equally wide
    pen.font = `200px font-${index}, monospace`;
    // hints round widths to pixels
    pen.textRendering = 'geometricPrecision';
    const letters = Array.from({ length: 0x2200 - 0x21 }, (_, code) => String.fromCodePoint(code + 0x21));
    return new Map(letters.map((letter) => [letter, pen.measureText(letter).width]));
  };
  const [lean, whole] = [await widths(fonts[0]!, 0), await widths(fonts[1]!, 1)];
  const different = [...whole].filter(([letter, width]) => lean.get(letter) !== width).map(([letter]) => letter);
  return new Set(whole.values()).size > 20 ? different : [...different, 'no letters'];
}
