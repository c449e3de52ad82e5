import type {} from 'vitest';
import type { TestProject } from 'vitest/node';
import { ensurePackages } from './ensure-packages.ts';
import { startPostgresCluster, type PostgresCluster } from './postgres-cluster.ts';
import { startRedisServer, type RedisServer } from './redis-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Superuser address of the run's PostgreSQL cluster; see `createTestDatabase`. */
    postgresAdminUrl: string;
    /** The run's Redis; test files share it, so each uses a key prefix of its own. */
    redisUrl: string;
  }
}

export interface GlobalSetupOptions {
  /** Called once with the running cluster, for example to make the schema template. */
  readonly prepareTemplate?: (cluster: PostgresCluster) => Promise<void>;
}

/**
 * Makes Vitest's global set-up: one PostgreSQL cluster and one Redis for the whole run, their addresses
 * provided to the tests (`inject('postgresAdminUrl')`), both stopped at its end. RTSP servers are
 * started per test file.
 */
export function createGlobalSetup(options: GlobalSetupOptions = {}) {
  return async function setUp(project: TestProject): Promise<() => Promise<void>> {
    await ensurePackages();
    const [postgres, redis] = await startBoth();
    const tearDown = async (): Promise<void> => {
      await Promise.all([postgres.stop(), redis.stop()]);
    };
    try {
      await options.prepareTemplate?.(postgres);
    } catch (error) {
      await tearDown();
      throw error;
    }
    project.provide('postgresAdminUrl', postgres.adminUrl);
    project.provide('redisUrl', redis.url);
    return tearDown;
  };
}

async function startBoth(): Promise<[PostgresCluster, RedisServer]> {
  const postgres = await startPostgresCluster();
  try {
    return [postgres, await startRedisServer()];
  } catch (error) {
    await postgres.stop();
    throw error;
  }
}
