import { createHash, randomBytes } from 'node:crypto';
import type { CameraCredentials } from '../../domain/camera-source.ts';
import { escapeXml } from './escape-xml.ts';
import { NS } from './onvif-namespaces.ts';

const PROFILE = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0';
const BASE64 = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#Base64Binary';

/**
 * `wsse:Security` with a UsernameToken: PasswordDigest = Base64(SHA-1(nonce + created + password)), the password in UTF-8.
 *
 * Source: OASIS Web Services Security UsernameToken Profile 1.0, section 3.1; ONVIF Core, section 5.9.
 *
 * @param createdMs the *device's* idea of now, epoch milliseconds: it refuses tokens that look old to it.
 * @param nonce 16 random bytes unless given, for the profile's examples.
 */
export function usernameToken(credentials: CameraCredentials, createdMs: number, nonce: Uint8Array = randomBytes(16)): string {
  // whole seconds, as in ONVIF's own example: some cameras can't read more
  const created = new Date(createdMs).toISOString().replace(/\.\d{3}Z$/, 'Z');
  const digest = createHash('sha1').update(nonce).update(created, 'utf8').update(credentials.password, 'utf8').digest('base64');
  return (
    `<wsse:Security xmlns:wsse="${NS.wsse}" xmlns:wsu="${NS.wsu}" s:mustUnderstand="1"><wsse:UsernameToken>` +
    `<wsse:Username>${escapeXml(credentials.username)}</wsse:Username>` +
    `<wsse:Password Type="${PROFILE}#PasswordDigest">${digest}</wsse:Password>` +
    `<wsse:Nonce EncodingType="${BASE64}">${Buffer.from(nonce).toString('base64')}</wsse:Nonce>` +
    `<wsu:Created>${created}</wsu:Created></wsse:UsernameToken></wsse:Security>`
  );
}
