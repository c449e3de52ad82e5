import { isIP } from 'node:net';
import { createTransport } from 'nodemailer';
import { AppError } from '../../domain/app-error.ts';
import type { MessageSettings } from '../../platform/config.ts';
import { SEND_DEADLINE_MS, type MessageSender, type OutgoingMessage } from './message-sender.ts';
import { smtpFailure } from './smtp-failure.ts';

/** Ports of submission (RFC 8314): STARTTLS and TLS from the first byte. */
const PORTS = { 'smtp:': 587, 'smtps:': 465 };
const PHASE_MS = 15_000;

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

function transportOptions(text: string, trustedCertificate: string | undefined) {
  const url = new URL(text);
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const secure = url.protocol === 'smtps:';
  const hasPassword = url.username !== '';
  return {
    host,
    port: url.port === '' ? PORTS[url.protocol as keyof typeof PORTS] : Number(url.port),
    secure,
    // a password never crosses a network in the clear, even if somebody on the way takes STARTTLS out of the answer
    requireTLS: !secure && hasPassword && !isLoopback(host),
    ...(hasPassword ? { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } } : {}),
    ...(trustedCertificate === undefined ? {} : { tls: { ca: trustedCertificate } }),
    connectionTimeout: PHASE_MS,
    greetingTimeout: PHASE_MS,
    socketTimeout: PHASE_MS,
    dnsTimeout: PHASE_MS,
    allowInternalNetworkInterfaces: true,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

function bareAddress(from: string): string {
  return /<([^>]+)>$/.exec(from)?.[1] ?? from;
}

/** The same at every try, so that whoever gets a message twice can tell. */
function messageIdOf({ id }: OutgoingMessage, from: string): string {
  return `<${id}@${from.slice(from.lastIndexOf('@') + 1)}>`;
}

/**
 * Sends e-mail through one server, a connection for each message. `trustedCertificate` (PEM) stands in for the authorities of the machine, for tests; a private authority of the
 * operator goes into `NODE_EXTRA_CA_CERTS`.
 */
export function createSmtpSender(
  settings: NonNullable<MessageSettings['email']>,
  options: { trustedCertificate?: string; deadlineMs?: number } = {},
): MessageSender {
  const transport = createTransport(transportOptions(settings.url, options.trustedCertificate));
  const from = bareAddress(settings.from);
  return async (message, signal) => {
    const deadline = AbortSignal.timeout(options.deadlineMs ?? SEND_DEADLINE_MS);
    try {
      await transport.sendMail({
        from: settings.from,
        to: { name: '', address: message.address },
        envelope: { from, to: [message.address] },
        subject: message.subject,
        text: message.text,
        messageId: messageIdOf(message, from),
        date: new Date(message.createdAtMs),
        // RFC 3834: no holiday notes in answer
        headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
        signal: AbortSignal.any([signal, deadline]),
      });
    } catch (error) {
      if (signal.aborted)
        throw new AppError('cancelled', 'send_cancelled', 'The service was stopped before the message was sent. It is tried again.', { cause: error });
      if (deadline.aborted) throw smtpFailure({ code: 'ETIMEDOUT' });
      throw smtpFailure(error);
    }
  };
}
