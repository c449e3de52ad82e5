import { spawnSync } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdtemp, open, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyPackage } from '../../../cli/evidence/verify-package.ts';
import type { PackedFile } from '../../../domain/evidence/manifest-shape.ts';
import { createPackageWriter } from '../../../media/evidence/package-writer.ts';
import { addDocument, sealPackage } from '../../../workers/evidence/seal-package.ts';
import { newSigner, packageFacts } from '../../support/evidence/true-package.ts';

const CHUNK = Buffer.alloc(2 ** 20, 'footage ');
const SEGMENT_BYTES = 5 * 2 ** 20;
/** The limit of `bench package`: a package of 1 GB is built with less. */
const MOST_GROWTH_MB = 150;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'matpho-package-size-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function* content(bytes: number): AsyncGenerator<Buffer> {
  for (let left = bytes; left > 0; left -= CHUNK.length) yield CHUNK.subarray(0, Math.min(left, CHUNK.length));
}

/** Watches the process's memory while `work` goes on; how far it grew, in MB. */
async function growthOf(work: () => Promise<void>): Promise<number> {
  const before = process.memoryUsage.rss();
  let peak = before;
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 20);
  await work().finally(() => clearInterval(timer));
  return (peak - before) / 1e6;
}

/** Packs files of these lengths. */
async function packed(path: string, lengths: readonly number[]): Promise<void> {
  const signer = newSigner();
  const writer = createPackageWriter();
  const written = pipeline(writer.archive, createWriteStream(path));
  const files: PackedFile[] = [await addDocument(writer, 'readme.txt', 'read me', 'read me')];
  for (const [n, bytes] of lengths.entries()) {
    const { sha256, byteLength, path: name } = await writer.add(`media/camera-1/${n}.mp4`, bytes, content(bytes));
    files.push({ kind: 'document', path: name, title: 'footage', sha256: sha256.toString('hex'), byteLength });
  }
  await sealPackage(writer, signer, packageFacts(signer), files);
  await written;
}

async function problemsOf(path: string): Promise<readonly string[]> {
  const file = await open(path);
  return (await verifyPackage(file).finally(() => file.close())).problems.lines;
}

test.each([
  ['1 GB in segments', Array.from({ length: 205 }, () => SEGMENT_BYTES), 0.9e9],
  ['a file above 4 GiB, and files behind it', [2 ** 32 + 12_345, 1000, 0], 2 ** 32],
])(
  '%s is written and verified without being held in memory, and other programs read it',
  async (name, lengths, least) => {
    const path = join(folder, 'package.zip');
    const startedAt = performance.now();
    const writing = await growthOf(() => packed(path, lengths));
    const writtenAt = performance.now();
    let problems: readonly string[] = ['not verified'];
    const verifying = await growthOf(async () => {
      problems = await problemsOf(path);
    });
    const megabytes = (await stat(path)).size / 1e6;
    const seconds = { written: (writtenAt - startedAt) / 1000, verified: (performance.now() - writtenAt) / 1000 };
    process.stdout.write(
      `${name}: ${megabytes.toFixed(0)} MB, written in ${seconds.written.toFixed(1)} s (+${writing.toFixed(0)} MB RSS), verified in ${seconds.verified.toFixed(1)} s (+${verifying.toFixed(0)} MB RSS)\n`,
    );
    expect(problems).toEqual([]);
    expect(megabytes * 1e6).toBeGreaterThan(least);
    expect([writing < MOST_GROWTH_MB, verifying < MOST_GROWTH_MB]).toEqual([true, true]);
    const python = spawnSync('/usr/bin/python3', ['-I', '-c', 'import sys, zipfile; print(zipfile.ZipFile(sys.argv[1]).testzip())', path], {
      encoding: 'utf8',
    });
    expect(python.stdout.trim()).toBe('None');
    await rm(path);
  },
  600_000,
);
