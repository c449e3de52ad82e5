import { readFile } from 'node:fs/promises';
import { deflateRawSync } from 'node:zlib';
import { readLoosely, writeLoosely, type LooseFile } from './loose-archive.ts';
import { newSigner, ORIGINAL_PATH, SNAPSHOT_PATH, writeTruePackage } from './true-package.ts';

/** Names that unpack elsewhere, over another file, as a device, or as something else than they look, on some system. */
const TRICKY_NAMES = [
  '/etc/cron.d/evil',
  'media/../../evil.sh',
  'media/..\\..\\evil.exe',
  '\\\\server\\share\\evil.exe',
  'media/./camera-1/a.mp4',
  'media//camera-1/a.mp4',
  'media/camera-1/a.mp4/',
  'MEDIA/camera-1/a.mp4',
  'media/con.mp4',
  'media/a.mp4\0.txt',
  'media/a.mp4:stream',
  'media/a.mp4 ',
  'media/a.mp4.',
  '~/a.mp4',
  '',
];

/** A way to forge a package, and what is to be said of it. */
export interface Forgery {
  readonly name: string;
  /** The forged archive; `path` is that of the true package, `folder` a place for more. */
  readonly forge: (path: string, folder: string) => Promise<Buffer>;
  /** What `matpho verify` has to say, among other things. */
  readonly said: RegExp;
  /** Whether only the fingerprint that the reader knows shows it. */
  readonly needsKey?: true;
}

const edit =
  (change: (files: LooseFile[]) => LooseFile[]) =>
  async (path: string): Promise<Buffer> =>
    writeLoosely(change(await readLoosely(path)));

const replace = (wanted: string, change: (content: Buffer) => Buffer) =>
  edit((files) => files.map((file) => (file.path === wanted ? { ...file, content: change(file.content) } : file)));

const inManifest = (from: string, to: string) => replace('manifest.json', (content) => Buffer.from(content.toString('utf8').replace(from, to)));

const bytes =
  (change: (archive: Buffer) => Buffer) =>
  async (path: string): Promise<Buffer> =>
    change(await readFile(path));

async function anotherPackage(folder: string): Promise<string> {
  const path = `${folder}/another.zip`;
  await writeTruePackage(path);
  return path;
}

/** A true package of somebody else's key. */
async function resigned(_path: string, folder: string): Promise<Buffer> {
  return readFile(await anotherPackage(folder));
}

async function foreignSignature(path: string, folder: string): Promise<Buffer> {
  const [own, other] = [await readLoosely(path), await readLoosely(await anotherPackage(folder))];
  const signature = other.find((file) => file.path === 'manifest.sig')!;
  return writeLoosely(own.map((file) => (file.path === 'manifest.sig' ? signature : file)));
}

/** Two packages in one file: some programs read the first, others the last. */
async function concatenated(path: string, folder: string): Promise<Buffer> {
  return Buffer.concat([await readFile(await anotherPackage(folder)), await readFile(path)]);
}

async function withForeignCheckpoint(_path: string, folder: string): Promise<Buffer> {
  const forged = `${folder}/checkpoint.zip`;
  const other = newSigner();
  const foreign = await readLoosely(await anotherPackage(folder));
  const checkpoint = foreign
    .find((file) => file.path === 'log/checkpoint.txt')!
    .content.toString('utf8')
    .split('\n')
    .slice(1)
    .join('\n');
  await writeTruePackage(forged, other, (facts) => ({ ...facts, log: { ...facts.log, checkpoint } }));
  return readFile(forged);
}

/** 64 MiB of zeros in the place of a picture. */
function bomb(files: LooseFile[]): Buffer {
  const packed = deflateRawSync(Buffer.alloc(64 * 2 ** 20));
  const asBomb = (record: Buffer, at: { method: number; size: number }): Buffer => {
    record.writeUInt16LE(8, at.method);
    if (at.size > 0) record.writeUInt32LE(64 * 2 ** 20, at.size);
    return record;
  };
  return writeLoosely(
    files.map((file) => (file.path === SNAPSHOT_PATH ? { ...file, content: packed } : file)),
    {
      local: (header, path) => (path === SNAPSHOT_PATH ? asBomb(header, { method: 8, size: 0 }) : header),
      central: (record, path) => (path === SNAPSHOT_PATH ? asBomb(record, { method: 10, size: 24 }) : record),
    },
  );
}

const bent =
  (bend: Parameters<typeof writeLoosely>[1]) =>
  async (path: string): Promise<Buffer> =>
    writeLoosely(await readLoosely(path), bend);

/** The forgeries that both verifiers have to find. */
export const FORGERIES: readonly Forgery[] = [
  { name: 'one byte of footage flipped', forge: bytes((archive) => flipAt(archive, archive.indexOf('moofmoof') + 7)), said: /original\.mp4 was changed/ },
  {
    name: 'other footage, the archive made anew',
    forge: replace(ORIGINAL_PATH, (content) => Buffer.from(content).reverse()),
    said: /original\.mp4 was changed/,
  },
  { name: 'footage cut short', forge: replace(ORIGINAL_PATH, (content) => content.subarray(0, -4)), said: /original\.mp4 was changed/ },
  { name: 'a file added', forge: edit((files) => [...files, { path: 'media/camera-1/more.mp4', content: Buffer.from('x') }]), said: /more\.mp4 was added/ },
  { name: 'a file removed', forge: edit((files) => files.filter(({ path }) => path !== SNAPSHOT_PATH)), said: /picture\.jpg is missing/ },
  {
    name: 'a file renamed',
    forge: edit((files) => files.map((file) => (file.path === SNAPSHOT_PATH ? { ...file, path: 'media/camera-1/other.jpg' } : file))),
    said: /picture\.jpg was renamed to media\/camera-1\/other\.jpg/,
  },
  {
    name: 'two files exchanged',
    forge: edit((files) =>
      files.map((file) =>
        file.path === SNAPSHOT_PATH ? { ...file, path: ORIGINAL_PATH } : file.path === ORIGINAL_PATH ? { ...file, path: SNAPSHOT_PATH } : file,
      ),
    ),
    said: /original\.mp4 was changed/,
  },
  {
    name: 'one name twice',
    forge: edit((files) => [...files, { path: ORIGINAL_PATH, content: Buffer.from('other footage') }]),
    said: /original\.mp4 twice/,
  },
  {
    name: 'a time edited in the manifest',
    forge: inManifest('"trueFrom":"2026-11-22T01:00:00.000Z"', '"trueFrom":"2026-11-22T01:00:01.000Z"'),
    said: /signs another manifest/,
  },
  { name: 'the manifest written another way', forge: inManifest('{', '{ '), said: /not canonical/ },
  { name: 'a key twice in the manifest', forge: inManifest('"createdAt"', '"createdAt":"2020-01-01T00:00:00.000Z","createdAt"'), said: /not canonical/ },
  { name: 'a file and its line in the manifest removed', forge: withoutSnapshot, said: /signs another manifest/ },
  { name: 'the signature of another package', forge: foreignSignature, said: /not made by the key|signs another manifest/ },
  { name: 'a signature with one bit flipped', forge: replace('manifest.sig', flipSignature), said: /not made by the key/ },
  {
    name: 'a signature more, of somebody else',
    forge: replace('manifest.sig', (content) => Buffer.concat([content, Buffer.from(`— else.example.vn/log/1 ${Buffer.alloc(68, 7).toString('base64')}\n`)])),
    said: /more than the one signature/,
  },
  { name: 'the signature written another way', forge: replace('manifest.sig', withOddBits), said: /manifest\.sig is no signed note/ },
  { name: 'no signature', forge: edit((files) => files.filter(({ path }) => path !== 'manifest.sig')), said: /manifest\.sig is missing/ },
  { name: 'signed anew with another key', forge: resigned, said: /another key than the one whose fingerprint/, needsKey: true },
  { name: 'the checkpoint of another log, signed anew', forge: withForeignCheckpoint, said: /checkpoint of the access log is not signed/ },
  { name: 'bytes behind the archive', forge: bytes((archive) => Buffer.concat([archive, Buffer.from('more')])), said: /4 bytes follow the end/ },
  { name: 'bytes before the archive', forge: bytes((archive) => Buffer.concat([Buffer.from('#!/bin/sh\n'), archive])), said: /directory lies elsewhere/ },
  { name: 'bytes before every file, offsets put right', forge: bent({ before: Buffer.from('hidden') }), said: /doesn't begin where/ },
  { name: 'bytes before the directory', forge: bent({ beforeDirectory: Buffer.from('hidden') }), said: /between the last file and the archive's directory/ },
  { name: 'another package put before it', forge: concatenated, said: /directory lies elsewhere/ },
  { name: 'a comment', forge: bytes(withComment), said: /5 bytes follow the end/ },
  {
    name: 'another name in the local header',
    forge: bent({
      local: (header, path) => (path === ORIGINAL_PATH ? Buffer.from(header.toString('latin1').replace('original', 'imposter'), 'latin1') : header),
    }),
    said: /before and behind .*original\.mp4/,
  },
  {
    name: 'another size in the directory',
    forge: bent({ central: (record, path) => (path === SNAPSHOT_PATH ? written(record, 24, 3) : record) }),
    said: /picture\.jpg has a record/,
  },
  { name: 'a zip bomb', forge: async (path) => bomb(await readLoosely(path)), said: /picture\.jpg is compressed/ },
  {
    name: 'a name that leads elsewhere',
    forge: edit((files) => [...files, { path: '../../evil.sh', content: Buffer.from('x') }]),
    said: /lead elsewhere: \.\.\/\.\.\/evil\.sh/,
  },
  { name: 'a name of Windows', forge: edit((files) => [...files, { path: 'C:\\evil.exe', content: Buffer.from('x') }]), said: /lead elsewhere/ },
  ...TRICKY_NAMES.map((path) => ({
    name: `the name ${JSON.stringify(path)}`,
    forge: edit((files) => [...files, { path, content: Buffer.from('x') }]),
    said: /lead elsewhere/,
  })),
  {
    name: 'a name with a bell in it',
    forge: edit((files) => [...files, { path: 'a\u0007\u001b[2J.txt', content: Buffer.from('x') }]),
    said: /lead elsewhere: a\\u\{7\}\\u\{1b\}/,
  },
  {
    name: 'a link in the place of a file',
    forge: bent({ central: (record, path) => (path === SNAPSHOT_PATH ? written(record, 38, (0o120777 << 16) >>> 0) : record) }),
    said: /no plain file/,
  },
  { name: 'an archive that is cut off', forge: bytes((archive) => archive.subarray(0, -100)), said: /no ZIP archive/ },
];

function flipAt(archive: Buffer, at: number): Buffer {
  archive[at]! ^= 1;
  return archive;
}

function written(record: Buffer, at: number, value: number): Buffer {
  record.writeUInt32LE(value, at);
  return record;
}

function flipSignature(content: Buffer): Buffer {
  const text = content.toString('utf8').trimEnd();
  const space = text.lastIndexOf(' ');
  const signature = Buffer.from(text.slice(space + 1), 'base64');
  signature[40]! ^= 4;
  return Buffer.from(`${text.slice(0, space + 1)}${signature.toString('base64')}\n`);
}

/** The bits that base64 has too many, set: the same bytes to a reader who doesn't look. */
function withOddBits(content: Buffer): Buffer {
  const changed = Buffer.from(content);
  const at = changed.lastIndexOf('=') - 1;
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  changed.write(letters[letters.indexOf(String.fromCharCode(changed[at]!)) | 1]!, at);
  return changed;
}

function withComment(archive: Buffer): Buffer {
  archive.writeUInt16LE(5, archive.length - 2);
  return Buffer.concat([archive, Buffer.from('hello')]);
}

async function withoutSnapshot(path: string): Promise<Buffer> {
  const files = (await readLoosely(path)).filter((file) => file.path !== SNAPSHOT_PATH);
  return writeLoosely(
    files.map((file) => {
      if (file.path !== 'manifest.json') return file;
      const manifest = JSON.parse(file.content.toString('utf8')) as { files: { path: string }[] };
      return { ...file, content: Buffer.from(JSON.stringify({ ...manifest, files: manifest.files.filter(({ path: listed }) => listed !== SNAPSHOT_PATH) })) };
    }),
  );
}
