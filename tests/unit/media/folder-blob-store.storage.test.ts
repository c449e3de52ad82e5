import { createHash, randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer, text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BlobStore } from '../../../media/blob-store.ts';
import { createFolderBlobStore } from '../../../media/folder-blob-store.ts';

let base: string;
let folder: string;
let store: BlobStore;

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'matpho-'));
  folder = join(base, 'blobs');
  store = createFolderBlobStore({ folder });
});

afterEach(() => rm(base, { recursive: true, force: true }));

const bytesOf = (words: string): Uint8Array => new TextEncoder().encode(words);

async function keys(prefix: string): Promise<string[]> {
  const found: string[] = [];
  for await (const blob of store.list(prefix)) found.push(blob.key);
  return found.toSorted();
}

/** Names of everything that interrupted or finished writes left in the temporary folder. */
const temporaryFiles = (): Promise<string[]> => readdir(join(folder, '.temporary'));

describe('folder blob store', () => {
  it('gives back what was put, with its SHA-256 and length', async () => {
    const bytes = randomBytes(300_000);
    const stored = await store.put('footage/2026-11-22/a.mp4', bytes);

    expect(stored.byteLength).toBe(300_000);
    expect(stored.sha256.equals(createHash('sha256').update(bytes).digest())).toBe(true);
    expect((await buffer(await store.open('footage/2026-11-22/a.mp4'))).equals(bytes)).toBe(true);
    expect(await store.stat('footage/2026-11-22/a.mp4')).toEqual({ byteLength: 300_000 });
  });

  it('puts a stream of pieces', async () => {
    async function* pieces(): AsyncGenerator<Uint8Array> {
      yield bytesOf('one ');
      yield bytesOf('two');
    }
    expect((await store.put('x', pieces())).byteLength).toBe(7);
    expect(await text(await store.open('x'))).toBe('one two');
  });

  it('reads a range with both ends included', async () => {
    await store.put('x', bytesOf('0123456789'));
    expect(await text(await store.open('x', { start: 2, end: 4 }))).toBe('234');
    expect(await text(await store.open('x', { start: 7 }))).toBe('789');
  });

  it('fills memory with a part, and says so when the blob ends before', async () => {
    await store.put('x', bytesOf('0123456789'));
    const into = Buffer.alloc(4);
    await store.read('x', 6, into);
    expect(into.toString()).toBe('6789');
    await expect(store.read('x', 7, into)).rejects.toMatchObject({ code: 'blob_missing' });
  });

  it('moves a file in', async () => {
    const filePath = join(base, 'made.mp4');
    await writeFile(filePath, 'media');
    const stored = await store.putFile('footage/a.mp4', filePath);

    expect(stored.sha256.equals(createHash('sha256').update('media').digest())).toBe(true);
    expect(await text(await store.open('footage/a.mp4'))).toBe('media');
    await expect(stat(filePath)).rejects.toMatchObject({ code: 'ENOENT' });
    expect(await temporaryFiles()).toEqual([]);
  });

  it('accepts the same bytes again and never replaces them by others', async () => {
    const filePath = join(base, 'other');
    await writeFile(filePath, 'second');
    await store.put('x', bytesOf('first'));

    await expect(store.put('x', bytesOf('first'))).resolves.toMatchObject({ byteLength: 5 });
    await expect(store.put('x', bytesOf('second'))).rejects.toMatchObject({ kind: 'conflict', code: 'blob_exists' });
    await expect(store.putFile('x', filePath)).rejects.toMatchObject({ code: 'blob_exists' });
    expect(await readFile(filePath, 'utf8')).toBe('second');
    expect(await text(await store.open('x'))).toBe('first');
    expect(await temporaryFiles()).toEqual([]);
  });

  it('lets exactly one of many different puts at one key win', async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, (_, index) => store.put('race/x', bytesOf(`version ${index}`))));
    const won = outcomes.flatMap((outcome, index) => (outcome.status === 'fulfilled' ? [index] : []));
    expect(won).toHaveLength(1);
    expect(await text(await store.open('race/x'))).toBe(`version ${won[0]}`);
  });

  it('shows nothing of a write that fails in the middle', async () => {
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield bytesOf('half');
      throw new Error('lost');
    }
    await expect(store.put('x', failing())).rejects.toMatchObject({ kind: 'unavailable' });
    expect(await store.stat('x')).toBeUndefined();
    expect(await temporaryFiles()).toEqual([]);
  });

  it('rejects with blob_missing when nothing, or only a folder, is at the key', async () => {
    await store.put('a/b', bytesOf('x'));
    await expect(store.open('nothing')).rejects.toMatchObject({ kind: 'not_found', code: 'blob_missing' });
    await expect(store.open('a')).rejects.toMatchObject({ code: 'blob_missing' });
    await expect(store.open('a/b/c')).rejects.toMatchObject({ code: 'blob_missing' });
    for (const key of ['nothing', 'a', 'a/b/c'])
      await expect(store.read(key, 0, Buffer.alloc(1))).rejects.toMatchObject({ kind: 'not_found', code: 'blob_missing' });
    expect(await store.stat('a')).toBeUndefined();
  });

  it('deletes twice as well as once and leaves no empty folders', async () => {
    await store.put('a/b/c', bytesOf('x'));
    await store.put('a/d', bytesOf('y'));
    await store.delete('a/b/c');
    await store.delete('a/b/c');
    expect(await keys('')).toEqual(['a/d']);
    expect(await readdir(join(folder, 'a'))).toEqual(['d']);
  });

  it('survives puts and deletes that make and remove the same folder at once', async () => {
    await Promise.all(
      Array.from({ length: 60 }, async (_, index) => {
        await store.put(`same/folder/${index}`, bytesOf(String(index)));
        await store.delete(`same/folder/${index}`);
      }),
    );
    expect(await keys('')).toEqual([]);
  });

  it('lists by prefix and nothing temporary', async () => {
    for (const key of ['a/1', 'a/12', 'ab/1', 'b']) await store.put(key, bytesOf(key));
    await writeFile(join(folder, '.temporary', 'leftover'), 'x');
    expect(await keys('')).toEqual(['a/1', 'a/12', 'ab/1', 'b']);
    expect(await keys('a')).toEqual(['a/1', 'a/12', 'ab/1']);
    expect(await keys('a/1')).toEqual(['a/1', 'a/12']);
    expect(await keys('missing/')).toEqual([]);
    expect(await keys('../')).toEqual([]);
  });

  it.each(['', '/etc/passwd', '../x', 'a/../../x', 'a//b', 'a/', './a', '.temporary/x', 'a/.hidden', 'a\\b', 'a\0b', 'ă', 'x'.repeat(513)])(
    'refuses the key %j',
    async (key) => {
      await expect(store.put(key, bytesOf('x'))).rejects.toMatchObject({ kind: 'invalid', code: 'blob_key_invalid' });
      await expect(store.open(key)).rejects.toMatchObject({ code: 'blob_key_invalid' });
      await expect(store.delete(key)).rejects.toMatchObject({ code: 'blob_key_invalid' });
    },
  );

  it('sweeps what was left for over an hour and keeps what may still be written', async () => {
    await mkdir(join(folder, '.temporary'), { recursive: true });
    const [old, young] = [join(folder, '.temporary', 'old'), join(folder, '.temporary', 'young')];
    for (const path of [old, young]) await writeFile(path, 'half');
    const twoHoursAgo = new Date(Date.now() - 7_200_000);
    await utimes(old, twoHoursAgo, twoHoursAgo);

    expect(await store.sweepTemporary()).toBe(1);
    expect(await temporaryFiles()).toEqual(['young']);
  });

  it('knows how much room is left before anything was stored', async () => {
    expect(await store.freeBytes()).toBeGreaterThan(0);
  });

  it('reports a folder that can not be used as unavailable', async () => {
    await writeFile(join(base, 'file'), '');
    const blocked = createFolderBlobStore({ folder: join(base, 'file') });
    await expect(blocked.put('x', bytesOf('x'))).rejects.toMatchObject({ kind: 'unavailable', code: 'blob_store_failed' });
  });
});
