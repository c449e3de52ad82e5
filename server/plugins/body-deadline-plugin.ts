import type { FastifyInstance } from 'fastify';
import { startHeardDeadline } from '../../platform/heard-deadline.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route reads a long body and watches over its pace itself. */
    slowBody?: boolean;
  }
}

/** How long the body of an ordinary request may take. */
const BODY_WITHIN_MS = 60_000;

/**
 * Cuts off requests whose body doesn't come to its end within a minute, but on routes that say `slowBody`. Node's own `requestTimeout` holds for all requests alike, and a file of 4 GB takes hours on a
 * neighbourhood's line. Register it before anything that may refuse a request: one that was refused goes on sending.
 */
export function registerBodyDeadline(app: FastifyInstance, withinMs: number = BODY_WITHIN_MS): void {
  app.addHook('onRequest', async (request) => {
    const { raw } = request;
    if (request.routeOptions.config.slowBody === true || raw.complete || !hasBody(raw.headers)) return;
    const cutOff = (): void => {
      // its connection with it
      if (!raw.complete) raw.destroy();
    };
    const endWait = startHeardDeadline(withinMs, cutOff);
    raw.once('close', endWait);
    raw.once('end', endWait);
  });
}

function hasBody(headers: Readonly<Record<string, unknown>>): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}
