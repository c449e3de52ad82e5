import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { collectDefaultMetrics, type Registry } from 'prom-client';
import { AppError } from '../domain/app-error.ts';

/** A small HTTP listener for what watches a process that serves nothing else. */
export interface MetricsListener {
  /** Where it listens, such as `http://127.0.0.1:9400`. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves `GET /healthz` (alive) and `GET /metrics` (Prometheus, the process's own figures included); everything else is 404. Open, and without anything that
 * concerns a person. `onError` hears of figures that could not be read. Errors: `port_in_use` (conflict), `cannot_listen` (unavailable).
 */
export async function startMetricsListener(
  registry: Registry,
  listen: { readonly host: string; readonly port: number },
  onError: (error: unknown) => void,
): Promise<MetricsListener> {
  collectDefaultMetrics({ register: registry });
  const answers: Readonly<Record<string, () => Promise<{ type: string; body: string }>>> = {
    '/healthz': async () => ({ type: 'application/json; charset=utf-8', body: '{"status":"alive"}' }),
    '/metrics': async () => ({ type: registry.contentType, body: await registry.metrics() }),
  };
  const server = createServer((request, response) => {
    const answer = request.method === 'GET' ? answers[request.url ?? ''] : undefined;
    if (answer === undefined) {
      response.writeHead(404).end();
      return;
    }
    answer().then(
      ({ type, body }) => response.writeHead(200, { 'content-type': type }).end(body),
      (error: unknown) => {
        onError(error);
        response.writeHead(500).end();
      },
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => reject(listenError(cause, listen)));
    server.listen(listen, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${listen.host.includes(':') ? `[${listen.host}]` : listen.host}:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listenError(cause: NodeJS.ErrnoException, { host, port }: { readonly host: string; readonly port: number }): AppError {
  return cause.code === 'EADDRINUSE'
    ? new AppError('conflict', 'port_in_use', `Port ${port} is in use. Stop what listens there, or set MATPHO_WORKER_PORT to another port.`, { cause })
    : new AppError('unavailable', 'cannot_listen', `The worker can't listen on ${host}:${port}. Check MATPHO_HOST and MATPHO_WORKER_PORT.`, { cause });
}
