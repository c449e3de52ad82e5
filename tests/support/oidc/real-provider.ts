import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { generateKeyPairSync } from 'node:crypto';
import Provider from 'oidc-provider';

/** `oidc-provider` on loopback, with its own pages on which anybody signs in as whoever they say they are. */
export interface RealProvider {
  readonly issuer: string;
  /** Opens it for the client that comes back to `origin`. */
  serve(origin: string): void;
  stop(): Promise<void>;
}

export const REAL_CLIENT = { id: 'matpho', secret: 'a secret of the real client' };

/** Starts one on a free port; it answers once `serve` was called, since each of the two has to know the other's address. */
export async function startRealProvider(): Promise<RealProvider> {
  let answer: RequestListener = (_request, response) => void response.writeHead(503).end();
  const server = createServer((request, response) => answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // another site than the product's 127.0.0.1: what a browser does with cookies on the way back shows
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
  return {
    issuer,
    serve(origin) {
      answer = createProviderOf(issuer, origin).callback() as RequestListener;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function createProviderOf(issuer: string, origin: string): Provider {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return new Provider(issuer, {
    clients: [
      {
        client_id: REAL_CLIENT.id,
        client_secret: REAL_CLIENT.secret,
        redirect_uris: [`${origin}/sign-in/provider`],
        post_logout_redirect_uris: [`${origin}/sign-in`],
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kid: 'real', use: 'sig', alg: 'RS256' } as never] },
    cookies: { keys: ['of the test'] },
    ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
    pkce: { required: () => true },
    features: {
      devInteractions: { enabled: true },
      rpInitiatedLogout: {
        enabled: true,
        // its own page fetches a font from elsewhere
        logoutSource: (context: { body: unknown }, form: string) => {
          context.body = `<!doctype html><html lang="en"><title>Sign out</title>${form}<button form="op.logoutForm" name="logout" value="yes">Yes, sign me out</button></html>`;
        },
      },
    },
    findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
  });
}
