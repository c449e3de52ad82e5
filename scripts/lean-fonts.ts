import subsetFont from 'subset-font';
import type { Plugin } from 'vite';

/** Every character that a font of ours may draw: the basic multilingual plane without the halves of surrogate pairs. */
const ALL_CHARACTERS = charactersBetween(0x20, 0xd7ff) + charactersBetween(0xe000, 0xffff);

/**
 * Takes the hints for screens of large pixels out of the build's fonts, and nothing else: they are half of the bytes, and phones don't use them.
 * The names of the files stay: what a file is made of tells what is in it.
 */
export function leanFonts(): Plugin {
  return {
    name: 'lean-fonts',
    apply: 'build',
    async generateBundle(_options, bundle) {
      const fonts = Object.values(bundle).filter((output) => output.type === 'asset' && output.fileName.endsWith('.woff2'));
      // one after the other: the library has one memory for all
      for (const font of fonts) if (font.type === 'asset') font.source = await withoutHints(font.source);
    },
  };
}

/** @throws Error when nothing would be gained: then the font comes without hints already, and this step isn't needed any more. */
async function withoutHints(source: string | Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const font = Buffer.from(source);
  const lean = await subsetFont(font, ALL_CHARACTERS, { targetFormat: 'woff2', noHinting: true });
  if (lean.length >= font.length) throw new Error('scripts/lean-fonts.ts gains nothing any more: take it out');
  return lean;
}

function charactersBetween(first: number, last: number): string {
  return Array.from({ length: last - first + 1 }, (_, index) => String.fromCodePoint(first + index)).join('');
}
