import { randomBytes } from 'node:crypto';
import { AlgorithmIdentifier } from '@peculiar/asn1-x509';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import { MessageImprint, TimeStampReq } from '@peculiar/asn1-tsp';

/** SHA-256 (NIST). */
export const SHA256_OID = '2.16.840.1.101.3.4.2.1';

/** A question to a timestamp authority. */
export interface TimestampQuery {
  /** TimeStampReq in DER, as it is posted. */
  readonly bytes: Uint8Array;
  /** What the answer has to repeat: the content of a positive DER INTEGER. */
  readonly nonce: Uint8Array;
}

/** 64 bits of chance as a positive integer of full length: neither a sign nor a byte too many. */
function newNonce(): Uint8Array {
  const nonce = randomBytes(8);
  nonce[0] = (nonce[0]! & 0x3f) | 0x40;
  return nonce;
}

/**
 * Asks for a stamp on a SHA-256 (RFC 3161, 2.4.1), with a fresh nonce and the authority's certificate in the answer, so that it can be verified offline.
 *
 * @param policy object identifier of the policy that the stamp has to be given under; any when absent
 */
export function timestampQuery(sha256: Uint8Array, policy?: string): TimestampQuery {
  const nonce = newNonce();
  const messageImprint = new MessageImprint({
    hashAlgorithm: new AlgorithmIdentifier({ algorithm: SHA256_OID, parameters: null }),
    hashedMessage: new OctetString(sha256),
  });
  const request = new TimeStampReq({
    messageImprint,
    nonce: Uint8Array.from(nonce).buffer,
    certReq: true,
    ...(policy === undefined ? {} : { reqPolicy: policy }),
  });
  return { bytes: new Uint8Array(AsnConvert.serialize(request)), nonce };
}
