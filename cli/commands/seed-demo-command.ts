import { migrate } from '../../db/migrate.ts';
import type { Command } from '../command.ts';
import { seedDemo } from '../demo/seed-demo.ts';
import { printDemoUsers } from '../demo-users-text.ts';
import { openServiceResources } from '../service-resources.ts';
import { systemClock } from '../../platform/clock.ts';

/** `matpho seed demo`: the demo town, on any database that has none yet. */
export const seedDemoCommand: Command = async ({ config, stack, print, progress }) => {
  const { db, blobs, logger } = await openServiceResources(config, stack, { exclusive: false });
  await migrate(db);
  const seeded = await seedDemo({ db, blobs, clock: systemClock, logger, progress, ffmpegPath: config.ffmpegPath, seedPassword: config.seedPassword });
  if (seeded === undefined) print('The demo town is there already; nothing was changed.');
  else printDemoUsers(print, seeded.users);
  return 0;
};
