import type { IncomingMessage } from 'node:http';
import { HttpRefusal } from './http-refusal.ts';

/**
 * Scheme and host as the client wrote them, which addresses in replies have to match (ONVIF Core 8.1.2.2).
 *
 * @throws HttpRefusal 400 when `Host` is no host (RFC 9110, 7.2).
 */
export function requestOrigin(request: IncomingMessage): string {
  const host = request.headers.host ?? '';
  const origin = `http://${host}`;
  if (!/^[\w.:[\]-]+$/.test(host) || !URL.canParse(origin)) throw new HttpRefusal(400);
  return origin;
}
