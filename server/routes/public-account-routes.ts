import { z } from 'zod';
import { toIso } from '../../domain/time-interval.ts';
import { invitationLookOut, invitationTokenWire, invitationUseWire, passwordResetWire } from '../../domain/wire/user-wire.ts';
import { resetPassword } from '../accounts/reset-password.ts';
import { findInvitation, useInvitation } from '../accounts/use-invitation.ts';
import type { ApiApp } from '../api-app.ts';
import type { ServerContext } from '../server-context.ts';

const tags = ['account'];
const open = { config: { open: true }, bodyLimit: 4096 } as const;

/** `/public/invitations` and `/public/password-resets`: for who has a secret and no password yet. Secrets travel in bodies: addresses end up in logs. */
export function registerPublicAccountRoutes(app: ApiApp, context: ServerContext): void {
  app.post(
    '/public/invitations/look',
    { ...open, schema: { tags, summary: 'Whom an invitation is for', body: invitationTokenWire, response: { 200: invitationLookOut } } },
    async ({ body, ip }, reply) => {
      const { username, displayName, role, organisationName, expiresAtMs } = await findInvitation(context, body.token, ip);
      void reply.header('cache-control', 'no-store');
      return { username, displayName, role, organisationName, expiresAt: toIso(expiresAtMs) };
    },
  );
  app.post(
    '/public/invitations',
    {
      ...open,
      schema: { tags, summary: 'Set the password with an invitation', body: invitationUseWire, response: { 200: z.object({ username: z.string() }) } },
    },
    async ({ body, ip }) => useInvitation(context, body.token, body.password, ip),
  );
  app.post(
    '/public/password-resets',
    { ...open, schema: { tags, summary: 'Set a new password with a code from paper', body: passwordResetWire, response: { 204: z.null() } } },
    async ({ body, ip }, reply) => {
      await resetPassword(context, body, ip);
      return reply.status(204).send(null);
    },
  );
}
