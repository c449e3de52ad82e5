import { resolve } from 'node:path';
import { z } from 'zod';
import { AppError } from '../domain/app-error.ts';
import { parseAllowedNetworks, type AllowedNetwork } from '../domain/allowed-networks.ts';
import { DEFAULT_PUSH_HOSTS, isPushHostPattern } from '../domain/messages/push-endpoint.ts';
import { LOG_LEVELS } from './logger.ts';
import { oidcVariables, readOidc, type OidcConfig } from './oidc-config.ts';

const portText = z
  .string()
  .regex(/^\d{1,5}$/)
  .transform(Number)
  .refine((port) => port <= 65_535);
const httpUrl = z.url({ protocol: /^https?$/ });
/** Every browser is told of it, before anybody has signed in: it may hold no secret. */
const publicUrl = httpUrl.refine((text) => !URL.canParse(text) || (new URL(text).username === '' && new URL(text).password === ''));
const smtpUrl = z.url({ protocol: /^smtps?$/ }).refine((text) => URL.canParse(text) && isSmtpUrl(new URL(text)));
// the bare address, or a name with the address in angle brackets
const senderText = z
  .string()
  .max(320)
  .regex(/^(?:[^<>"\\\p{Cc}]{0,60}<[^\s<>@,;]+@[^\s<>@,;]+>|[^\s<>@,;]+@[^\s<>@,;]+)$/u);
const webhookSecret = z.string().min(16).max(256);
const keyText = z.base64().refine((text) => Buffer.from(text, 'base64').length === 32);

/** A path, query or fragment has no meaning here: it is a slip, such as a slash in a password that wasn't encoded. */
function isSmtpUrl({ pathname, search, hash, hostname, username, password }: URL): boolean {
  return hostname !== '' && (pathname === '' || pathname === '/') && search === '' && hash === '' && (username === '') === (password === '');
}

/** Every variable that the product reads (contract, "Environment"); what each must look like when it is set. */
const environmentSchema = z.object({
  MATPHO_PORT: portText.default(8080),
  MATPHO_HOST: z
    .string()
    .regex(/^[a-zA-Z0-9.:-]+$/)
    .default('127.0.0.1'),
  MATPHO_DATA_DIR: z.string().min(1).default('./data'),
  MATPHO_DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  MATPHO_REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  MATPHO_BLOB_URL: z.url({ protocol: /^(file|s3)$/ }).optional(),
  // comma separated: the first seals, all open
  MATPHO_SECRET_KEY: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(keyText).min(1))
    .optional(),
  MATPHO_FFMPEG: z.string().min(1).optional(),
  MATPHO_CAMERA_NETWORKS: z.string().optional(),
  MATPHO_LOG_LEVEL: z.enum(LOG_LEVELS).default('info'),
  MATPHO_DEMO: z.enum(['on', 'off']).default('on'),
  MATPHO_MAP_STYLE: publicUrl.optional(),
  // a file, or where browsers load from
  MATPHO_MAP_TILES: z.string().min(1).optional(),
  MATPHO_SEED_PASSWORD: z.string().min(8).max(256).optional(),
  MATPHO_PUBLIC_URL: httpUrl.optional(),
  MATPHO_WORKER_PORT: portText.optional(),
  MATPHO_TLS_CERT: z.string().min(1).optional(),
  MATPHO_TLS_KEY: z.string().min(1).optional(),
  MATPHO_SMTP_URL: smtpUrl.optional(),
  MATPHO_SMTP_FROM: senderText.optional(),
  MATPHO_SMS_WEBHOOK_URL: httpUrl.optional(),
  MATPHO_SMS_WEBHOOK_SECRET: webhookSecret.optional(),
  // comma separated, besides +84
  MATPHO_SMS_PREFIXES: z
    .string()
    .transform((text) => text.split(',').map((prefix) => prefix.trim()))
    .pipe(z.array(z.string().regex(/^\+[1-9]\d{0,6}$/)).max(100))
    .optional(),
  MATPHO_CHAT_WEBHOOK_URL: httpUrl.optional(),
  MATPHO_CHAT_WEBHOOK_SECRET: webhookSecret.optional(),
  // whom a push service may ask about what comes from here
  MATPHO_PUSH_CONTACT: z.url({ protocol: /^(mailto|https)$/ }).optional(),
  // comma separated, instead of those of the known browsers
  MATPHO_PUSH_HOSTS: z
    .string()
    .transform((text) => text.split(',').map((host) => host.trim().toLowerCase()))
    .pipe(z.array(z.string().refine(isPushHostPattern)).min(1).max(100))
    .optional(),
  MATPHO_TSA_URL: httpUrl.optional(),
  MATPHO_TSA_CA: z.string().min(1).optional(),
  // an object identifier
  MATPHO_TSA_POLICY: z
    .string()
    .regex(/^[012](?:\.(?:0|[1-9]\d{0,9})){1,20}$/)
    .optional(),
  ...oidcVariables,
});

/** Where text or chat messages are handed over; both parts are secret. */
export interface WebhookSettings {
  readonly url: string;
  /** Key of the signature. */
  readonly secret: string;
}

/** Messages to browsers: whom a push service may ask, and which services there are. */
export interface PushSettings {
  readonly contact: string;
  readonly hosts: readonly string[];
}

/** How messages leave; a channel that is absent isn't offered. All of it is secret. */
export interface MessageSettings {
  readonly email?: { readonly url: string; readonly from: string };
  readonly sms?: WebhookSettings;
  readonly chat?: WebhookSettings;
  readonly push?: PushSettings;
}

/** The authority that stamps evidence packages (RFC 3161). The address may have a password. */
export interface TimestampSettings {
  readonly url: string;
  /** File with certificates in PEM that its stamps are verified against. */
  readonly caPath?: string | undefined;
  /** Object identifier of the policy that is asked for. */
  readonly policy?: string | undefined;
}

/** The product's settings, read once at the start. */
export interface Config {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  /** Absent: the embedded database in `dataDir`. */
  readonly databaseUrl?: string;
  readonly redisUrl?: string;
  readonly blobUrl?: string;
  /** The first seals, all open. Absent: made and kept in the data folder, embedded only. */
  readonly secretKeys?: readonly [Buffer, ...Buffer[]];
  readonly ffmpegPath?: string;
  /** What the environment holds besides `MATPHO_…`: all that a process gets which is told its secrets through a pipe. */
  readonly otherEnvironment: Readonly<Record<string, string | undefined>>;
  /** Folders in which ffmpeg is looked for (`PATH`). */
  readonly searchPath?: string;
  readonly cameraNetworks?: readonly AllowedNetwork[];
  readonly logLevel: (typeof LOG_LEVELS)[number];
  readonly demo: boolean;
  readonly mapStyleUrl?: string;
  /** The base map as an archive of tiles (PMTiles): a file, or where browsers load it from. Never beside `mapStyleUrl`. */
  readonly mapArchive?: { readonly path: string } | { readonly url: string };
  readonly seedPassword?: string;
  readonly publicUrl?: string;
  /** Where `matpho worker` shows its figures; absent: nowhere. */
  readonly workerPort?: number;
  readonly tls?: { readonly certPath: string; readonly keyPath: string };
  readonly messages: MessageSettings;
  /** Absent: people sign in with names and passwords alone. */
  readonly oidc?: OidcConfig | undefined;
  /** What phone numbers may begin with, such as `+856`, besides Viet Nam's `+84`. */
  readonly smsPrefixes: readonly string[];
  /** Absent: packages get no timestamp. */
  readonly timestamps?: TimestampSettings;
}

function badVariable(name: string, cause?: unknown): AppError {
  const message = `${name} has a value that can't be used. See the README's table of settings; the value is not shown here because it may be secret.`;
  return new AppError('invalid', 'bad_setting', message, { details: { variable: name }, cause });
}

function readNetworks(text: string | undefined): readonly AllowedNetwork[] | undefined {
  if (text === undefined || text.trim() === '') return undefined;
  try {
    return parseAllowedNetworks(text);
  } catch (cause) {
    throw badVariable('MATPHO_CAMERA_NETWORKS', cause);
  }
}

function readTls(certPath: string | undefined, keyPath: string | undefined): Config['tls'] {
  if (certPath === undefined && keyPath === undefined) return undefined;
  if (certPath === undefined) throw badVariable('MATPHO_TLS_CERT');
  if (keyPath === undefined) throw badVariable('MATPHO_TLS_KEY');
  return { certPath, keyPath };
}

type Environment = z.output<typeof environmentSchema>;

function readMapArchive({ MATPHO_MAP_TILES: text, MATPHO_MAP_STYLE: styleUrl }: Environment): Config['mapArchive'] {
  if (text === undefined) return undefined;
  // one base map: which of two should count?
  if (styleUrl !== undefined) throw badVariable('MATPHO_MAP_TILES');
  // a drive letter is no scheme
  if (!/^[a-z][a-z\d+.-]+:/i.test(text)) return { path: resolve(text) };
  const url = publicUrl.safeParse(text);
  if (!url.success) throw badVariable('MATPHO_MAP_TILES');
  return { url: url.data };
}

function readWebhook(env: Environment, urlName: 'MATPHO_SMS_WEBHOOK_URL' | 'MATPHO_CHAT_WEBHOOK_URL'): WebhookSettings | undefined {
  const secretName = urlName === 'MATPHO_SMS_WEBHOOK_URL' ? 'MATPHO_SMS_WEBHOOK_SECRET' : 'MATPHO_CHAT_WEBHOOK_SECRET';
  const [url, secret] = [env[urlName], env[secretName]];
  if (url === undefined && secret === undefined) return undefined;
  if (url === undefined) throw badVariable(urlName);
  if (secret === undefined) throw badVariable(secretName);
  return { url, secret };
}

function readMessageSettings(env: Environment): MessageSettings {
  const { MATPHO_SMTP_URL: url, MATPHO_SMTP_FROM: from } = env;
  if (url !== undefined && from === undefined) throw badVariable('MATPHO_SMTP_FROM');
  const sms = readWebhook(env, 'MATPHO_SMS_WEBHOOK_URL');
  const chat = readWebhook(env, 'MATPHO_CHAT_WEBHOOK_URL');
  const { MATPHO_PUSH_CONTACT: contact, MATPHO_PUSH_HOSTS: hosts = DEFAULT_PUSH_HOSTS } = env;
  if (contact === undefined && env.MATPHO_PUSH_HOSTS !== undefined) throw badVariable('MATPHO_PUSH_CONTACT');
  return {
    ...(url === undefined || from === undefined ? {} : { email: { url, from } }),
    ...(sms === undefined ? {} : { sms }),
    ...(chat === undefined ? {} : { chat }),
    ...(contact === undefined ? {} : { push: { contact, hosts } }),
  };
}

function readTimestampSettings({ MATPHO_TSA_URL: url, MATPHO_TSA_CA: caPath, MATPHO_TSA_POLICY: policy }: Environment): Config['timestamps'] {
  if (url === undefined && (caPath !== undefined || policy !== undefined)) throw badVariable('MATPHO_TSA_URL');
  return url === undefined ? undefined : { url, caPath, policy };
}

/**
 * Reads settings from `environment` (`process.env` of a `main.ts` or of the command; an empty variable counts as absent). A bad value throws
 * `bad_setting` (invalid), which names the variable and never its value.
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([name, value]) => name.startsWith('MATPHO_') && value !== ''));
  const parsed = environmentSchema.safeParse(given);
  if (!parsed.success) throw badVariable(String(parsed.error.issues[0]?.path[0] ?? 'MATPHO_?'));
  const env = parsed.data;
  const keys = env.MATPHO_SECRET_KEY?.map((text) => Buffer.from(text, 'base64'));
  if (env.MATPHO_DATABASE_URL !== undefined && keys === undefined) throw badVariable('MATPHO_SECRET_KEY');
  const optional = {
    databaseUrl: env.MATPHO_DATABASE_URL,
    redisUrl: env.MATPHO_REDIS_URL,
    blobUrl: env.MATPHO_BLOB_URL,
    secretKeys: keys as [Buffer, ...Buffer[]] | undefined,
    ffmpegPath: env.MATPHO_FFMPEG,
    searchPath: environment['PATH'],
    cameraNetworks: readNetworks(env.MATPHO_CAMERA_NETWORKS),
    mapStyleUrl: env.MATPHO_MAP_STYLE,
    mapArchive: readMapArchive(env),
    seedPassword: env.MATPHO_SEED_PASSWORD,
    publicUrl: env.MATPHO_PUBLIC_URL,
    workerPort: env.MATPHO_WORKER_PORT,
    tls: readTls(env.MATPHO_TLS_CERT, env.MATPHO_TLS_KEY),
    timestamps: readTimestampSettings(env),
  };
  return {
    port: env.MATPHO_PORT,
    host: env.MATPHO_HOST,
    dataDir: resolve(env.MATPHO_DATA_DIR),
    logLevel: env.MATPHO_LOG_LEVEL,
    demo: env.MATPHO_DEMO === 'on',
    messages: readMessageSettings(env),
    oidc: readOidc(env, badVariable),
    smsPrefixes: env.MATPHO_SMS_PREFIXES ?? [],
    otherEnvironment: Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('MATPHO_'))),
    ...optional,
  };
}
