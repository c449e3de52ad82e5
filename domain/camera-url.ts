import { AppError } from './app-error.ts';
import { parseIpAddress } from './special-address.ts';

/** The two ways to dial a camera by address; each has its plain and its TLS scheme. */
export type CameraUrlKind = 'rtsp' | 'onvif';

/** A camera's address, taken apart. */
export interface CameraUrl {
  readonly scheme: 'rtsp' | 'rtsps' | 'http' | 'https';
  readonly secure: boolean;
  /** Lower-case name, dotted IPv4, or IPv6 without brackets; every other spelling of an address has been resolved to these. */
  readonly host: string;
  readonly port: number;
  /** Path and query, beginning with `/`. */
  readonly target: string;
  /** The whole address without user and password. */
  readonly url: string;
  readonly hasCredentials: boolean;
}

const MAX_URL_CHARACTERS = 2_048;
const DEFAULT_PORTS = { rtsp: 554, rtsps: 322, http: 80, https: 443 } as const;
const SCHEMES: Readonly<Record<CameraUrlKind, readonly string[]>> = { rtsp: ['rtsp', 'rtsps'], onvif: ['http', 'https'] };
const HOST_NAME = /^(?=.{1,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*$/;
// C0 and C1 controls, every kind of white space and line end, invisible and direction marks, and the backslash, which some parsers read as a slash
// oxlint-disable-next-line no-control-regex
const FORBIDDEN_CHARACTERS = /[\u0000-\u0020\u007f-\u00a0\u00ad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff\ufff0-\uffff\\]/;

/**
 * Brings a host to one spelling, the way a browser would (WHATWG URL, host parsing): percent-decoding, IDNA, and IPv4 in octal, hexadecimal,
 * short or single-number form. Schemes such as rtsp get none of this from the URL parser.
 *
 * @param host name or address; IPv6 with or without brackets.
 * @returns undefined when it is no host.
 */
export function canonicalHost(host: string): string | undefined {
  const bare = host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : host;
  if (bare.includes(':')) return parseIpAddress(bare.toLowerCase())?.toString();
  if (bare === '' || /[/?#@\\\s]/.test(bare) || !URL.canParse(`http://${bare}/`)) return undefined;
  const parsed = new URL(`http://${bare}/`).hostname.replace(/\.$/, '');
  return HOST_NAME.test(parsed) ? parsed : undefined;
}

/**
 * Takes a camera's address apart without judging where it leads.
 *
 * @throws AppError `invalid` with code `url_malformed` or `url_scheme`; never quotes the address.
 */
export function parseCameraUrl(text: string, kind: CameraUrlKind): CameraUrl {
  if (text.length > MAX_URL_CHARACTERS) throw malformed(`it is longer than ${MAX_URL_CHARACTERS} characters`);
  if (FORBIDDEN_CHARACTERS.test(text)) throw malformed('it holds a space, a control character or a backslash');
  const authority = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)/i.exec(text);
  if (authority === null) throw malformed('write it as scheme://host/path');
  const scheme = requireScheme(authority[1] ?? '', kind);
  if (text.includes('#')) throw malformed('leave out the part from # on');
  return assemble(text, scheme, (authority[2] ?? '').includes('@'));
}

function requireScheme(written: string, kind: CameraUrlKind): CameraUrl['scheme'] {
  const scheme = written.toLowerCase();
  if (SCHEMES[kind].includes(scheme)) return scheme as CameraUrl['scheme'];
  throw new AppError('invalid', 'url_scheme', `Write the address with ${SCHEMES[kind].join(':// or ')}://.`, { details: { schemes: SCHEMES[kind] } });
}

function assemble(text: string, scheme: CameraUrl['scheme'], hasCredentials: boolean): CameraUrl {
  if (!URL.canParse(text)) throw malformed('the host or port is not one');
  const parsed = new URL(text);
  const host = canonicalHost(parsed.hostname);
  if (host === undefined) throw malformed('the host is empty or not a name or address');
  const port = parsed.port === '' ? DEFAULT_PORTS[scheme] : Number(parsed.port);
  if (port === 0) throw malformed('port 0 is none');
  const target = `${parsed.pathname.startsWith('/') ? '' : '/'}${parsed.pathname}${parsed.search}`;
  const portText = port === DEFAULT_PORTS[scheme] ? '' : `:${port}`;
  const url = `${scheme}://${host.includes(':') ? `[${host}]` : host}${portText}${target}`;
  return { scheme, secure: scheme === 'rtsps' || scheme === 'https', host, port, target, url, hasCredentials };
}

function malformed(why: string): AppError {
  return new AppError('invalid', 'url_malformed', `Correct the camera's address: ${why}.`);
}
