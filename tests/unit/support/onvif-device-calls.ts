import { createHash } from 'node:crypto';
import { afterEach } from 'vitest';
import type { OnvifDeviceOverrides } from '../../support/onvif-device/device-options.ts';
import { type OnvifDevice, startOnvifDevice } from '../../support/onvif-device/start-onvif-device.ts';

export const soapContentType = 'application/soap+xml; charset=utf-8';
export const credentials = { username: 'trực ban', password: 'mật khẩu: "7" & Đ' };

/** Bodies of requests, written by hand from the WSDLs. */
export const bodies = {
  dateTime: '<GetSystemDateAndTime xmlns="http://www.onvif.org/ver10/device/wsdl"/>',
  services: '<d:GetServices xmlns:d="http://www.onvif.org/ver10/device/wsdl"><d:IncludeCapability>true</d:IncludeCapability></d:GetServices>',
  identity: '<GetDeviceInformation xmlns="http://www.onvif.org/ver10/device/wsdl"/>',
  profiles1: '<GetProfiles xmlns="http://www.onvif.org/ver10/media/wsdl"/>',
  profiles2: '<GetProfiles xmlns="http://www.onvif.org/ver20/media/wsdl"><Type>All</Type></GetProfiles>',
};

const running: OnvifDevice[] = [];

/** Starts a device that is stopped after the test. */
export async function device(overrides: OnvifDeviceOverrides = {}): Promise<OnvifDevice> {
  const started = await startOnvifDevice({ credentials, ...overrides });
  running.push(started);
  return started;
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((started) => started.stop()));
});

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** A SOAP 1.2 envelope. */
export function envelope(body: string, header = ''): string {
  const head = header === '' ? '' : `<e:Header>${header}</e:Header>`;
  return `<?xml version="1.0"?><e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope">${head}<e:Body>${body}</e:Body></e:Envelope>`;
}

/** Sends a document as it is. */
export async function postRaw(url: string, document: string, headers: Record<string, string> = {}): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'Content-Type': soapContentType, ...headers },
    body: document,
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

/** Sends a body without credentials. */
export async function call(url: string, body: string, header = ''): Promise<Answer> {
  return postRaw(url, envelope(body, header));
}

/** Address of another service of the device. */
export function at({ url }: OnvifDevice, path: string): string {
  return new URL(path, url).href;
}

interface DigestChoices {
  readonly username?: string;
  readonly password?: string;
  readonly nc?: string;
  readonly uri?: string;
  readonly method?: string;
  readonly cnonce?: string;
}

/** The `Digest` challenge of one algorithm among those of a 401. */
export function challengeOf(answer: Answer, algorithm: 'MD5' | 'SHA-256' = 'MD5'): string {
  const field = answer.headers.get('www-authenticate') ?? '';
  const found = field.split(/, (?=Digest )/).find((challenge) => challenge.includes(`algorithm=${algorithm},`));
  if (found === undefined) throw new Error(`no challenge with ${algorithm}`);
  return found;
}

/** `Authorization: Digest` by RFC 7616, 3.4. */
export function digestAuthorization(challenge: string, url: string, choices: DigestChoices = {}): string {
  const { username = credentials.username, password = credentials.password, nc = '00000001' } = choices;
  const { method = 'POST', cnonce = 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ' } = choices;
  const uri = choices.uri ?? new URL(url).pathname + new URL(url).search;
  const quoted = (name: string) => new RegExp(`[ ,]${name}="([^"]*)"`).exec(challenge)?.[1] ?? '';
  const algorithm = /algorithm=([\w-]+)/.exec(challenge)?.[1] ?? 'MD5';
  const hash = (text: string) =>
    createHash(algorithm === 'MD5' ? 'md5' : 'sha256')
      .update(text)
      .digest('hex');
  const [realm, nonce, opaque] = [quoted('realm'), quoted('nonce'), quoted('opaque')] as const;
  // Node hands header fields over as Latin-1.
  const secret = hash(`${username}:${Buffer.from(realm, 'latin1').toString('utf8')}:${password}`);
  const response = hash(`${secret}:${nonce}:${nc}:${cnonce}:auth:${hash(`${method}:${uri}`)}`);
  const name = /^[\x20-\x7E]*$/.test(username) ? `username="${username}"` : `username*=UTF-8''${encodeURIComponent(username)}`;
  return `Digest ${name}, realm="${realm}", uri="${uri}", algorithm=${algorithm}, nonce="${nonce}", nc=${nc}, cnonce="${cnonce}", qop=auth, response="${response}", opaque="${opaque}"`;
}

/** Asks once to be challenged, then again with digest credentials. */
export async function callWithDigest(url: string, body: string, choices: DigestChoices = {}): Promise<Answer> {
  const challenge = challengeOf(await call(url, body));
  return postRaw(url, envelope(body), { Authorization: digestAuthorization(challenge, url, choices) });
}

interface TokenChoices {
  readonly username?: string;
  readonly password?: string;
  readonly created?: string;
  readonly nonce?: string;
}

const wss = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss';

/** `wsse:Security` with a UsernameToken (UsernameToken Profile 1.0, 3.1). */
export function securityHeader(choices: TokenChoices = {}): string {
  const { username = credentials.username, password = credentials.password } = choices;
  const created = choices.created ?? new Date().toISOString();
  const nonce = Buffer.from(choices.nonce ?? 'sixteen bytes, a nonce');
  const digest = createHash('sha1').update(nonce).update(created).update(password).digest('base64');
  return (
    `<s:Security xmlns:s="${wss}-wssecurity-secext-1.0.xsd" e:mustUnderstand="1"><s:UsernameToken>` +
    `<s:Username>${username}</s:Username>` +
    `<s:Password Type="${wss}-username-token-profile-1.0#PasswordDigest">${digest}</s:Password>` +
    `<s:Nonce EncodingType="${wss}-soap-message-security-1.0#Base64Binary">${nonce.toString('base64')}</s:Nonce>` +
    `<u:Created xmlns:u="${wss}-wssecurity-utility-1.0.xsd">${created}</u:Created>` +
    '</s:UsernameToken></s:Security>'
  );
}

/** Subcodes of a fault, outermost first, without their prefixes. */
export function subcodes(answer: Answer): readonly string[] {
  return [...answer.text.matchAll(/Subcode><[\w-]+:Value>[\w-]+:(\w+)</g)].map((match) => match[1] ?? '');
}
