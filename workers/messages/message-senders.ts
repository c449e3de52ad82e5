import type { Clock } from '../../platform/clock.ts';
import type { MessageSettings } from '../../platform/config.ts';
import type { MessageSenders } from './message-sender.ts';
import { createSmtpSender } from './smtp-sender.ts';
import { createWebhookSender } from './webhook-sender.ts';

/** A sender for each channel that the settings have. */
export function createMessageSenders({ email, sms, chat }: MessageSettings, clock: Clock): MessageSenders {
  const now = (): number => clock.now();
  return {
    ...(email === undefined ? {} : { email: createSmtpSender(email) }),
    ...(sms === undefined ? {} : { sms: createWebhookSender(sms, now) }),
    ...(chat === undefined ? {} : { chat: createWebhookSender(chat, now) }),
  };
}
