import { createRequire } from 'node:module';

/** Path of the font that watermarks are written in: whole, with all Vietnamese marks, whatever fonts the machine has. */
export function watermarkFontPath(): string {
  return createRequire(import.meta.url).resolve('@expo-google-fonts/be-vietnam-pro/500Medium/BeVietnamPro_500Medium.ttf');
}
