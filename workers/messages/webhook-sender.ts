import { createHmac } from 'node:crypto';
import { AppError } from '../../domain/app-error.ts';
import type { WebhookSettings } from '../../platform/config.ts';
import { SEND_DEADLINE_MS, type MessageSender, type OutgoingMessage } from './message-sender.ts';
import { postOnce } from './webhook-exchange.ts';

/** The body of a webhook call, as docs/operations.md describes it. The same at every try. */
function webhookBody(message: OutgoingMessage): string {
  const { id, kind, channel, address, subject, text } = message;
  return JSON.stringify({ version: 1, id, channel, kind, to: address, subject, text, createdAt: new Date(message.createdAtMs).toISOString() });
}

/** HMAC-SHA-256 over `timestamp.body`, in hex: whoever knows the secret can tell that the call is ours, whole and fresh. */
function signature(secret: string, timestamp: string, body: string): string {
  return `sha256=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`;
}

/** 2xx is taken; 408, 425, 429 and 5xx may work later; a refusal of our signature and a redirect concern everything; any other 4xx concerns this message. */
function refusalOf(status: number): AppError | null {
  if (status >= 200 && status < 300) return null;
  if (status === 429) return new AppError('rate_limited', 'webhook_later', `The gateway takes no more messages at the moment. It is tried again. (${status})`);
  if (status === 401 || status === 403 || status === 404 || status === 405 || (status >= 300 && status < 400))
    return new AppError(
      'unavailable',
      'webhook_misconfigured',
      `The gateway does not take our calls. The operator must check its address and secret. (${status})`,
    );
  if (status === 408 || status === 425 || status >= 500 || status < 200)
    return new AppError('unavailable', 'webhook_failed', `The gateway failed. The message is tried again. (${status})`);
  return new AppError('invalid', 'webhook_refused', `The gateway refuses this message or its address for good. (${status})`);
}

/** Hands messages to the operator's gateway. `now` is the clock of the signature's timestamp. */
export function createWebhookSender(settings: WebhookSettings, now: () => number, deadlineMs: number = SEND_DEADLINE_MS): MessageSender {
  return async (message, signal) => {
    const body = webhookBody(message);
    const timestamp = String(Math.floor(now() / 1000));
    const headers = { 'x-matpho-timestamp': timestamp, 'x-matpho-signature': signature(settings.secret, timestamp, body), 'idempotency-key': message.id };
    const deadline = AbortSignal.timeout(deadlineMs);
    const answer = await postOnce(settings.url, body, headers, AbortSignal.any([signal, deadline])).catch((error: unknown) => {
      if (signal.aborted)
        throw new AppError('cancelled', 'send_cancelled', 'The service was stopped before the message was sent. It is tried again.', { cause: error });
      if (deadline.aborted)
        throw new AppError('timeout', 'webhook_timeout', 'The gateway did not answer in time. The message is tried again.', { cause: error });
      throw new AppError(
        'unreachable',
        'webhook_unreachable',
        'The gateway could not be reached, or it broke the connection off. The message is tried again.',
        {
          cause: error,
        },
      );
    });
    const refusal = refusalOf(answer.status);
    if (refusal !== null) throw refusal;
  };
}
