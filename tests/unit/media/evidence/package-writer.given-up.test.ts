import { createReadStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createPackageWriter, type PackageWriter } from '../../../../media/evidence/package-writer.ts';

let folder: string;
let writer: PackageWriter;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'matpho-writer-'));
  writer = createPackageWriter();
  writer.archive.on('error', () => undefined);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const closed = (stream: NodeJS.ReadableStream & { readonly closed: boolean }) =>
  stream.closed ? Promise.resolve() : new Promise<void>((resolve) => stream.once('close', () => resolve()));

// an error of a stream that nobody listens to ends the process: vitest reports it as an unhandled error
it('fails by the reason alone, and closes what it was to pack: a file that is gone by now ends nothing else', async () => {
  const full = new Error('no room');
  writer.abort(full);
  const gone = createReadStream(join(folder, 'gone.mp4'));
  await expect(writer.add('media/a.mp4', 3, gone as AsyncIterable<Buffer>)).rejects.toBe(full);
  await closed(gone);
  await writeFile(join(folder, 'there.mp4'), 'abc');
  const there = createReadStream(join(folder, 'there.mp4'));
  await expect(writer.add('media/b.mp4', 3, there as AsyncIterable<Buffer>)).rejects.toBe(full);
  await closed(there);
});

it('closes what has a name that packages may not have', async () => {
  const gone = createReadStream(join(folder, 'gone.mp4'));
  await expect(writer.add('../a.mp4', 3, gone as AsyncIterable<Buffer>)).rejects.toMatchObject({ code: 'package_path_invalid' });
  await closed(gone);
});
