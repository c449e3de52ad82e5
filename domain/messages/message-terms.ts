/** Ways to reach people who don't open the application. */
export const MESSAGE_CHANNELS = ['email', 'sms', 'chat', 'push'] as const;
export type MessageChannel = (typeof MESSAGE_CHANNELS)[number];

/** Those whose address somebody types in; that of a push is given by the browser itself. */
export const TYPED_CHANNELS = ['email', 'sms', 'chat'] as const satisfies readonly MessageChannel[];
export type TypedChannel = (typeof TYPED_CHANNELS)[number];

/** Those that show one short text: no lines, no link, and nothing that doesn't belong on the screen of a locked phone. */
export function isShortChannel(channel: MessageChannel): boolean {
  return channel === 'sms' || channel === 'push';
}

/** What alerts are about: one camera's fault, or many with a common cause. */
export const ALERT_KINDS = ['camera', 'group'] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

/** What a subscription may ask for: kinds of alerts, and bells that nobody answered. */
export const SUBSCRIPTION_KINDS = [...ALERT_KINDS, 'alarm'] as const;
export type SubscriptionKind = (typeof SUBSCRIPTION_KINDS)[number];

/** Languages that messages are written in. */
export const MESSAGE_LANGUAGES = ['vi', 'en'] as const;
export type MessageLanguage = (typeof MESSAGE_LANGUAGES)[number];

/** Why a message was written: an alert, somebody's test, the code that confirms an address, word of a footage request, or a bell that nobody answered. */
export const MESSAGE_KINDS = ['alert', 'test', 'code', 'request', 'alarm'] as const;
export type MessageKind = (typeof MESSAGE_KINDS)[number];

export const MESSAGE_STATES = ['waiting', 'sending', 'sent', 'failed'] as const;
export type MessageState = (typeof MESSAGE_STATES)[number];

/** Which part of an alert is told. */
export type NoticePhase = 'opening' | 'end';

/** Why a notice was never told. */
export type NoticeDropReason = 'too_short' | 'unsubscribed' | 'opening_not_told' | 'not_delivered';
