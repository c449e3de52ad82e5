import type { X509Certificate } from 'node:crypto';
import { AsnConvert } from '@peculiar/asn1-schema';
import {
  BasicConstraints,
  Certificate,
  ExtendedKeyUsage,
  type Extension,
  id_ce_basicConstraints,
  id_ce_certificatePolicies,
  id_ce_extKeyUsage,
  id_ce_keyUsage,
} from '@peculiar/asn1-x509';
import { isSoundSignature } from './cms-signature.ts';

/** The purpose of a certificate that stamps time (RFC 3161, 2.3). */
export const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';
const ANY_PURPOSE = '2.5.29.37.0';

/** Extensions that may be critical: those which are looked at, and policies, of which any will do. */
const UNDERSTOOD = new Set<string>([id_ce_basicConstraints, id_ce_keyUsage, id_ce_extKeyUsage, id_ce_certificatePolicies]);
/** Longest way from a stamp's certificate to a trusted one. */
const MOST_STEPS = 6;
/** Certificates that are tried as the one above another: many that sign each other make more ways than anybody can walk. */
const MOST_TRIED = 300;

/** Whether a certificate is valid at that instant; both ends belong to it (RFC 5280, 4.1.2.5). */
export function isValidAt({ validFrom, validTo }: X509Certificate, atMs: number): boolean {
  return Date.parse(validFrom) <= atMs && atMs < Date.parse(validTo) + 1000;
}

/** Undefined when the certificate is one that OpenSSL reads and our reader doesn't. */
function read(certificate: X509Certificate): Certificate | undefined {
  try {
    return AsnConvert.parse(certificate.raw, Certificate);
  } catch {
    return undefined;
  }
}

function extensionsOf(certificate: X509Certificate): readonly Extension[] | undefined {
  const known = read(certificate);
  return known === undefined ? undefined : (known.tbsCertificate.extensions ?? []);
}

/** Whether stamps may lie below an authority that came along: one that names purposes has to name this one. Windows and browsers read RFC 5280, 4.2.1.12 like this. */
function mayStampBelow(issuer: X509Certificate): boolean {
  const purposes = extensionsOf(issuer)?.find(({ extnID }) => extnID === id_ce_extKeyUsage);
  if (purposes === undefined) return true;
  try {
    return [...AsnConvert.parse(purposes.extnValue, ExtendedKeyUsage)].some((purpose) => purpose === TIME_STAMPING || purpose === ANY_PURPOSE);
  } catch {
    return false;
  }
}

/** Certificates below `issuer` that are authorities themselves, at most; Infinity without a limit. */
function pathLengthOf(issuer: X509Certificate): number {
  const extension = extensionsOf(issuer)?.find(({ extnID }) => extnID === id_ce_basicConstraints);
  return extension === undefined ? Infinity : (AsnConvert.parse(extension.extnValue, BasicConstraints).pathLenConstraint ?? Infinity);
}

/** Whether a certificate has a critical extension that isn't looked at here, or can't be read; it must not be believed then (RFC 5280, 4.2). */
export function isBeyondUs(certificate: X509Certificate): boolean {
  return extensionsOf(certificate)?.some(({ critical, extnID }) => critical && !UNDERSTOOD.has(extnID)) ?? true;
}

/** Names, key identifiers and the right to sign certificates by OpenSSL (`checkIssued`), basic constraints, path length, and the signature, which must be a sound one. */
function issued(issuer: X509Certificate, below: X509Certificate, steps: number): boolean {
  if (!issuer.ca || !below.checkIssued(issuer) || pathLengthOf(issuer) < steps) return false;
  return isSoundSignature(read(below)?.signatureAlgorithm.algorithm ?? '') && below.verify(issuer.publicKey);
}

/** `unknown`: no way leads to an anchor. `expired`: one does, but not with all its certificates valid at that instant. */
export type ChainVerdict = 'trusted' | 'expired' | 'unknown';

/**
 * Whether a way of certificates leads from `leaf` to one of `anchors`, by those that came with it. The anchors are believed as they are. Never fails on certificates that name each other in circles: each is used once on a way,
 * ways are short, and few are walked. Revocation is not looked at: there is no network where packages are verified.
 */
export function chainVerdict(leaf: X509Certificate, others: readonly X509Certificate[], anchors: readonly X509Certificate[], atMs: number): ChainVerdict {
  let verdict: ChainVerdict = 'unknown';
  let tried = 0;
  const climb = (below: X509Certificate, way: readonly X509Certificate[], isValid: boolean): void => {
    if (verdict === 'trusted') return;
    // authorities between the leaf and the one above
    const steps = way.length - 1;
    // a root that was renewed stands in the file twice
    for (const anchor of anchors) {
      if (verdict === 'trusted' || !(anchor.raw.equals(below.raw) || issued(anchor, below, steps))) continue;
      verdict = isValid && isValidAt(anchor, atMs) ? 'trusted' : 'expired';
    }
    if (way.length >= MOST_STEPS) return;
    for (const next of others) {
      if (way.includes(next) || (tried += 1) > MOST_TRIED || !issued(next, below, steps) || isBeyondUs(next) || !mayStampBelow(next)) continue;
      climb(next, [...way, next], isValid && isValidAt(next, atMs));
    }
  };
  climb(leaf, [leaf], isValidAt(leaf, atMs));
  return verdict;
}
