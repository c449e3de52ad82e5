import { AppError } from '../../domain/app-error.ts';
import { checkDefaultPassword } from '../../domain/default-password.ts';
import type { Sealed, SecretBox } from '../../platform/secret-box.ts';

/** User name and password as they come with a source; both, or neither. */
export interface CredentialsInput {
  readonly username?: string | undefined;
  readonly password?: string | undefined;
}

/**
 * Seals what somebody typed, bound to the camera or recorder that it opens.
 *
 * @returns undefined when nothing was said (what is stored stays), null when the device is signed in to with nothing.
 * @throws AppError `invalid` with code `credentials_incomplete` or `default_password`.
 */
export function sealCredentials(secretBox: SecretBox, boundTo: string, { username, password }: CredentialsInput): Sealed | null | undefined {
  if (username === undefined && password === undefined) return undefined;
  if (username === '' && (password === undefined || password === '')) return null;
  if (username === undefined || password === undefined) {
    throw new AppError('invalid', 'credentials_incomplete', 'Give user name and password together, or neither to keep those that are stored.');
  }
  checkDefaultPassword({ username, password });
  return secretBox.seal(JSON.stringify({ username, password }), boundTo);
}
