import type { Queryable } from '../../db/database.ts';
import { findPart } from '../../db/repositories/camera-import-repository.ts';
import { sealedPartBinding } from '../../db/registration/import-file-seal.ts';
import type { SecretBox } from '../../platform/secret-box.ts';
import type { FileBytes } from './import-file.ts';

/** The file of an import out of its sealed parts, one after another: no more than one lies open in memory, and nothing on disk. */
export function sealedFile(db: Queryable, secretBox: SecretBox, importId: string): FileBytes {
  return async function* () {
    for (let seq = 0; ; seq++) {
      const sealed = await findPart(db, importId, seq);
      if (sealed === undefined) return;
      yield Buffer.from(secretBox.open(sealed, sealedPartBinding(importId, seq)), 'base64');
    }
  };
}
