import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readMp4Shape } from '../../../media/handin/mp4-shape.ts';

let folder: string;
let count = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'matpho-shape-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const box = (type: string, ...content: Buffer[]): Buffer => {
  const body = Buffer.concat(content);
  const header = Buffer.alloc(8);
  header.writeUInt32BE(8 + body.length, 0);
  header.write(type, 4, 'latin1');
  return Buffer.concat([header, body]);
};
const track = (entry: string, ...more: Buffer[]): Buffer =>
  box('trak', box('mdia', box('minf', box('stbl', box('stsd', Buffer.alloc(8), box(entry, Buffer.alloc(70))), ...more))));
const shapeOf = async (...boxes: Buffer[]) => {
  const path = join(folder, `${count++}.mp4`);
  await writeFile(path, Buffer.concat(boxes));
  return readMp4Shape(path);
};
const DATA = box('mdat', Buffer.alloc(100));

it('tells encrypted tracks and a file that stops half-way', async () => {
  expect(await shapeOf(box('ftyp'), DATA, box('moov', track('avc1')))).toEqual({ isEncrypted: false, endsEarly: false });
  expect(await shapeOf(box('moov', track('mp4a'), track('encv')), DATA)).toEqual({ isEncrypted: true, endsEarly: false });
  expect(await shapeOf(box('moov', track('encv')), DATA.subarray(0, 50))).toEqual({ isEncrypted: true, endsEarly: true });
  expect(await shapeOf(box('ftyp'), Buffer.from('abc'))).toEqual({ isEncrypted: false, endsEarly: true });
});

it('the index of a long recording has many megabytes: it is looked through, and the file is whole', async () => {
  const index = box('stsz', Buffer.alloc(9 * 1024 * 1024));
  expect(await shapeOf(box('moov', track('avc1', index)), DATA)).toEqual({ isEncrypted: false, endsEarly: false });
  expect(await shapeOf(box('moov', track('encv', index)), DATA)).toEqual({ isEncrypted: true, endsEarly: false });
});

it('of a file of nothing but box headers so many are read and no more', async () => {
  // the last one is broken: nobody comes as far as that
  expect(await shapeOf(Buffer.alloc(8 * 250_000, box('free')), DATA.subarray(0, 50))).toEqual({ isEncrypted: false, endsEarly: false });
  expect(await shapeOf(Buffer.alloc(8 * 150_000, box('free')), DATA.subarray(0, 50))).toEqual({ isEncrypted: false, endsEarly: true });
});
