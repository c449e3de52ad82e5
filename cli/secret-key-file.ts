import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const FILE_NAME = 'secret-key';

/**
 * The embedded installation's own 32-byte key: made on the first start, kept in the data folder, readable by its owner only. A half-written file can't
 * appear: the key is linked into place whole.
 */
export async function readOrMakeSecretKey(dataDir: string): Promise<Buffer> {
  const path = join(dataDir, FILE_NAME);
  const present = await readFile(path, 'utf8').catch(() => undefined);
  if (present !== undefined) return Buffer.from(present.trim(), 'base64');
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const draft = join(dataDir, `.${FILE_NAME}.${process.pid}`);
  await writeFile(draft, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600 });
  // another process may have been faster: then its key counts
  await link(draft, path).catch(() => undefined);
  await rm(draft, { force: true });
  return Buffer.from((await readFile(path, 'utf8')).trim(), 'base64');
}
