import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Files in PEM. */
export interface CertificateFiles {
  readonly certPath: string;
  readonly keyPath: string;
}

/** Makes a certificate for `localhost` and 127.0.0.1, signed by itself, at `<pathPrefix>.cert.pem` and `<pathPrefix>.key.pem`. */
export async function makeSelfSignedCertificate(pathPrefix: string): Promise<CertificateFiles> {
  const [certPath, keyPath] = [`${pathPrefix}.cert.pem`, `${pathPrefix}.key.pem`];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
  await promisify(execFile)('openssl', [
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-days',
    '2',
    '-keyout',
    keyPath,
    '-out',
    certPath,
    ...subject,
  ]);
  return { certPath, keyPath };
}
