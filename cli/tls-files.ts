import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { AppError } from '../domain/app-error.ts';
import type { Config } from '../platform/config.ts';

/** A certificate (with those that lead to its issuer, if any) and its key, in PEM. */
export interface TlsFiles {
  readonly cert: Buffer;
  readonly key: Buffer;
}

function bad(variable: 'MATPHO_TLS_CERT' | 'MATPHO_TLS_KEY', message: string, cause?: unknown): AppError {
  return new AppError('invalid', 'bad_setting', message, { details: { variable }, cause });
}

async function read(variable: 'MATPHO_TLS_CERT' | 'MATPHO_TLS_KEY', path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (cause) {
    throw bad(variable, `The file that ${variable} names can't be read. Check the path and its permissions.`, cause);
  }
}

function parseCertificate(pem: Buffer): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch (cause) {
    throw bad('MATPHO_TLS_CERT', 'The file that MATPHO_TLS_CERT names holds no certificate in PEM.', cause);
  }
}

function parseKey(pem: Buffer): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch (cause) {
    throw bad('MATPHO_TLS_KEY', 'The file that MATPHO_TLS_KEY names holds no private key in PEM that opens without a password.', cause);
  }
}

/** Reads the files of HTTPS and makes sure that they belong together. Undefined without HTTPS. Errors: `bad_setting` (invalid), which names the variable. */
export async function readTlsFiles(tls: Config['tls']): Promise<TlsFiles | undefined> {
  if (tls === undefined) return undefined;
  const [cert, key] = [await read('MATPHO_TLS_CERT', tls.certPath), await read('MATPHO_TLS_KEY', tls.keyPath)];
  if (!parseCertificate(cert).checkPrivateKey(parseKey(key))) {
    throw bad(
      'MATPHO_TLS_KEY',
      'The key that MATPHO_TLS_KEY names does not belong to the certificate that MATPHO_TLS_CERT names. The certificate comes first in its file, those of its issuers after it.',
    );
  }
  return { cert, key };
}
