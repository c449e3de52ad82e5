import { createHash } from 'node:crypto';
import { openDatabase } from '../db/database.ts';
import { systemClock } from '../platform/clock.ts';
import { createLogger } from '../platform/logger.ts';
import { createSecretBox } from '../platform/secret-box.ts';
import { startLogKeeper } from '../workers/audit/log-keeper.ts';

/** What gives events their places, as a worker runs it, in a process of its own. Setting: BENCH_DATABASE_URL. */
const database = openDatabase(process.env['BENCH_DATABASE_URL']!, { embedded: false });
const secretBox = createSecretBox([createHash('sha256').update('bench').digest()]);
const keeper = startLogKeeper({ database, secretBox, clock: systemClock, logger: createLogger('error'), publicUrl: undefined });
process.once('disconnect', () => void keeper.stop().then(() => database.close().then(() => process.exit(0))));
process.send!('ready');
