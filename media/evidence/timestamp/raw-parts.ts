import { fromBER, type BaseBlock } from 'asn1js';

/** A value of ASN.1. */
export type Block = BaseBlock;

/** Parts of a SignedData as the bytes that they came in: encoded anew they might be others. */
export interface RawParts {
  /** Each in DER. */
  readonly certificates: readonly Buffer[];
  /** The field of the only signer, with its tag [0]; undefined when it doesn't lie where it has to. */
  readonly signedAttributes: SignedAttributes | undefined;
}

/** What a signer signs, and what it says: one and the same bytes, so that nothing is believed that wasn't signed. */
export interface SignedAttributes {
  readonly bytes: Buffer;
  readonly attributes: readonly Block[];
}

/** What stands in a sequence, a set or behind a constructed tag. */
export function childrenOf(block: Block | undefined): readonly Block[] {
  const { value } = (block?.valueBlock ?? {}) as { readonly value?: unknown };
  return Array.isArray(value) ? (value as Block[]) : [];
}

function tagged(blocks: readonly Block[], tagNumber: number): Block | undefined {
  return blocks.find(({ idBlock }) => idBlock.tagClass === 3 && idBlock.tagNumber === tagNumber);
}

function bytesOf(block: Block): Buffer {
  return Buffer.from(block.valueBeforeDecodeView);
}

/** One value of ASN.1 and nothing behind it; undefined for anything else. */
export function parseWhole(bytes: Uint8Array): Block | undefined {
  const { offset, result } = fromBER(bytes);
  return offset === bytes.length && result.error === '' ? result : undefined;
}

/** The tag of a constructed [0], as signed attributes have it. */
const ATTRIBUTES_TAG = 0xa0;

/** By its place and not by its tag alone: the name of a signer may have the same one, and would then be read for what it signed. */
function signedAttributesOf(fields: readonly Block[]): SignedAttributes | undefined {
  // what follows the content is certificates and revocation lists, each with a tag of its own, and the one set of signers, with nothing behind it
  const isWhole = fields.slice(3, -1).every(({ idBlock }) => idBlock.tagClass === 3);
  const field = isWhole ? childrenOf(childrenOf(fields.at(-1))[0])[3] : undefined;
  const bytes = field === undefined ? Buffer.alloc(0) : bytesOf(field);
  return bytes[0] === ATTRIBUTES_TAG ? { bytes, attributes: childrenOf(field) } : undefined;
}

/** Takes certificates and signed attributes out of a SignedData (RFC 5652, 5.1 and 5.3). */
export function rawParts(signedData: Uint8Array): RawParts {
  const fields = childrenOf(parseWhole(signedData));
  return { certificates: childrenOf(tagged(fields, 0)).map(bytesOf), signedAttributes: signedAttributesOf(fields) };
}
