import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyInstance } from 'fastify';

const compress = promisify(gzip);

/** Below this the headers weigh more than what is saved. */
const LEAST_CHARACTERS = 1024;
const TAKES_GZIP = /\bgzip\b(?!;\s*q=0(?:\.0*)?(?:,|$))/;

/**
 * Sends what is read as JSON compressed to whoever takes that: lists are texts that repeat themselves, and a seventh of their size is left. Only answers to GET: they repeat no secret that somebody could
 * guess by their length. Brotli would be little smaller, and browsers take it over HTTPS only.
 */
export function registerCompression(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply, payload) => {
    if (request.method !== 'GET' || typeof payload !== 'string' || payload.length < LEAST_CHARACTERS) return payload;
    if (!String(reply.getHeader('content-type')).startsWith('application/json') || reply.hasHeader('content-encoding')) return payload;
    void reply.header('vary', 'accept-encoding');
    if (!TAKES_GZIP.test(String(request.headers['accept-encoding']))) return payload;
    const compressed = await compress(payload);
    void reply.header('content-encoding', 'gzip').removeHeader('content-length');
    return compressed;
  });
}
