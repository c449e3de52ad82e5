import { z } from 'zod';
import { factorConfirmationWire, factorProofWire, factorSetupOut, factorStateOut, paperCodesOut } from '../../domain/wire/account-wire.ts';
import { idParamsWire } from '../../domain/wire/common-wire.ts';
import { countCodes } from '../../db/repositories/account-code-repository.ts';
import { needsSecondFactorOf } from '../accounts/account-readiness.ts';
import { resetSecondFactor } from '../accounts/reset-second-factor.ts';
import { beginSecondFactor, confirmSecondFactor, removeOwnSecondFactor, renewRecoveryCodes } from '../accounts/second-factor.ts';
import type { ApiApp } from '../api-app.ts';
import type { ServerContext } from '../server-context.ts';

const tags = ['account'];
const bodyLimit = 4096;
/** Open when all that is left for an account is to set it up. */
const setUp = { anyone: true, unready: 'second_factor' } as const;

/** `/account/second-factor`: the authenticator app of the own account. */
export function registerSecondFactorRoutes(app: ApiApp, context: ServerContext): void {
  app.get(
    '/account/second-factor',
    { config: setUp, schema: { tags, summary: 'Whether the own account has a second factor', response: { 200: factorStateOut } } },
    async ({ session }) => ({
      required: needsSecondFactorOf(session, context.settings),
      enabled: session.hasSecondFactor,
      recoveryCodesLeft: await countCodes(context.db, session.userId, 'recovery'),
    }),
  );
  app.post(
    '/account/second-factor',
    {
      config: { ...setUp, shownOnce: ['secret', 'uri'] },
      bodyLimit,
      schema: { tags, summary: 'Begin to set up an authenticator app', body: factorProofWire, response: { 201: factorSetupOut } },
    },
    async ({ session, body, ip }, reply) =>
      reply
        .status(201)
        .header('cache-control', 'no-store')
        .send(await beginSecondFactor(context, { session, address: ip }, body)),
  );
  app.post(
    '/account/second-factor/confirmation',
    {
      config: { ...setUp, shownOnce: ['codes'] },
      bodyLimit,
      schema: {
        tags,
        summary: 'Put it to use with a first code; answers with recovery codes, other sessions end',
        body: factorConfirmationWire,
        response: { 200: paperCodesOut },
      },
    },
    async ({ session, body }, reply) =>
      reply.header('cache-control', 'no-store').send({ codes: [...(await confirmSecondFactor(context, session, body.code))] }),
  );
  registerLaterChanges(app, context);
}

function registerLaterChanges(app: ApiApp, context: ServerContext): void {
  app.post(
    '/account/second-factor/recovery-codes',
    {
      config: { anyone: true, shownOnce: ['codes'] },
      bodyLimit,
      schema: { tags, summary: 'A new sheet of recovery codes in place of the old one', body: factorProofWire, response: { 200: paperCodesOut } },
    },
    async ({ session, body, ip }, reply) =>
      reply.header('cache-control', 'no-store').send({ codes: [...(await renewRecoveryCodes(context, { session, address: ip }, body))] }),
  );
  app.post(
    '/account/second-factor/removal',
    { config: { anyone: true }, bodyLimit, schema: { tags, summary: 'Do without, where the role may', body: factorProofWire, response: { 204: z.null() } } },
    async ({ session, body, ip }, reply) => {
      await removeOwnSecondFactor(context, { session, address: ip }, body);
      return reply.status(204).send(null);
    },
  );
  app.delete(
    '/users/:id/second-factor',
    {
      config: { action: 'user.write', target: 'user' },
      schema: { tags: ['users'], summary: "Reset a user's second factor; their sessions end", params: idParamsWire, response: { 204: z.null() } },
    },
    async ({ session, params }, reply) => {
      await resetSecondFactor(context, session, params.id);
      return reply.status(204).send(null);
    },
  );
}
