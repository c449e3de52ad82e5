import { createHash, randomBytes } from 'node:crypto';
import sql from 'sql-template-tag';
import { sealImportFile } from '../../../db/registration/import-file-seal.ts';
import { insertImport } from '../../../db/repositories/camera-import-repository.ts';
import { createJobProducer } from '../../../platform/job-producer.ts';
import { newId } from '../../../platform/new-id.ts';
import { openQueueBackend } from '../../../platform/queue-backend.ts';
import { createSecretBox } from '../../../platform/secret-box.ts';
import type { MigratedTestDatabase } from '../test-database.ts';
import { insertTown } from '../workers/camera-fixture.ts';

/** Code of the unit in which lists for workers in processes of their own lie. */
export const LIST_UNIT = 'T1';

/** Lists in a database, for workers in processes of their own. */
export function createListStore(db: MigratedTestDatabase) {
  const key = randomBytes(32);
  const secretBox = createSecretBox([key]);
  const town = insertTown(db.database).then(async (made) => {
    await db.database.run(sql`UPDATE unit SET code = ${LIST_UNIT} WHERE id = ${made.unitId}`);
    return made;
  });
  return {
    secretBox,
    /** `MATPHO_SECRET_KEY` of the workers. */
    secretKey: key.toString('base64'),
    /** Keeps a list as the server does; returns the import's id. */
    async store(bytes: Buffer): Promise<string> {
      const { organisationId, userId } = await town;
      const id = newId();
      const fileSha256 = createHash('sha256').update(bytes).digest();
      await db.database.transaction(async (tx) => {
        await insertImport(tx, {
          id,
          organisationId,
          requestedBy: userId,
          scope: 'own',
          fileName: 'a.csv',
          fileSha256,
          byteLength: bytes.length,
          state: 'waiting',
        });
        await sealImportFile(tx, secretBox, id, bytes);
      });
      return id;
    },
    /** Puts its job on the queue, each time anew: as when a queue gives a dead worker's job to the next one, half a minute later. */
    async queue(importId: string): Promise<void> {
      const backend = openQueueBackend({ databaseUrl: db.url, onError: () => undefined });
      const jobs = createJobProducer(backend, () => undefined);
      await jobs.add('import-cameras', { importId }, newId());
      await jobs.close();
      await backend.close();
    },
  };
}
