import { z } from 'zod';

/** How people sign in by an OpenID Connect provider, as the settings say. */
export interface OidcConfig {
  /** As the provider writes it: `https:`, or `http:` on this machine. */
  readonly issuer: string;
  readonly clientId: string;
  /** Secret. Absent when it stands in the file of `clientSecretPath`. */
  readonly clientSecret?: string;
  readonly clientSecretPath?: string;
  /** What the button on the page says after "Sign in with". */
  readonly label: string;
  /** Values of `acr` and `amr` that count as our second factor; none unless given. */
  readonly secondFactorAcr: readonly string[];
  readonly secondFactorAmr: readonly string[];
}

const listText = z
  .string()
  .transform((text) => text.split(',').map((value) => value.trim()))
  .pipe(z.array(z.string().regex(/^[\x21-\x7e]{1,200}$/)).max(20))
  .optional();

/** The variables of {@link OidcConfig}. */
export const oidcVariables = {
  MATPHO_OIDC_ISSUER: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .refine((text) => URL.canParse(text) && isIssuer(new URL(text)))
    .optional(),
  MATPHO_OIDC_CLIENT_ID: z.string().min(1).max(500).optional(),
  MATPHO_OIDC_CLIENT_SECRET: z.string().min(1).max(1000).optional(),
  MATPHO_OIDC_CLIENT_SECRET_FILE: z.string().min(1).optional(),
  MATPHO_OIDC_LABEL: z
    .string()
    .trim()
    .min(1)
    .max(40)
    .regex(/^\P{Cc}+$/u)
    .default('OpenID Connect'),
  MATPHO_OIDC_SECOND_FACTOR_ACR: listText,
  MATPHO_OIDC_SECOND_FACTOR_AMR: listText,
};

/** OpenID Connect Discovery 1.0, section 2: neither query nor fragment. Without TLS somebody on the way could be anybody, so it is for this machine only. */
function isIssuer({ protocol, hostname, search, hash, username, password }: URL): boolean {
  const isHere = hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
  return (protocol === 'https:' || isHere) && search === '' && hash === '' && username === '' && password === '';
}

type OidcEnvironment = z.output<z.ZodObject<typeof oidcVariables>> & { readonly MATPHO_PUBLIC_URL?: string | undefined };

/** Puts them together; undefined without an issuer. `bad` makes the error of a variable that is missing or too much. */
export function readOidc(env: OidcEnvironment, bad: (variable: string) => Error): OidcConfig | undefined {
  const { MATPHO_OIDC_ISSUER: issuer, MATPHO_OIDC_CLIENT_ID: clientId, MATPHO_OIDC_CLIENT_SECRET: secret, MATPHO_OIDC_CLIENT_SECRET_FILE: path } = env;
  if (issuer === undefined) {
    if (clientId === undefined && secret === undefined && path === undefined) return undefined;
    throw bad('MATPHO_OIDC_ISSUER');
  }
  if (clientId === undefined) throw bad('MATPHO_OIDC_CLIENT_ID');
  if ((secret === undefined) === (path === undefined)) throw bad(secret === undefined ? 'MATPHO_OIDC_CLIENT_SECRET' : 'MATPHO_OIDC_CLIENT_SECRET_FILE');
  // the provider sends people back to it: what a request says of its own host is not to be believed
  if (env.MATPHO_PUBLIC_URL === undefined) throw bad('MATPHO_PUBLIC_URL');
  return {
    issuer,
    clientId,
    ...(secret === undefined ? {} : { clientSecret: secret }),
    ...(path === undefined ? {} : { clientSecretPath: path }),
    label: env.MATPHO_OIDC_LABEL,
    secondFactorAcr: env.MATPHO_OIDC_SECOND_FACTOR_ACR ?? [],
    secondFactorAmr: env.MATPHO_OIDC_SECOND_FACTOR_AMR ?? [],
  };
}
