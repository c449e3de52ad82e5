import { createHash } from 'node:crypto';
import { SignedData } from '@peculiar/asn1-cms';
import { AsnConvert } from '@peculiar/asn1-schema';
import { TimeStampResp, TSTInfo } from '@peculiar/asn1-tsp';
import { childrenOf, parseWhole, type Block } from '../../../media/evidence/timestamp/raw-parts.ts';
import { der } from './der.ts';
import { granted } from './openssl-authority.ts';

/** Where a forger puts what the authority truly signed, so that a reader that looks in two ways verifies that, and believes something else. */
export type Hiding = 'in the name of the signer' | 'in a second set of signers';

const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();
const raw = (block: Block | undefined): Buffer => Buffer.from(block!.valueBeforeDecodeView);

/** The attributes with the digest of other content: what nobody signed. */
function withDigest(attributes: Buffer, from: Uint8Array, to: Uint8Array): Buffer {
  const changed = Buffer.from(attributes);
  changed.set(sha256(to), changed.indexOf(sha256(from)));
  return changed;
}

/** The set of signers, with the signer's attributes replaced and its true ones hidden. */
function signersOf(signer: Block, forged: Buffer, hiding: Hiding): Buffer[] {
  const [version, name, digest, attributes, ...rest] = childrenOf(signer);
  const isNamed = hiding === 'in the name of the signer';
  const before = isNamed ? [der(0x02, Buffer.from([3])), der(0x80, ...childrenOf(attributes).map(raw))] : [raw(version), raw(name)];
  const set = der(0x31, der(0x30, ...before, raw(digest), forged, ...rest.map(raw)));
  return isNamed ? [set] : [set, der(0x31, raw(signer))];
}

/** Makes a stamp that an authority never gave out of one that it gave, whatever that was for: without any key. */
export function forgeStamp(reply: Uint8Array, change: (info: TSTInfo) => void, hiding: Hiding): Buffer {
  const content = Buffer.from(
    AsnConvert.parse(AsnConvert.parse(reply, TimeStampResp).timeStampToken!.content, SignedData).encapContentInfo.eContent!.single!.buffer,
  );
  const info = AsnConvert.parse(content, TSTInfo);
  change(info);
  const forged = new Uint8Array(AsnConvert.serialize(info));
  const [type, wrapped] = childrenOf(childrenOf(parseWhole(reply))[1]);
  const [version, digests, , ...rest] = childrenOf(childrenOf(wrapped)[0]);
  const signer = childrenOf(rest.at(-1))[0]!;
  const attributes = withDigest(raw(childrenOf(signer)[3]), content, forged);
  const stated = der(0x30, der(0x06, Buffer.from('2a864886f70d0109100104', 'hex')), der(0xa0, der(0x04, forged)));
  const signed = der(0x30, raw(version), raw(digests), stated, ...rest.slice(0, -1).map(raw), ...signersOf(signer, attributes, hiding));
  return granted(der(0x30, raw(type), der(0xa0, signed)));
}
