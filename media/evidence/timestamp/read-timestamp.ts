import { createHash, X509Certificate } from 'node:crypto';
import { id_signedData, SignedData, type SignerInfo } from '@peculiar/asn1-cms';
import { AsnConvert } from '@peculiar/asn1-schema';
import { PKIStatus, TimeStampResp, TSTInfo } from '@peculiar/asn1-tsp';
import { Certificate, ExtendedKeyUsage, id_ce_extKeyUsage, id_ce_keyUsage, KeyUsage, KeyUsageFlags } from '@peculiar/asn1-x509';
import { AppError } from '../../../domain/app-error.ts';
import { isBeyondUs, TIME_STAMPING } from './certificate-chain.ts';
import { digestOf, isSignedByCertificate } from './cms-signature.ts';
import { childrenOf, parseWhole, rawParts, type Block, type SignedAttributes } from './raw-parts.ts';
import { timestampProblem } from './timestamp-problem.ts';

/** A stamp whose signature holds; whether its authority is to be believed is another question. */
export interface Timestamp {
  readonly genTimeMs: number;
  /** Digest by object identifier, and its value over what was stamped. */
  readonly imprint: { readonly algorithm: string; readonly digest: Buffer };
  /** Content of the INTEGER; absent when the stamp has none. */
  readonly nonce: Buffer | undefined;
  readonly policy: string;
  /** In hexadecimal. */
  readonly serial: string;
  /** Whoever stamped. */
  readonly signer: X509Certificate;
  /** What came with it. */
  readonly certificates: readonly X509Certificate[];
}

/** A reply is 2 to 8 kB in practice; more is not read. */
export const MOST_TIMESTAMP_BYTES = 64 * 1024;
const MOST_CERTIFICATES = 16;
const TST_INFO = '1.2.840.113549.1.9.16.1.4';
const ATTRIBUTE = {
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  certificate: '1.2.840.113549.1.9.16.2.12',
  certificateV2: '1.2.840.113549.1.9.16.2.47',
};
/** Bits of PKIFailureInfo (RFC 3161, 2.4.2). */
const FAILURES: Readonly<Record<number, string>> = {
  0: 'badAlg: it does not take SHA-256',
  2: 'badRequest',
  5: 'badDataFormat',
  14: 'timeNotAvailable: its clock is out of order',
  15: 'unacceptedPolicy: it does not know the policy that was asked for',
  16: 'unacceptedExtension',
  17: 'addInfoNotAvailable',
  25: 'systemFailure',
};

/** What foreign parsers throw on bytes that aren't what they should be becomes one outcome. */
function parsing<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof AppError ? error : timestampProblem('timestamp_unreadable', undefined, error);
  }
}

/** The names of the failures that a reply gives. */
function failureNames(reply: Uint8Array): string {
  const bits = childrenOf(childrenOf(parseWhole(reply))[0]).find(({ idBlock }) => idBlock.tagClass === 1 && idBlock.tagNumber === 3);
  const bytes = (bits?.valueBlock as { readonly valueHexView?: Uint8Array } | undefined)?.valueHexView ?? new Uint8Array();
  const names = Object.entries(FAILURES).flatMap(([bit, name]) => (((bytes[Number(bit) >> 3] ?? 0) & (0x80 >> (Number(bit) & 7))) === 0 ? [] : [name]));
  return names.length === 0 ? 'it gave no reason' : names.join(', ');
}

/** The signed data of a granted reply. */
function signedDataOf(reply: Uint8Array): Uint8Array {
  if (reply.length > MOST_TIMESTAMP_BYTES) throw timestampProblem('timestamp_unreadable');
  const { status, timeStampToken } = parsing(() => {
    if (parseWhole(reply) === undefined) throw new RangeError('bytes are missing, or follow');
    return AsnConvert.parse(reply, TimeStampResp);
  });
  if (status.status !== PKIStatus.granted && status.status !== PKIStatus.grantedWithMods)
    throw timestampProblem(
      'timestamp_refused',
      parsing(() => failureNames(reply)),
    );
  if (timeStampToken?.contentType !== id_signedData) throw timestampProblem('timestamp_unreadable');
  return new Uint8Array(timeStampToken.content);
}

function oidOf(block: Block | undefined): string {
  return String(block?.valueBlock ?? '');
}

/** The one value of a signed attribute; undefined when it is absent or has several. */
function attributeOf({ attributes }: SignedAttributes, type: string): Block | undefined {
  const found = attributes.filter((each) => oidOf(childrenOf(each)[0]) === type);
  const [value, ...more] = childrenOf(childrenOf(found[0])[1]);
  return found.length === 1 && more.length === 0 ? value : undefined;
}

function octets(block: { readonly valueBlock: unknown } | undefined): Buffer {
  return Buffer.from((block?.valueBlock as { readonly valueHexView?: Uint8Array } | undefined)?.valueHexView ?? []);
}

/** Whether the signer says that it signed with this certificate: ESSCertID (RFC 2634, SHA-1) or ESSCertIDv2 (RFC 5035), the first of its list. */
function namesCertificate(signed: SignedAttributes, certificate: Buffer): boolean {
  const v2 = attributeOf(signed, ATTRIBUTE.certificateV2);
  const value = v2 ?? attributeOf(signed, ATTRIBUTE.certificate);
  const [first, second] = childrenOf(childrenOf(childrenOf(value)[0])[0]);
  if (first === undefined) return false;
  if (v2 === undefined) return octets(first).equals(createHash('sha1').update(certificate).digest());
  // the algorithm is left out when it is SHA-256
  const isDefault = first.idBlock.tagNumber === 4;
  const algorithm = isDefault ? '2.16.840.1.101.3.4.2.1' : oidOf(childrenOf(first)[0]);
  return digestOf(algorithm, certificate)?.equals(octets(isDefault ? first : second)) ?? false;
}

/** Whether a certificate is for stamping time and for nothing else, critically so (RFC 3161, 2.3). */
function isForTimestamps(certificate: X509Certificate): boolean {
  const extensions = AsnConvert.parse(certificate.raw, Certificate).tbsCertificate.extensions ?? [];
  const purpose = extensions.find(({ extnID }) => extnID === id_ce_extKeyUsage);
  const usage = extensions.find(({ extnID }) => extnID === id_ce_keyUsage);
  const isOnly = purpose?.critical === true && [...AsnConvert.parse(purpose.extnValue, ExtendedKeyUsage)].join(' ') === TIME_STAMPING;
  const mayBe = usage === undefined ? KeyUsageFlags.digitalSignature : AsnConvert.parse(usage.extnValue, KeyUsage).toNumber();
  return isOnly && (mayBe & (KeyUsageFlags.digitalSignature | KeyUsageFlags.nonRepudiation)) !== 0 && !isBeyondUs(certificate);
}

interface OpenToken {
  readonly info: SignerInfo;
  readonly content: Uint8Array;
  readonly signedAttributes: SignedAttributes;
  readonly certificates: readonly X509Certificate[];
}

function openToken(signedData: Uint8Array): OpenToken {
  return parsing(() => {
    const { signerInfos, encapContentInfo } = AsnConvert.parse(signedData, SignedData);
    const { certificates, signedAttributes } = rawParts(signedData);
    const [info, ...more] = signerInfos;
    const content = encapContentInfo.eContent?.single;
    if (info === undefined || more.length > 0 || signedAttributes === undefined || content === undefined || encapContentInfo.eContentType !== TST_INFO)
      throw new RangeError('not the signed data of a stamp');
    if (certificates.length === 0 || certificates.length > MOST_CERTIFICATES) throw new RangeError('no certificates, or too many');
    return { info, content: new Uint8Array(content.buffer), signedAttributes, certificates: certificates.map((each) => new X509Certificate(each)) };
  });
}

/** The certificate whose key made the signature over content and attributes. */
function signerOf({ info, content, signedAttributes, certificates }: OpenToken): X509Certificate {
  const stated = attributeOf(signedAttributes, ATTRIBUTE.messageDigest);
  const type = attributeOf(signedAttributes, ATTRIBUTE.contentType);
  const digest = digestOf(info.digestAlgorithm.algorithm, content);
  const isStated = stated !== undefined && digest !== undefined && digest.equals(octets(stated));
  const isTyped = oidOf(type) === TST_INFO;
  const signer = certificates.find((each) => namesCertificate(signedAttributes, each.raw));
  if (signer === undefined) throw timestampProblem('timestamp_certificate_unfit', 'the stamp does not name the certificate that came with it');
  if (!isStated || !isTyped || !isSignedByCertificate(info, signedAttributes.bytes, signer)) throw timestampProblem('timestamp_signature_wrong');
  if (!isForTimestamps(signer)) throw timestampProblem('timestamp_certificate_unfit', 'it must be for id-kp-timeStamping only, and say so critically');
  return signer;
}

/**
 * Reads a TimeStampResp (RFC 3161, 2.4.2) and checks it in itself: granted, one signer, the CMS signature over content and attributes, the certificate that the signer names by its hash, and that it is for stamping time.
 * Errors (invalid), each with a code of its own: `timestamp_unreadable`, `timestamp_refused`, `timestamp_signature_wrong`, `timestamp_certificate_unfit`. Nothing else is thrown, whatever the bytes are.
 */
export function readTimestamp(reply: Uint8Array): Timestamp {
  const token = openToken(signedDataOf(reply));
  const signer = parsing(() => signerOf(token));
  const info = parsing(() => AsnConvert.parse(token.content, TSTInfo));
  const { messageImprint, nonce } = info;
  return {
    genTimeMs: info.genTime.getTime(),
    imprint: { algorithm: messageImprint.hashAlgorithm.algorithm, digest: Buffer.from(messageImprint.hashedMessage.buffer) },
    nonce: nonce === undefined ? undefined : Buffer.from(nonce),
    policy: info.policy,
    serial: Buffer.from(info.serialNumber).toString('hex'),
    signer,
    certificates: token.certificates,
  };
}
