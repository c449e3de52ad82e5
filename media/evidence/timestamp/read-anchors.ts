import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { AppError } from '../../../domain/app-error.ts';

const PEM = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;
const MOST_BYTES = 2 ** 20;

/** The certificates of a PEM file: authorities whose stamps are believed. Errors: `ca_file_unusable` (invalid), which names the file. */
export async function readAnchors(path: string): Promise<readonly X509Certificate[]> {
  try {
    const text = await readFile(path, 'latin1');
    const certificates = text.length > MOST_BYTES ? [] : (text.match(PEM) ?? []).map((pem) => new X509Certificate(pem));
    if (certificates.length > 0) return certificates;
  } catch (cause) {
    throw unusable(path, cause);
  }
  throw unusable(path);
}

function unusable(path: string, cause?: unknown): AppError {
  return new AppError(
    'invalid',
    'ca_file_unusable',
    `The CA file ${path} can't be used: it must be readable and hold certificates in PEM ("-----BEGIN CERTIFICATE-----").`,
    { cause },
  );
}
