import { join } from 'node:path';
import sql from 'sql-template-tag';
import { seedDemo } from '../../cli/demo/seed-demo.ts';
import type { Database } from '../../db/database.ts';
import { createFolderBlobStore } from '../../media/folder-blob-store.ts';
import { systemClock } from '../../platform/clock.ts';
import { createLogger } from '../../platform/logger.ts';
import { oneTimePassword } from '../../platform/one-time-password.ts';
import { NO_FFMPEG } from '../../tests/support/cli/seed-parts.ts';
import type { WebUser } from './web-ground.ts';

/** Fills a database with the demo town, its cameras in the states that workers would have found by now; gives a member of a board of it. */
export async function makeDemoGround(db: Database, dataDir: string): Promise<WebUser> {
  const blobs = createFolderBlobStore({ folder: join(dataDir, 'blobs') });
  const seedPassword = oneTimePassword();
  await seedDemo({ db, blobs, clock: systemClock, logger: createLogger('silent'), progress: () => undefined, ffmpegPath: NO_FFMPEG, seedPassword });
  await db.run(sql`UPDATE camera_state SET overall = 'online', reachable = 'up', picture = 'ok' WHERE overall = 'unknown'`);
  await db.run(sql`UPDATE camera_state SET overall = 'offline', reachable = 'down' WHERE overall = 'online' AND abs(hashtext(camera_id::text)) % 4 = 0`);
  return { username: 'board', password: seedPassword };
}
