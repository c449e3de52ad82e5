import { AppError } from '../domain/app-error.ts';

const KEY = /^[A-Za-z0-9][A-Za-z0-9._-]*(?:\/[A-Za-z0-9][A-Za-z0-9._-]*)*$/;

/**
 * Lets only keys through that are safe as a path below a folder: no empty part, none that begins with a dot, nothing absolute.
 *
 * @throws AppError `blob_key_invalid` (invalid)
 */
export function checkBlobKey(key: string): void {
  if (key.length <= 512 && KEY.test(key)) return;
  throw new AppError(
    'invalid',
    'blob_key_invalid',
    'A key of the blob store may hold letters, digits, ".", "_" and "-" in parts joined by "/", each beginning with a letter or digit.',
  );
}
