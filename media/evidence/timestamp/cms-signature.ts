import { createHash, verify, constants, type X509Certificate } from 'node:crypto';
import type { SignerInfo } from '@peculiar/asn1-cms';

/** Digests by object identifier; MD5 and SHA-1 are none any more. */
const DIGESTS: Readonly<Record<string, string>> = {
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

/** Kind of key that an algorithm of signatures needs, and the digest that it names; without one the digest of the signer counts (RFC 5754, 3). */
const SIGNATURES: Readonly<Record<string, { readonly keyType: string; readonly digest?: string }>> = {
  '1.2.840.113549.1.1.1': { keyType: 'rsa' },
  '1.2.840.113549.1.1.10': { keyType: 'rsa' },
  '1.2.840.113549.1.1.11': { keyType: 'rsa', digest: 'sha256' },
  '1.2.840.113549.1.1.12': { keyType: 'rsa', digest: 'sha384' },
  '1.2.840.113549.1.1.13': { keyType: 'rsa', digest: 'sha512' },
  '1.2.840.10045.4.3.2': { keyType: 'ec', digest: 'sha256' },
  '1.2.840.10045.4.3.3': { keyType: 'ec', digest: 'sha384' },
  '1.2.840.10045.4.3.4': { keyType: 'ec', digest: 'sha512' },
};
const RSA_PSS = '1.2.840.113549.1.1.10';

/** Whether a certificate may be signed by this algorithm: two certificates of one SHA-1 or MD5 can be made, one of them by whoever wants to. */
export function isSoundSignature(algorithm: string): boolean {
  return algorithm === RSA_PSS || SIGNATURES[algorithm]?.digest !== undefined;
}

/** SHA-256, SHA-384 or SHA-512 by object identifier; undefined for any other. */
export function digestOf(algorithm: string, bytes: Uint8Array): Buffer | undefined {
  const name = DIGESTS[algorithm];
  return name === undefined ? undefined : createHash(name).update(bytes).digest();
}

/** Whether the signed attributes, as they came, carry the signature of this certificate's key (RFC 5652, 5.4). False for algorithms that nobody should use. */
export function isSignedByCertificate(
  { signature, signatureAlgorithm, digestAlgorithm }: SignerInfo,
  signedAttributes: Buffer,
  certificate: X509Certificate,
): boolean {
  const algorithm = SIGNATURES[signatureAlgorithm.algorithm];
  const digest = DIGESTS[digestAlgorithm.algorithm];
  if (algorithm === undefined || digest === undefined) return false;
  const key = certificate.publicKey;
  const isPss = signatureAlgorithm.algorithm === RSA_PSS;
  if (key.asymmetricKeyType !== algorithm.keyType || (algorithm.digest ?? digest) !== digest) return false;
  // what is signed is the SET, not the field of the signer that it stands in
  const signed = Buffer.from(signedAttributes);
  signed[0] = 0x31;
  const padding = isPss ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_AUTO } : {};
  return verify(digest, signed, { key, ...padding }, Buffer.from(signature.buffer));
}
