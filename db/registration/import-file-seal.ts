import type { SecretBox } from '../../platform/secret-box.ts';
import type { Queryable } from '../database.ts';
import { insertPart } from '../repositories/camera-import-repository.ts';

const PART_BYTES = 192 * 1024;

/** What a sealed part is bound to: it opens at no other place of no other import. */
export function sealedPartBinding(importId: string, seq: number): string {
  return `camera-import ${importId} ${seq}`;
}

/** Keeps a file in sealed parts until its import is over. */
export async function sealImportFile(tx: Queryable, secretBox: SecretBox, importId: string, bytes: Buffer): Promise<void> {
  for (let seq = 0; seq * PART_BYTES < bytes.length; seq++) {
    const part = bytes.subarray(seq * PART_BYTES, (seq + 1) * PART_BYTES);
    await insertPart(tx, importId, seq, secretBox.seal(part.toString('base64'), sealedPartBinding(importId, seq)));
  }
}
