import { unquoteParameters } from './auth-parameters.ts';

/** The parameters of an `Authorization: Digest` field (RFC 7616, 3.4). */
export interface DigestCredentials {
  readonly username: string;
  readonly realm: string;
  readonly nonce: string;
  readonly uri: string;
  readonly response: string;
  readonly algorithm: string;
  readonly opaque?: string;
  readonly qop?: string;
  readonly nc?: string;
  readonly cnonce?: string;
}

// RFC 7616, 3.4: which parameters must be quoted and which must not.
const quotedNames: ReadonlySet<string> = new Set(['username', 'realm', 'nonce', 'uri', 'response', 'cnonce', 'opaque']);

/** Reads the field, strictly as RFC 7616 wants it quoted; `undefined` when it is not well-formed. */
export function readDigestCredentials(field: string): DigestCredentials | undefined {
  const parameters = unquoteParameters(field, quotedNames);
  if (parameters === undefined) return undefined;
  const username = parameters.get('username') ?? decodeExtended(parameters.get('username*'));
  const realm = parameters.get('realm');
  const nonce = parameters.get('nonce');
  const uri = parameters.get('uri');
  const response = parameters.get('response');
  if (username === undefined || realm === undefined || nonce === undefined) return undefined;
  if (uri === undefined || response === undefined) return undefined;
  if (parameters.has('username') && parameters.has('username*')) return undefined;
  const optional = Object.fromEntries(['opaque', 'qop', 'nc', 'cnonce'].map((name) => [name, parameters.get(name)]));
  return { username, realm, nonce, uri, response, algorithm: parameters.get('algorithm') ?? 'MD5', ...optional };
}

/** `username*` carries a name outside ASCII (RFC 7616, 3.4.4; RFC 5987, 3.2). */
function decodeExtended(value: string | undefined): string | undefined {
  const encoded = /^UTF-8''([\w!#$&+\-.^`|~%]*)$/i.exec(value ?? '')?.[1];
  if (encoded === undefined) return undefined;
  try {
    return decodeURIComponent(encoded);
  } catch {
    return undefined;
  }
}
