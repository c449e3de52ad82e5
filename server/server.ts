import type { AddressInfo } from 'node:net';
import { Registry } from 'prom-client';
import { AppError } from '../domain/app-error.ts';
import { buildApp } from './app.ts';
import type { ServerContext } from './server-context.ts';

/** A listening server. */
export interface RunningServer {
  /** Where it listens, such as `http://127.0.0.1:8080`. */
  readonly url: string;
  /** Takes no new requests, ends WebSockets, finishes what is being answered. */
  close(): Promise<void>;
}

/**
 * Starts the HTTP application on `host` and `port` (0 for a free one).
 * Errors: `port_in_use` (conflict), `cannot_listen` (unavailable).
 */
export async function startServer(context: ServerContext, listen: { host: string; port: number }, registry: Registry = new Registry()): Promise<RunningServer> {
  const app = await buildApp(context, registry);
  try {
    await app.listen(listen);
  } catch (cause) {
    await app.close();
    if ((cause as NodeJS.ErrnoException).code === 'EADDRINUSE') {
      throw new AppError('conflict', 'port_in_use', `Port ${listen.port} is in use. Stop what listens there, or set MATPHO_PORT to another port.`, { cause });
    }
    throw new AppError('unavailable', 'cannot_listen', `The server can't listen on ${listen.host}:${listen.port}. Check MATPHO_HOST and MATPHO_PORT.`, {
      cause,
    });
  }
  const { port } = app.server.address() as AddressInfo;
  const scheme = context.settings.tls === undefined ? 'http' : 'https';
  const host = listen.host.includes(':') ? `[${listen.host}]` : listen.host;
  return { url: `${scheme}://${host}:${port}`, close: () => app.close() };
}
