import { lookup as systemLookup } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { addressVerdict, type OwnEndpoint } from '../../domain/address-rule.ts';
import { AppError } from '../../domain/app-error.ts';

const DEADLINE_MS = 10_000;
const MAX_ANSWER_BYTES = 1_048_576;

/** What of a request the OpenID library sends. */
interface ProviderRequest {
  readonly method?: string | undefined;
  readonly headers?: Headers | Readonly<Record<string, string>> | undefined;
  readonly body?: unknown;
}

/** The refusal while the provider can't be asked. It carries nothing of what was sent or came back; `cause`, why no answer came, is for the operator's log alone. */
export function providerUnavailable(cause?: Error): AppError {
  return new AppError(
    'unavailable',
    'provider_unavailable',
    'The sign-in service does not answer as it should. Try again in a few minutes, or sign in with a password.',
    { cause },
  );
}

/**
 * The only way to the provider. Its own origin is the operator's choice and may be anywhere. What its documents lead to on another host may be no special-purpose address (loopback, metadata …), none of our
 * own parts and no port of another service; plain HTTP only where the issuer has it. Redirects are not followed, an answer ends after 10 s and 1 MiB.
 *
 * Errors: `provider_unavailable` (unavailable), for a refused address as well, and for answers from 500 on.
 */
export function createProviderFetch(dependencies: {
  readonly issuer: string;
  readonly ownEndpoints: () => readonly OwnEndpoint[];
}): (url: string, request: ProviderRequest) => Promise<Response> {
  const issuer = new URL(dependencies.issuer);
  return async (text, request) => {
    const url = new URL(text);
    if (url.protocol !== 'https:' && url.protocol !== issuer.protocol) throw providerUnavailable(new Error(`${url.host} is to be asked without TLS`));
    const isOwnOrigin = url.origin === issuer.origin;
    const judge = (address: string): boolean => isOwnOrigin || isAllowed(address, url, dependencies.ownEndpoints());
    const literal = url.hostname.replace(/^\[|\]$/g, '');
    // no name is looked up for it
    if (isIP(literal) !== 0 && !judge(literal)) throw providerUnavailable(notAllowed(url.host));
    const answer = await exchange(url, request, judgedLookup(judge)).catch((error: unknown) => Promise.reject(providerUnavailable(error as Error)));
    if (answer.status >= 500) throw providerUnavailable(new Error(`${url.host} answered with status ${answer.status}`));
    return answer;
  };
}

function notAllowed(host: string): Error {
  return new Error(`the document leads to ${host}, an address that isn't allowed there`);
}

function isAllowed(address: string, url: URL, ownEndpoints: readonly OwnEndpoint[]): boolean {
  const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
  return addressVerdict(address, port, { ownEndpoints }).allowed;
}

/** The system's resolver, whose answers are judged before one of them is dialled: there is no second look-up that could say something else. */
function judgedLookup(judge: (address: string) => boolean): LookupFunction {
  return (host, options, done) => {
    systemLookup(host, { ...options, all: true }, (error, answers) => {
      const [first] = answers ?? [];
      if (error !== null || first === undefined || !answers.every(({ address }) => judge(address))) return done(error ?? notAllowed(host), []);
      return options.all === true ? done(null, answers) : done(null, first.address, first.family);
    });
  };
}

function exchange(url: URL, { method = 'GET', headers = {}, body }: ProviderRequest, lookup: LookupFunction): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? https : http).request(
      url,
      { method, headers: Object.fromEntries(new Headers(headers)), lookup, agent: false, signal: AbortSignal.timeout(DEADLINE_MS) },
      (answer) => void readAnswer(answer).then(resolve, reject),
    );
    request.on('error', reject);
    request.end(body === undefined || body === null ? undefined : String(body));
  });
}

async function readAnswer(answer: http.IncomingMessage): Promise<Response> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of answer as AsyncIterable<Buffer>) {
    bytes += piece.length;
    if (bytes > MAX_ANSWER_BYTES) throw new Error(`the answer is longer than ${MAX_ANSWER_BYTES} bytes`);
    pieces.push(piece);
  }
  const headers = Object.entries(answer.headersDistinct).flatMap(([name, values]) => (values ?? []).map((value): [string, string] => [name, value]));
  const status = answer.statusCode ?? 500;
  return new Response([204, 205, 304].includes(status) ? null : Buffer.concat(pieces), { status, headers });
}
