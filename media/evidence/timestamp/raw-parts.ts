import { fromBER, type BaseBlock } from 'asn1js';

type Block = BaseBlock;

/** Parts of a SignedData as the bytes that they came in: encoded anew they might be others. */
export interface RawParts {
  /** Each in DER. */
  readonly certificates: readonly Buffer[];
  /** The field of the only signer, with its tag [0]. */
  readonly signedAttributes: Buffer | undefined;
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

/** Takes certificates and signed attributes out of a SignedData (RFC 5652, 5.1 and 5.3). */
export function rawParts(signedData: Uint8Array): RawParts {
  const fields = childrenOf(parseWhole(signedData));
  const signer = childrenOf(childrenOf(fields.at(-1))[0]);
  const attributes = tagged(signer, 0);
  return {
    certificates: childrenOf(tagged(fields, 0)).map(bytesOf),
    signedAttributes: attributes === undefined ? undefined : bytesOf(attributes),
  };
}
