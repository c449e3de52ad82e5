import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { openDatabase, type Database } from '../../db/database.ts';
import { migrate } from '../../db/migrate.ts';
import { createReleaseStack } from '../../platform/release-stack.ts';
import { chromiumArguments, findChromium } from '../../tests/support/services/chromium-path.ts';
import { startPostgresCluster } from '../../tests/support/services/postgres-cluster.ts';
import { startRedisServer } from '../../tests/support/services/redis-server.ts';
import { spawnMatpho } from '../spawn-matpho.ts';

/** Somebody who can sign in. */
export interface WebUser {
  readonly username: string;
  readonly password: string;
}

/** A running product with a browser before it. */
export interface WebGround<T> {
  readonly url: string;
  readonly browser: Browser;
  /** What `fill` made. */
  readonly filled: T;
}

/** Works on a database filled by `fill`, in a PostgreSQL of its own that writes as durably as production's, with the built server and web application on it and Chromium; nothing is left of it. */
export async function onWebGround<F, T>(fill: (db: Database, dataDir: string) => Promise<F>, work: (ground: WebGround<F>) => Promise<T>): Promise<T> {
  const stack = createReleaseStack();
  try {
    const [cluster, redis] = await Promise.all([startPostgresCluster({ durable: true }), startRedisServer()]);
    stack.push('PostgreSQL', () => cluster.stop());
    stack.push('Redis', () => redis.stop());
    const dataDir = await mkdtemp(join(tmpdir(), 'matpho-bench-'));
    stack.push('data folder', () => rm(dataDir, { recursive: true, force: true }));
    const { url } = await cluster.createDatabase();
    const db = openDatabase(url, { embedded: false, answerWithinMs: 1_800_000 });
    stack.push('database', () => db.close());
    await migrate(db);
    const filled = await fill(db, dataDir);
    const server = await spawnMatpho('server', {
      MATPHO_PORT: '0',
      MATPHO_DATABASE_URL: url,
      MATPHO_REDIS_URL: redis.url,
      MATPHO_SECRET_KEY: randomBytes(32).toString('base64'),
      MATPHO_DATA_DIR: dataDir,
      MATPHO_LOG_LEVEL: 'error',
    });
    stack.push('server', () => server.stop());
    const browser = await chromium.launch({ executablePath: findChromium(), args: [...chromiumArguments] });
    stack.push('browser', () => browser.close());
    return await work({ url: server.url, browser, filled });
  } finally {
    await stack.releaseAll();
  }
}
