import { createHash, createHmac, createSign, generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How the provider misbehaves; nothing set: as the specification says. */
export interface FarProviderFaults {
  /** Laid over the claims of the ID token; undefined takes one out. */
  readonly claims?: Readonly<Record<string, unknown>>;
  /** `none`: no signature; `HS256`: signed with the client's secret; `stranger`: with a key that isn't published. */
  readonly signature?: 'none' | 'HS256' | 'stranger';
  /** Laid over the discovery document. */
  readonly document?: Readonly<Record<string, unknown>>;
  /** Every answer has this status. */
  readonly status?: number;
  /** Every answer is a redirect to there. */
  readonly redirectTo?: string;
  /** The answer never ends, or is this long. */
  readonly answerBytes?: number;
  /** Every connection breaks, and no request counts as heard: as if it was gone, but that nobody else takes its port meanwhile. */
  readonly isAway?: boolean;
}

/** A request that reached the token endpoint. */
export interface TokenRequest {
  readonly authorization: string | undefined;
  readonly body: URLSearchParams;
}

/** What a browser brings back. */
export interface BroughtBack {
  readonly state: string;
  readonly code: string;
  readonly iss: string;
}

/** An OpenID Connect provider of our own, written from the specifications, that can be told to be hostile. It takes a code as often as it comes. */
export interface FarProvider {
  readonly issuer: string;
  readonly tokenRequests: readonly TokenRequest[];
  /** Paths of all requests. */
  readonly paths: readonly string[];
  set(faults: FarProviderFaults): void;
  /** Somebody signs in at the address that the product made. */
  consent(url: string, claims: Readonly<Record<string, unknown>>): BroughtBack;
  logoutToken(claims: Readonly<Record<string, unknown>>, header?: Readonly<Record<string, unknown>>): string;
  stop(): Promise<void>;
}

interface Grant {
  readonly nonce: string | null;
  readonly challenge: string | null;
  readonly claims: Readonly<Record<string, unknown>>;
}

const CLIENT = { id: 'matpho', secret: 'a secret of the client, long enough' };
export const FAR_CLIENT = CLIENT;

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Starts one on a free port of loopback. */
export async function startFarProvider(): Promise<FarProvider> {
  const [own, stranger] = [generateKeyPairSync('rsa', { modulusLength: 2048 }), generateKeyPairSync('rsa', { modulusLength: 2048 })];
  const grants = new Map<string, Grant>();
  const tokenRequests: TokenRequest[] = [];
  const paths: string[] = [];
  let faults: FarProviderFaults = {};
  const server = createServer((request, response) => {
    // whoever asks may leave in the middle of the question
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const document = (): object => ({
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
    end_session_endpoint: `${issuer}/end`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    authorization_response_iss_parameter_supported: true,
    code_challenge_methods_supported: ['S256'],
    ...faults.document,
  });
  function sign(header: object, payload: object): string {
    const { signature } = faults;
    const alg = signature === 'none' || signature === 'HS256' ? signature : 'RS256';
    const text = `${encode({ alg, kid: 'k1', ...header })}.${encode(payload)}`;
    if (signature === 'none') return `${text}.`;
    if (signature === 'HS256') return `${text}.${createHmac('sha256', CLIENT.secret).update(text).digest('base64url')}`;
    const key: KeyObject = signature === 'stranger' ? stranger.privateKey : own.privateKey;
    return `${text}.${createSign('RSA-SHA256').update(text).sign(key, 'base64url')}`;
  }
  async function token(request: IncomingMessage): Promise<{ status: number; body: object }> {
    let text = '';
    for await (const piece of request) text += String(piece);
    const body = new URLSearchParams(text);
    tokenRequests.push({ authorization: request.headers.authorization, body });
    const grant = grants.get(body.get('code') ?? '');
    const challenge = createHash('sha256')
      .update(body.get('code_verifier') ?? '')
      .digest('base64url');
    if (grant === undefined || grant.challenge !== challenge) return { status: 400, body: { error: 'invalid_grant' } };
    const nowS = Math.floor(Date.now() / 1000);
    const claims = { iss: issuer, aud: CLIENT.id, iat: nowS, exp: nowS + 300, nonce: grant.nonce, ...grant.claims, ...faults.claims };
    return { status: 200, body: { access_token: randomBytes(16).toString('hex'), token_type: 'Bearer', expires_in: 60, id_token: sign({}, claims) } };
  }
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (faults.isAway === true) return void request.socket.destroy();
    const path = new URL(request.url ?? '/', issuer).pathname;
    paths.push(path);
    const send = (status: number, body: object): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    if (faults.redirectTo !== undefined) return void response.writeHead(302, { location: faults.redirectTo }).end();
    if (faults.status !== undefined) return send(faults.status, { error: 'temporarily_unavailable' });
    if (faults.answerBytes !== undefined) return send(200, { padding: 'x'.repeat(faults.answerBytes) });
    if (path === '/.well-known/openid-configuration') return send(200, document());
    if (path === '/jwks') return send(200, { keys: [{ ...own.publicKey.export({ format: 'jwk' }), kid: 'k1', alg: 'RS256', use: 'sig' }] });
    if (path !== '/token') return send(404, {});
    const { status, body } = await token(request);
    send(status, body);
  }
  return {
    issuer,
    tokenRequests,
    paths,
    set: (next) => void (faults = next),
    consent(url, claims) {
      const asked = new URL(url).searchParams;
      const code = randomBytes(16).toString('hex');
      grants.set(code, { nonce: asked.get('nonce'), challenge: asked.get('code_challenge'), claims });
      return { state: asked.get('state') ?? '', code, iss: issuer };
    },
    logoutToken: (claims, header = { typ: 'logout+jwt' }) => sign(header, claims),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
