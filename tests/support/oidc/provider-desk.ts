import type { LightMyRequestResponse } from 'fastify';
import sql from 'sql-template-tag';
import { expect } from 'vitest';
import type { ServerSettings } from '../../../server/server-context.ts';
import { startTestApp, type TestApp, type TestUser } from '../test-app.ts';
import { FAR_CLIENT, startFarProvider, type BroughtBack, type FarProvider } from './far-provider.ts';

/** What a browser has in hand after it was sent to the provider. */
export interface BegunSignIn {
  readonly url: string;
  /** `name=value`. */
  readonly cookie: string;
}

/** An application that signs people in by a provider, and the acts around it. */
export interface ProviderDesk {
  readonly t: TestApp;
  readonly far: FarProvider;
  /** The settings by which an application takes this provider. */
  settingsOf(issuer: string): Partial<ServerSettings>;
  begin(invitation?: string): Promise<BegunSignIn>;
  finish(back: Partial<BroughtBack>, cookie: string): Promise<LightMyRequestResponse>;
  /** The whole way: from the page to the provider and back. */
  signIn(claims: Readonly<Record<string, unknown>>, invitation?: string): Promise<LightMyRequestResponse>;
  idOf(user: TestUser): Promise<string>;
  /** Invites a user, as `admin`; returns the token. */
  invite(user: TestUser): Promise<string>;
  /** The newest event of this action in the access log. */
  lastEvent(action: string): Promise<{ outcome: string; detail: Record<string, unknown>; actor: string | null }>;
  /** The provider behaves again, and nobody has to wait for what was tried on purpose; for `afterEach`. */
  freshStart(): Promise<void>;
  close(): Promise<void>;
}

const settingsOf = (issuer: string): Partial<ServerSettings> => ({
  publicUrl: 'https://matpho.example',
  oidc: { issuer, clientId: FAR_CLIENT.id, clientSecret: FAR_CLIENT.secret, label: 'Cổng của tỉnh', secondFactorAcr: ['urn:strong'], secondFactorAmr: ['otp'] },
});

/** Starts one for a test file. */
export async function startProviderDesk(): Promise<ProviderDesk> {
  const far = await startFarProvider();
  const t = await startTestApp({ settings: settingsOf(far.issuer) });
  const desk: ProviderDesk = {
    t,
    far,
    settingsOf,
    async begin(invitation) {
      const answer = await t.anonymous('POST', '/public/provider/sign-ins', invitation === undefined ? {} : { invitation });
      expect(answer.statusCode, answer.body).toBe(201);
      return { url: answer.json().url, cookie: String(answer.headers['set-cookie']).split(';')[0]! };
    },
    finish: (back, cookie) => t.anonymous('POST', '/public/provider/sessions', back, { cookie }),
    async signIn(claims, invitation) {
      const { url, cookie } = await desk.begin(invitation);
      return desk.finish(far.consent(url, claims), cookie);
    },
    idOf: async (user) => (await t.db.row<{ id: string }>(sql`SELECT id FROM app_user WHERE username = ${user}`)).id,
    invite: async (user) => (await t.as('admin', 'POST', `/users/${await desk.idOf(user)}/invitations`)).json().token,
    lastEvent: (action) => t.db.row(sql`SELECT outcome, detail, actor_username AS actor FROM audit_event WHERE action = ${action} ORDER BY id DESC LIMIT 1`),
    async freshStart() {
      far.set({});
      await t.db.run(sql`DELETE FROM sign_in_failure`);
    },
    async close() {
      await t.close();
      await far.stop();
    },
  };
  return desk;
}
