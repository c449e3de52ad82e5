import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database } from '../../db/database.ts';
import { listForsakenPackageWork } from '../../db/repositories/evidence-package-repository.ts';
import { listCopyAttemptsInMaking } from '../../db/repositories/watch-copy-repository.ts';
import { isUuid } from '../../domain/uuid.ts';

/** Who still writes is let finish: its claim may have run out, or its request ended, in this very moment. */
const QUIET_MS = 60_000;
/** A copy for watching in the making: its id and the number of the attempt, and beside it the texts of its watermark. */
const COPY_WORK = /^([0-9a-f-]{36})\.(\d{1,9})(?:\.text)?$/;

/** A package in the making, and beside it the copy for watching that is just made for it, with the texts of its watermark. */
const PACKAGE_WORK = /^([0-9a-f-]{36})(?:\.copy(?:\.text)?)?$/;

/**
 * Removes files in the making that nobody makes any more: of copies for watching whose attempt holds no claim, its worker killed or its copy dropped, and of packages whose claim ran out. Files that are handed in are left
 * alone. Returns how many were removed.
 */
export async function removeForsakenWork(database: Database, folder: string, nowMs: number): Promise<number> {
  // read before the claims: whoever writes has claimed before
  const names = await readdir(folder).catch(() => []);
  const forsaken = [...(await forsakenCopies(database, names, nowMs)), ...(await forsakenPackages(database, names, nowMs))];
  let removed = 0;
  for (const name of forsaken) {
    const path = join(folder, name);
    const found = await stat(path).catch(() => undefined);
    if (found === undefined || nowMs - found.mtimeMs < QUIET_MS) continue;
    await rm(path, { recursive: true, force: true });
    removed++;
  }
  return removed;
}

async function forsakenCopies(database: Database, names: readonly string[], nowMs: number): Promise<string[]> {
  const works = names.flatMap((name) => {
    const [, id = '', attempt] = COPY_WORK.exec(name) ?? [];
    return isUuid(id) ? [{ name, id, key: `${id} ${attempt}` }] : [];
  });
  if (works.length === 0) return [];
  const inMaking = await listCopyAttemptsInMaking(
    database,
    works.map(({ id }) => id),
    nowMs,
  );
  const live = new Set(inMaking.map(({ id, attempts }) => `${id} ${attempts}`));
  return works.filter(({ key }) => !live.has(key)).map(({ name }) => name);
}

async function forsakenPackages(database: Database, names: readonly string[], nowMs: number): Promise<readonly string[]> {
  const works = names.flatMap((name) => {
    const [, id = ''] = PACKAGE_WORK.exec(name) ?? [];
    return isUuid(id) ? [{ name, id }] : [];
  });
  if (works.length === 0) return [];
  const ids = [...new Set(works.map(({ id }) => id))];
  const forsaken = new Set(await listForsakenPackageWork(database, ids, nowMs));
  return works.filter(({ id }) => forsaken.has(id)).map(({ name }) => name);
}
