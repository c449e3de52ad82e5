import { Registry } from 'prom-client';
import { createLogger } from '../platform/logger.ts';
import { assembleApp } from './app.ts';
import type { ServerContext } from './server-context.ts';

/** Stands for a part of the context: whoever uses it while routes are registered is told so. */
function untouched(part: keyof ServerContext): never {
  const refuse = (): never => {
    throw new Error(`a route uses context.${part} while it is registered; it may only when it is called`);
  };
  return new Proxy({}, { get: refuse }) as never;
}

const CONTEXT: ServerContext = {
  db: untouched('db'),
  databaseUrl: '',
  jobs: untouched('jobs'),
  blobs: untouched('blobs'),
  clock: untouched('clock'),
  secretBox: untouched('secretBox'),
  addressPolicy: {},
  logger: createLogger('silent'),
  settings: { demo: false },
};

/** The OpenAPI document as a service answers it at `/api/v1/openapi.json`, without a service: the routes are registered over an empty context, and nothing listens or connects. */
export async function buildApiDocument(): Promise<object> {
  const { app } = await assembleApp(CONTEXT, new Registry());
  await app.ready();
  const document = app.swagger();
  await app.close();
  return document;
}
