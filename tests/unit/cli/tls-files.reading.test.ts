import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readTlsFiles } from '../../../cli/tls-files.ts';
import { makeSelfSignedCertificate, type CertificateFiles } from '../../support/cli/self-signed-certificate.ts';
import { makeTemporaryFolder, type TemporaryFolder } from '../../support/cli/temporary-folder.ts';

let folder: TemporaryFolder;
let own: CertificateFiles;
let other: CertificateFiles;

beforeAll(async () => {
  folder = await makeTemporaryFolder();
  own = await makeSelfSignedCertificate(folder.path('own'));
  other = await makeSelfSignedCertificate(folder.path('other'));
  await writeFile(folder.path('empty.pem'), '');
});
afterAll(() => folder.remove());

test('a certificate and its key are read, and without both there is no HTTPS', async () => {
  expect(await readTlsFiles(own)).toMatchObject({ cert: expect.any(Buffer), key: expect.any(Buffer) });
  expect(await readTlsFiles(undefined)).toBeUndefined();
});

test.each([
  ['MATPHO_TLS_CERT', 'is not there', () => ({ ...own, certPath: folder.path('nothing.pem') })],
  ['MATPHO_TLS_KEY', 'is not there', () => ({ ...own, keyPath: folder.path('nothing.pem') })],
  ['MATPHO_TLS_KEY', 'can not be read', () => ({ ...own, keyPath: folder.path() })],
  ['MATPHO_TLS_CERT', 'is empty', () => ({ ...own, certPath: folder.path('empty.pem') })],
  ['MATPHO_TLS_CERT', 'holds a key', () => ({ ...own, certPath: own.keyPath })],
  ['MATPHO_TLS_KEY', 'holds a certificate', () => ({ ...own, keyPath: own.certPath })],
  ['MATPHO_TLS_KEY', 'belongs to another certificate', () => ({ ...own, keyPath: other.keyPath })],
])('a %s that %s is refused by its name', async (variable, _what, files) => {
  await expect(readTlsFiles(files())).rejects.toMatchObject({
    kind: 'invalid',
    code: 'bad_setting',
    details: { variable },
    message: expect.stringContaining(`${variable} names`),
  });
});
