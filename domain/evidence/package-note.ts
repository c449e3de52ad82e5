import { toBase64 } from '../access-log/base64.ts';

/** What the signature of a package is over. */
export interface SignedPackage {
  readonly packageId: string;
  /** SHA-256 of the bytes of `manifest.json`. */
  readonly manifestSha256: Uint8Array;
  readonly manifestBytes: number;
}

/**
 * The text that is signed. It can't be taken for a checkpoint of the access log, which the same key signs: there the second line is a number.
 */
export function packageNoteText({ packageId, manifestSha256, manifestBytes }: SignedPackage): string {
  return `matpho evidence package v1\n${packageId}\nmanifest.json ${manifestBytes} sha256 ${toBase64(manifestSha256)}\n`;
}
