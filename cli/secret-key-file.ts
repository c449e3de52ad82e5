import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const FILE_NAME = 'secret-key';

/** The embedded installation's own key; undefined before its first start. */
export async function findSecretKey(dataDir: string): Promise<Buffer | undefined> {
  const text = await readFile(join(dataDir, FILE_NAME), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : decodeKeyFile(text);
}

/** The key in the text of such a file. */
export function decodeKeyFile(text: string): Buffer {
  return Buffer.from(text.trim(), 'base64');
}

/** The text of such a file. */
export function encodeKeyFile(key: Buffer): string {
  return `${key.toString('base64')}\n`;
}

/** Gives a data folder its key, readable by its owner only, unless it has one. A half-written file can't appear: the key is linked into place whole. */
export async function keepSecretKey(dataDir: string, key: Buffer): Promise<void> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const draft = join(dataDir, `.${FILE_NAME}.${process.pid}`);
  await writeFile(draft, encodeKeyFile(key), { mode: 0o600 });
  // another process may have been faster: then its key counts
  await link(draft, join(dataDir, FILE_NAME)).catch(() => undefined);
  await rm(draft, { force: true });
}

/** The embedded installation's own 32-byte key: made on the first start, kept in the data folder. */
export async function readOrMakeSecretKey(dataDir: string): Promise<Buffer> {
  const present = await findSecretKey(dataDir);
  if (present !== undefined) return present;
  await keepSecretKey(dataDir, randomBytes(32));
  return decodeKeyFile(await readFile(join(dataDir, FILE_NAME), 'utf8'));
}
