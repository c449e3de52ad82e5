import { z } from 'zod';
import { MESSAGE_CHANNELS, MESSAGE_KINDS, MESSAGE_LANGUAGES, MESSAGE_STATES, SUBSCRIPTION_KINDS, TYPED_CHANNELS } from '../messages/message-terms.ts';
import { idWire, instantOut, pageQueryWire } from './common-wire.ts';

const dayTimeWire = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
  .describe('HH:mm in Viet Nam');

const quietHoursWire = z
  .object({ from: dayTimeWire, to: dayTimeWire })
  .refine(({ from, to }) => from !== to, { message: 'from and to are the same: give null for no quiet hours' });

const wishes = {
  language: z.enum(MESSAGE_LANGUAGES),
  alertKinds: z
    .array(z.enum(SUBSCRIPTION_KINDS))
    .min(1)
    .max(SUBSCRIPTION_KINDS.length)
    .describe('alarm: bells that nobody answered, for police and commands; told at once, whatever the other wishes are'),
  minOutageMinutes: z.number().int().min(0).max(1440),
  quietHours: quietHoursWire.nullable(),
  digestHour: z.number().int().min(0).max(23).nullable().describe('hour of the day in Viet Nam for one message a day; null: at once'),
  withoutMarks: z.boolean(),
};

/** Body of `POST /alert-subscriptions`. What is left out gets the default of its channel. */
export const subscriptionCreateWire = z
  .object({
    channel: z.enum(TYPED_CHANNELS),
    address: z.string().min(1).max(254),
    shared: z.boolean().default(false).describe("an address of the organisation instead of the caller's own"),
    organisationId: idWire.optional().describe('for administrators: the organisation whose shared address it is'),
  })
  .extend(z.object(wishes).partial().shape);

const base64Url = z.string().regex(/^[A-Za-z0-9_-]+={0,2}$/);

/** Body of `POST /push-subscriptions`: what the browser's `PushSubscription` gives as JSON. */
export const pushSubscriptionWire = z.object({
  endpoint: z.string().min(1).max(1024),
  keys: z.object({ p256dh: base64Url.max(100), auth: base64Url.max(40) }),
  language: z.enum(MESSAGE_LANGUAGES).default('vi'),
});

/** `GET /push-key`. */
export const pushKeyOut = z.object({
  publicKey: z.string().nullable().describe('P-256 point in base64url, for `applicationServerKey`; null: push is not set up'),
});

/** Body of `PATCH /alert-subscriptions/{id}`. Another address is another subscription. */
export const subscriptionPatchWire = z.object({ ...wishes, active: z.boolean() }).partial();

/** Body of `POST /alert-subscriptions/{id}/confirmation`. */
export const confirmationWire = z.object({
  code: z
    .string()
    .trim()
    .regex(/^\d{6}$/),
});

/** A subscription as it is returned; the address only masked. */
export const subscriptionOut = z.object({
  id: idWire,
  organisationId: idWire,
  organisationName: z.string(),
  shared: z.boolean(),
  channel: z.enum(MESSAGE_CHANNELS),
  address: z.string().describe('masked; of a push browser and system'),
  confirmed: z.boolean(),
  active: z.boolean(),
  language: z.enum(MESSAGE_LANGUAGES),
  alertKinds: z.array(z.enum(SUBSCRIPTION_KINDS)),
  offeredKinds: z.array(z.enum(SUBSCRIPTION_KINDS)).describe('what its organisation may ask for'),
  minOutageMinutes: z.number(),
  quietHours: z.object({ from: z.string(), to: z.string() }).nullable(),
  digestHour: z.number().nullable(),
  withoutMarks: z.boolean(),
  channelAvailable: z.boolean().describe('false: the operator has not set this channel up (any more)'),
  createdAt: instantOut,
});

/** Query of `GET /alert-subscriptions`. */
export const subscriptionQueryWire = pageQueryWire.extend({
  mine: z.stringbool().optional().describe('true: only those of whoever asks, colleagues and the shared ones left out'),
});

/** `GET /alert-subscriptions`; `channels` are those that the operator has set up. */
export const subscriptionListOut = z.object({
  items: z.array(subscriptionOut),
  nextCursor: z.string().nullable(),
  channels: z.array(z.enum(TYPED_CHANNELS)),
});

export const messageQueryWire = pageQueryWire.extend({ subscriptionId: idWire.optional() });

/** A message and how far it got. */
export const messageOut = z.object({
  id: idWire,
  subscriptionId: idWire,
  kind: z.enum(MESSAGE_KINDS),
  channel: z.enum(MESSAGE_CHANNELS),
  to: z.string().describe('masked'),
  subject: z.string(),
  text: z.string().nullable().describe('null for a code'),
  state: z.enum(MESSAGE_STATES),
  attempts: z.number(),
  nextAttemptAt: instantOut.nullable(),
  error: z.object({ code: z.string(), message: z.string() }).nullable().describe('of the last try that failed'),
  createdAt: instantOut,
  finishedAt: instantOut.nullable(),
});
