import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MaskOutline } from '../../domain/privacy-mask.ts';
import type { WatermarkText } from '../../domain/media/watermark-text.ts';
import { maskFilters } from './mask-filter.ts';
import { runningTimeText, watermarkFilter } from './watermark-filter.ts';
import { watermarkFontPath } from './watermark-font.ts';

/** What is written into a copy. */
export interface Watermark {
  readonly text: WatermarkText;
  /** True time of the first picture. */
  readonly trueFromMs: number;
  /** What of the view nobody is to see, blackened below the words. */
  readonly masks: readonly MaskOutline[];
}

/** Runs `work` with the filters that blacken the masks and write `watermark`; their texts lie in `folder` meanwhile, which is made and removed. */
export async function withWatermark<T>(folder: string, { text, trueFromMs, masks }: Watermark, work: (filter: string) => Promise<T>): Promise<T> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    const files = { fontPath: watermarkFontPath(), whoPath: join(folder, 'who'), whatPath: join(folder, 'what'), timePath: join(folder, 'time') };
    const time = runningTimeText(trueFromMs, text.exact);
    await Promise.all([writeFile(files.whoPath, text.who), writeFile(files.whatPath, text.what), writeFile(files.timePath, time)]);
    return await work([...maskFilters(masks), watermarkFilter(files)].join(','));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
