import { readFile } from 'node:fs/promises';
import { AppError } from '../domain/app-error.ts';
import type { Config } from '../platform/config.ts';
import type { OidcSettings } from '../server/oidc/oidc-settings.ts';

/** The provider's settings with the client's secret, from its file where it has one; undefined without a provider. Errors: `bad_setting` (invalid), which names the variable. */
export async function readOidcSettings(oidc: Config['oidc']): Promise<OidcSettings | undefined> {
  if (oidc === undefined) return undefined;
  const { clientSecretPath, clientSecret, ...rest } = oidc;
  return { ...rest, clientSecret: clientSecret ?? (await readSecret(clientSecretPath ?? '')) };
}

async function readSecret(path: string): Promise<string> {
  const text = (await readFile(path, 'utf8').catch(() => '')).trim();
  if (text !== '' && text.length <= 1000) return text;
  const variable = 'MATPHO_OIDC_CLIENT_SECRET_FILE';
  throw new AppError('invalid', 'bad_setting', `The file that ${variable} names can't be read, or holds no secret. Check the path and its permissions.`, {
    details: { variable },
  });
}
