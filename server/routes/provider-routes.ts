import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { AppError } from '../../domain/app-error.ts';
import { deviceWords } from '../../domain/device-words.ts';
import { idParamsWire } from '../../domain/wire/common-wire.ts';
import { providerAnswerWire, providerCodeWire, providerLogoutWire, providerStartOut, providerStartWire } from '../../domain/wire/provider-wire.ts';
import { sessionOut } from '../../domain/wire/session-wire.ts';
import type { SessionOrigin } from '../accounts/store-session.ts';
import type { ApiApp } from '../api-app.ts';
import { endByProvider } from '../oidc/end-by-provider.ts';
import { beginProviderSignIn, finishProviderSignIn, finishWithCode, type ProviderSignIn } from '../oidc/provider-sign-in.ts';
import { oidcNotConfigured, type Provider } from '../oidc/provider.ts';
import { TICKET_COOKIE, TICKET_PATH, ticketLifeS, type TicketKind } from '../oidc/sign-in-ticket.ts';
import { unlinkIdentity } from '../oidc/unlink-identity.ts';
import { isHttps } from '../plugins/security-headers-plugin.ts';
import type { ServerContext } from '../server-context.ts';
import { setSessionCookie } from '../session-cookie.ts';

const tags = ['sessions'];
const BODY_LIMIT_BYTES = 16_384;

/** Without a provider nothing is counted, written down or taken, also of a sign-in that began while there was one. */
function openRoute({ settings }: ServerContext) {
  const onRequest = async (): Promise<void> => {
    if (settings.oidc === undefined) throw oidcNotConfigured();
  };
  return { config: { open: true }, bodyLimit: BODY_LIMIT_BYTES, onRequest } as const;
}

function originOf(request: FastifyRequest): SessionOrigin {
  return { address: request.ip, device: deviceWords(request.headers['user-agent']) };
}

/** `/public/provider/…`: signing in by the OpenID Connect provider, and the end of a user's link to it. */
export function registerProviderRoutes(app: ApiApp, context: ServerContext, provider: Provider): void {
  const [cookies, open] = [ticketCookies(context), openRoute(context)];
  app.post(
    '/public/provider/sign-ins',
    { ...open, schema: { tags, summary: 'Begin to sign in by the provider', body: providerStartWire, response: { 201: providerStartOut } } },
    async ({ body, ip }, reply) => {
      const { url, ticket } = await beginProviderSignIn(context, provider, body.invitation, ip);
      cookies.set(reply, 'asked', ticket);
      return reply.status(201).header('cache-control', 'no-store').send({ url });
    },
  );
  app.post(
    '/public/provider/sessions',
    { ...open, schema: { tags, summary: 'Sign in with what came back from the provider', body: providerAnswerWire, response: { 201: sessionOut } } },
    async (request, reply) => {
      const cookie = request.cookies[TICKET_COOKIE];
      cookies.clear(reply);
      return answer(reply, await finishProviderSignIn(context, provider, cookie, request.body, originOf(request)));
    },
  );
  app.post(
    '/public/provider/codes',
    { ...open, schema: { tags, summary: 'The code of the second factor, after that', body: providerCodeWire, response: { 201: sessionOut } } },
    async (request, reply) => {
      const signedIn = await finishWithCode(context, request.cookies[TICKET_COOKIE], request.body.code, originOf(request));
      cookies.clear(reply);
      return answer(reply, signedIn);
    },
  );
  function answer(reply: FastifyReply, signedIn: ProviderSignIn) {
    if ('codeWanted' in signedIn) {
      cookies.set(reply, 'proved', signedIn.codeWanted);
      throw new AppError('unauthenticated', 'second_factor_required', 'This account has a second factor. Send its code to POST /public/provider/codes.');
    }
    setSessionCookie(reply, context.settings, signedIn.session.token);
    return reply.status(201).header('cache-control', 'no-store').send(signedIn.session);
  }
  registerUnlinking(app, context);
  void app.register(async (inner) => registerBackChannelLogout(inner.withTypeProvider<ZodTypeProvider>() as ApiApp, context, provider));
}

function registerUnlinking(app: ApiApp, context: ServerContext): void {
  app.delete(
    '/users/:id/identity',
    {
      config: { action: 'user.write', target: 'user' },
      schema: { tags: ['users'], summary: "End a user's link to the provider; their sessions end", params: idParamsWire, response: { 204: z.null() } },
    },
    async ({ session, params }, reply) => {
      await unlinkIdentity(context, session, params.id);
      return reply.status(204).send(null);
    },
  );
}

/** Called by the provider itself, as a form. */
function registerBackChannelLogout(app: ApiApp, context: ServerContext, provider: Provider): void {
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string', bodyLimit: BODY_LIMIT_BYTES }, (_request, text, done) =>
    done(null, Object.fromEntries(new URLSearchParams(String(text)))),
  );
  app.post(
    '/public/provider/logout',
    {
      ...openRoute(context),
      schema: { tags, summary: 'The provider tells that somebody signed out there', body: providerLogoutWire, response: { 200: z.object({}) } },
    },
    async ({ body, ip }, reply) => {
      await endByProvider(context, provider, body.logout_token, ip);
      return reply.header('cache-control', 'no-store').send({});
    },
  );
}

/** The page to which the provider sends the browser back asks by itself, from our own site: so the strictest kind of cookie comes along. */
function ticketCookies({ settings }: ServerContext) {
  const options = { path: TICKET_PATH, httpOnly: true, sameSite: 'strict', secure: isHttps(settings) } as const;
  return {
    set: (reply: FastifyReply, kind: TicketKind, ticket: string) => void reply.setCookie(TICKET_COOKIE, ticket, { ...options, maxAge: ticketLifeS(kind) }),
    clear: (reply: FastifyReply) => void reply.clearCookie(TICKET_COOKIE, options),
  };
}
