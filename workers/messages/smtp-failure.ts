import { AppError, type ErrorKind } from '../../domain/app-error.ts';

/** What nodemailer adds to its errors. */
interface SmtpError {
  readonly code?: unknown;
  readonly responseCode?: unknown;
  readonly command?: unknown;
}

type Failure = readonly [kind: ErrorKind, code: string, message: string];

const SILENT: Failure = ['timeout', 'smtp_timeout', 'The mail server did not answer in time. The message is tried again.'];
const NO_CONNECTION: Failure = [
  'unreachable',
  'smtp_unreachable',
  'The mail server could not be reached, or it broke the connection off. The message is tried again; see whether MATPHO_SMTP_URL is right.',
];
const NO_TLS: Failure = [
  'unavailable',
  'smtp_tls_failed',
  "The connection to the mail server can't be encrypted, or its certificate isn't trusted. Nothing was sent; the operator must mend it.",
];
const AUTH: Failure = ['unavailable', 'smtp_auth_failed', 'The mail server refuses the user name or password of MATPHO_SMTP_URL. The operator must mend it.'];
const BUSY: Failure = ['unavailable', 'smtp_busy', 'The mail server takes no messages at the moment. The message is tried again.'];
const SENDER: Failure = ['unavailable', 'smtp_sender_refused', 'The mail server refuses the sender of MATPHO_SMTP_FROM. The operator must mend it.'];
const LATER: Failure = ['conflict', 'smtp_later', 'The mail server does not take this message yet. It is tried again.'];
const ADDRESS: Failure = ['invalid', 'smtp_address_refused', 'The mail server refuses this address for good. Check it, and subscribe with another one.'];
const MESSAGE: Failure = ['invalid', 'smtp_message_refused', 'The mail server refuses this message for good.'];

const BY_CODE: Readonly<Record<string, Failure>> = { ETIMEDOUT: SILENT, ETLS: NO_TLS, EAUTH: AUTH, ENOAUTH: AUTH };

function byResponse(responseCode: number, { command, code }: SmtpError): Failure {
  if (responseCode === 421) return BUSY;
  if (code === 'EAUTH' || responseCode === 530 || responseCode === 535) return responseCode < 500 ? BUSY : AUTH;
  const isPermanent = responseCode >= 500;
  if (command === 'RCPT TO') return isPermanent ? ADDRESS : LATER;
  if (command === 'MAIL FROM') return isPermanent ? SENDER : LATER;
  if (command === 'DATA') return isPermanent ? MESSAGE : LATER;
  // the greeting or EHLO: nobody is let in
  return BUSY;
}

/** Certificates that don't fit come as socket errors with OpenSSL's or Node's own code beneath. */
function isCertificateTrouble(error: unknown): boolean {
  const text = error instanceof Error ? `${error.message} ${String((error.cause as SmtpError | undefined)?.code ?? '')}` : '';
  return /certificate|self-signed|altnames|ssl|tls/i.test(text);
}

/** What a failure of nodemailer means (RFC 5321, 4.2: 4xx may work later, 5xx never). Nothing that the server said goes into the message but its number. */
export function smtpFailure(error: unknown): AppError {
  const failed = (error ?? {}) as SmtpError;
  const { responseCode, code } = failed;
  const known =
    typeof responseCode === 'number' ? byResponse(responseCode, failed) : (BY_CODE[String(code)] ?? (isCertificateTrouble(error) ? NO_TLS : NO_CONNECTION));
  const [kind, name, message] = known;
  return new AppError(kind, name, typeof responseCode === 'number' ? `${message} (${responseCode})` : message, { cause: error });
}
