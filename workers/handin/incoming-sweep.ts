import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database } from '../../db/database.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { expireHandIns, openHandInIds } from '../../db/repositories/hand-in-repository.ts';
import { HAND_IN_LIMITS } from '../../domain/hand-in-terms.ts';
import { isUuid } from '../../domain/uuid.ts';

const REFUSAL = { code: 'upload_expired', message: 'Nobody went on with this file for a day, so what had arrived was deleted. Hand it in anew.' };
/** A file is made before its row; one without a row that is older than this belongs to nobody, unless a package is just being built, which takes hours. Those of copies for watching are `removeForsakenWork`'s. */
const NAMELESS_MS = 12 * 3_600_000;

/** Gives up files that nobody goes on with, and removes what lies in the incoming folder and belongs to nobody. Returns how many of each. */
export async function sweepIncoming(database: Database, folder: string, nowMs: number): Promise<{ expired: number; removed: number }> {
  const expired = await database.transaction(async (tx) => {
    const rows = await expireHandIns(tx, nowMs - HAND_IN_LIMITS.abandonedMs, REFUSAL, nowMs);
    for (const { id, cameraId } of rows) await appendAudit(tx, { action: 'footage.upload', cameraIds: [cameraId], detail: { step: 'expired', handInId: id } });
    return rows;
  });
  const gone = new Set(expired.map(({ id }) => id));
  const removed = await removeNameless(database, folder, gone, nowMs);
  if (removed > 0) await appendAudit(database, { action: 'retention.deleted', detail: { kind: 'incoming', count: removed } });
  return { expired: expired.length, removed };
}

async function removeNameless(database: Database, folder: string, gone: ReadonlySet<string>, nowMs: number): Promise<number> {
  const names = (await readdir(folder).catch(() => [])).filter(isUuid);
  const open = await openHandInIds(database, names);
  let removed = 0;
  for (const name of names.filter((id) => !open.has(id))) {
    const path = join(folder, name);
    const found = await stat(path).catch(() => undefined);
    if (found === undefined || (!gone.has(name) && nowMs - found.mtimeMs < NAMELESS_MS)) continue;
    await rm(path, { recursive: true, force: true });
    removed++;
  }
  return removed;
}
