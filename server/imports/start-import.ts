import type { Scope } from '../../domain/permission-rule.ts';
import { sealImportFile } from '../../db/registration/import-file-seal.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { findOpenImport, insertImport } from '../../db/repositories/camera-import-repository.ts';
import { newId } from '../../platform/new-id.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import type { ServerContext } from '../server-context.ts';
import type { ReceivedFile } from './receive-import.ts';

/** An import that showed no sign of work for longer is taken for lost, and its file may be sent again. */
const SILENT_MS = 120_000;

/** Keeps the file sealed and leaves the work to a worker. The same file sent again while its import runs joins that one. Returns the import's id, which is the job's as well. */
export async function startImport(context: ServerContext, session: LiveSession, scope: Scope, file: ReceivedFile): Promise<string> {
  const { db, clock, jobs, secretBox } = context;
  const { organisationId, userId } = session;
  const running = await findOpenImport(db, organisationId, file.sha256, SILENT_MS);
  const id = running?.id ?? newId(clock.now());
  if (running === undefined) {
    const { fileName, sha256, bytes } = file;
    const entry = { id, organisationId, requestedBy: userId, fileName, fileSha256: sha256, byteLength: bytes.length, state: 'waiting' as const };
    await db.transaction(async (tx) => {
      await insertImport(tx, { ...entry, scope: scope === 'any' ? 'any' : 'own' });
      await sealImportFile(tx, secretBox, id, bytes);
      const detail = { importId: id, sha256: sha256.toString('hex'), byteLength: bytes.length };
      await appendAudit(tx, { actor: actorOf(session), action: 'camera.import', detail });
    });
  }
  // also for one that is there: its job may not have reached the queue. The same id twice is one job
  await jobs.add('import-cameras', { importId: id }, id);
  return id;
}
