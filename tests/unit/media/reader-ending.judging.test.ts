import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AppError } from '../../../domain/app-error.ts';
import { inspectFile } from '../../../media/handin/inspect-file.ts';
import { frames, writeFakeReader, type FakeReader } from '../../support/media/fake-reader.ts';

let folder: string;
let file: string;
let count = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'matpho-reader-'));
  file = join(folder, 'a.ts');
  await writeFile(file, Buffer.alloc(188 * 10, Buffer.concat([Buffer.from([0x47]), Buffer.alloc(187)])));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function inspectWith(reader: Partial<FakeReader>): Promise<unknown> {
  const ffmpeg = await writeFakeReader(join(folder, `reader-${count++}`), { list: frames(2), keys: frames(2), beginning: 'exit 1', ...reader });
  return inspectFile(ffmpeg, file, new AbortController().signal).catch((error: AppError) => `${error.kind} ${error.code}`);
}

it('a reader that ends by itself speaks for the file', async () => {
  expect(await inspectWith({})).toMatchObject({ codec: 'h264', durationMs: 80 });
  expect(await inspectWith({ keys: 'exit 1' })).toBe('invalid file_not_decodable');
});

it.each(['exit 255', 'kill -KILL $$', 'kill -TERM $$', 'kill -INT $$'])(
  'one that somebody else ended (%s) says nothing of it: it is read again',
  async (ending) => {
    expect(await inspectWith({ list: `${frames(2)}; ${ending}` })).toBe('unavailable ffmpeg_ended');
    expect(await inspectWith({ keys: ending })).toBe('unavailable ffmpeg_ended');
  },
);

it.each(['kill -SEGV $$', 'kill -ABRT $$', 'kill -BUS $$'])('a file on which the reader breaks (%s) is refused, not read for ever', async (ending) => {
  expect(await inspectWith({ list: `${frames(2)}; ${ending}` })).toBe('invalid file_not_decodable');
});

it('pictures that come by chance are none: most key frames have to give one, or most of the first second', async () => {
  const hour = frames(3600, 1000);
  // of a file that is encrypted a few
  expect(await inspectWith({ list: frames(4, 1000), keys: frames(1, 1000) })).toBe('invalid file_not_decodable');
  expect(await inspectWith({ list: hour, keys: frames(12, 5000) })).toBe('invalid file_not_decodable');
  expect(await inspectWith({ list: hour, keys: frames(12, 1000) })).toMatchObject({ frameCount: 3600 });
  expect(await inspectWith({ list: frames(4, 1000), keys: frames(3, 1000) })).toMatchObject({ frameCount: 4 });
  // a recorder that calls every frame a key frame, and a file that was damaged after its first second
  expect(await inspectWith({ list: frames(100), keys: frames(4, 1000), beginning: frames(25) })).toMatchObject({ frameCount: 100 });
  expect(await inspectWith({ list: frames(100), keys: frames(4, 1000), beginning: frames(2) })).toBe('invalid file_not_decodable');
});
