import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { parseXml } from '../../../../camera-adapters/onvif/parse-xml.ts';
import { usernameToken } from '../../../../camera-adapters/onvif/username-token.ts';
import { childOf, textAt } from '../../../../camera-adapters/onvif/xml-element.ts';
import type { XmlElement } from '../../../../camera-adapters/onvif/xml-element.ts';
import { NS } from '../../../../camera-adapters/onvif/onvif-namespaces.ts';

function tokenOf(xml: string): XmlElement | undefined {
  return childOf(childOf(parseXml(`<s:Header xmlns:s="${NS.soap12}">${xml}</s:Header>`), NS.wsse, 'Security'), NS.wsse, 'UsernameToken');
}

test("gives the digest of ONVIF's example (Application Programmer's Guide, section 6.1.1.3)", () => {
  const nonce = Buffer.from('LKqI6G/AikKCQrN0zqZFlg==', 'base64');
  const token = tokenOf(usernameToken({ username: 'user', password: 'userpassword' }, Date.UTC(2010, 8, 16, 7, 50, 45), nonce));
  expect(textAt(token, NS.wsse, 'Password')).toBe('tuOSpGlFlIXsozq4HFNeeGeFLEI=');
  expect(textAt(token, NS.wsse, 'Nonce')).toBe('LKqI6G/AikKCQrN0zqZFlg==');
  expect(textAt(token, NS.wsu, 'Created')).toBe('2010-09-16T07:50:45Z');
});

test('escapes the name, hashes the password as UTF-8, and never writes it', () => {
  const credentials = { username: 'quản trị <&">', password: 'Mật-khẩu <1>' };
  const xml = usernameToken(credentials, 0, new Uint8Array(16));
  expect(xml).not.toContain('Mật-khẩu');
  const token = tokenOf(xml);
  expect(textAt(token, NS.wsse, 'Username')).toBe(credentials.username);
  const expected = createHash('sha1')
    .update(new Uint8Array(16))
    .update('1970-01-01T00:00:00Z')
    .update(Buffer.from(credentials.password, 'utf8'))
    .digest('base64');
  expect(textAt(token, NS.wsse, 'Password')).toBe(expected);
});

test('no nonce is used twice', () => {
  const nonces = Array.from({ length: 50 }, () => textAt(tokenOf(usernameToken({ username: 'a', password: 'b' }, 0)), NS.wsse, 'Nonce'));
  expect(new Set(nonces).size).toBe(50);
});
