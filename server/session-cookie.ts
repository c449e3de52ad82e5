import '@fastify/cookie';
import type { FastifyReply } from 'fastify';
import { isHttps } from './plugins/security-headers-plugin.ts';
import type { ServerSettings } from './server-context.ts';
import { SESSION_COOKIE, SESSION_LIFE } from './session-token.ts';

/** Gives the browser its session; scripts can't read it, and other sites can't make it come along. */
export function setSessionCookie(reply: FastifyReply, settings: ServerSettings, token: string): void {
  void reply.setCookie(SESSION_COOKIE, token, {
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure: isHttps(settings),
    maxAge: SESSION_LIFE.absoluteMs / 1000,
  });
}
