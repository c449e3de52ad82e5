import { collapsedText, findChild, findChildren, isNamed } from '../xml/read-element-queries.ts';
import type { ReadElement } from '../xml/xml-reader.ts';

const digestType = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#PasswordDigest';
const base64Type = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#Base64Binary';

/** A UsernameToken with a password digest (WS-Security UsernameToken Profile 1.0, 3.1). */
export interface UsernameToken {
  readonly username: string;
  readonly digest: string;
  readonly nonce: Buffer;
  /** `Created` as it was written: these characters go into the digest. */
  readonly created: string;
  readonly createdMs: number;
}

/** The `wsse:Security` header block, when the message has one. */
export function findSecurityHeader(headers: readonly ReadElement[]): ReadElement | undefined {
  return headers.find((header) => isNamed(header, 'wsse:Security'));
}

/**
 * Reads the token of a security header. Nonce and creation time are both required (ONVIF Core 5.9.5) and so is the
 * digest, because a password in clear text is not part of ONVIF.
 *
 * @returns `undefined` when something is missing or malformed.
 */
export function readUsernameToken(security: ReadElement): UsernameToken | undefined {
  const [token, ...others] = findChildren(security, 'wsse:UsernameToken');
  if (token === undefined || others.length > 0) return undefined;
  const username = findChild(token, 'wsse:Username')?.text;
  const password = findChild(token, 'wsse:Password');
  const nonce = readNonce(findChild(token, 'wsse:Nonce'));
  const created = findChild(token, 'wsu:Created');
  if (username === undefined || password?.attributes.get('Type') !== digestType) return undefined;
  if (nonce === undefined || created === undefined) return undefined;
  const createdMs = readUtcTime(collapsedText(created));
  if (createdMs === undefined) return undefined;
  return { username, digest: collapsedText(password), nonce, created: created.text, createdMs };
}

function readNonce(node: ReadElement | undefined): Buffer | undefined {
  if (node === undefined || (node.attributes.get('EncodingType') ?? base64Type) !== base64Type) return undefined;
  const text = collapsedText(node);
  const wellFormed = text.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(text);
  return wellFormed ? Buffer.from(text, 'base64') : undefined;
}

/** `xs:dateTime` in UTC, as SOAP Message Security 1.0, 10 asks of timestamps. */
function readUtcTime(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/.test(text)) return undefined;
  const timeMs = Date.parse(text);
  return Number.isNaN(timeMs) ? undefined : timeMs;
}
