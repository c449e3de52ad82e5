import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSupervisedProcess } from './supervised-process.ts';
import { withFreePort } from './with-free-port.ts';

/** A private Redis. */
export interface RedisServer {
  /** `redis://127.0.0.1:PORT` */
  readonly url: string;
  /** Stops it and removes its folder. */
  stop(): Promise<void>;
}

export interface RedisServerOptions {
  /** Write an append-only file, as production must; default off. */
  readonly appendOnly?: boolean;
}

/**
 * Starts Redis on loopback with `noeviction`, which BullMQ needs, and nothing kept on disk by default.
 *
 * @throws Error with Redis's own words when it does not start.
 */
export function startRedisServer(options: RedisServerOptions = {}): Promise<RedisServer> {
  return withFreePort(async (port) => {
    const folder = await mkdtemp(join(tmpdir(), 'matpho-redis-'));
    const server = await startSupervisedProcess({
      command: ['redis-server', ...redisArguments(port, folder, options)],
      readyLine: /Ready to accept connections/,
      stopSignal: 'TERM',
      folder,
    });
    return { url: `redis://127.0.0.1:${port}`, stop: () => server.stop() };
  });
}

function redisArguments(port: number, folder: string, options: RedisServerOptions): string[] {
  const settings = {
    bind: '127.0.0.1',
    port: String(port),
    dir: folder,
    // one for each test whose queues have the product's own names: see `ownRedisDatabase`
    databases: '1000',
    save: '',
    appendonly: options.appendOnly === true ? 'yes' : 'no',
    'maxmemory-policy': 'noeviction',
  };
  return Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
}
