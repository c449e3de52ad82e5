import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { AppError } from '../../domain/app-error.ts';
import { MOST_SUBSCRIPTIONS } from '../../domain/messages/code-limits.ts';
import { isPhoneAllowed, maskAddress, normalAddress } from '../../domain/messages/message-address.ts';
import type { MessageChannel, SubscriptionKind } from '../../domain/messages/message-terms.ts';
import { offeredKinds } from '../../domain/messages/offered-kinds.ts';
import { DEFAULT_QUIET_HOURS } from '../../domain/messages/quiet-hours.ts';
import type { OrganisationKind } from '../../domain/role.ts';
import type { subscriptionCreateWire } from '../../domain/wire/message-wire.ts';
import * as subscriptions from '../../db/repositories/alert-subscription-repository.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import type { Queryable } from '../../db/database.ts';
import { newId } from '../../platform/new-id.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import type { ServerContext } from '../server-context.ts';
import { requestCode, startDelivery } from './requested-message.ts';
import { readQuietHours } from './wire-subscription.ts';

type Input = z.output<typeof subscriptionCreateWire>;

const DEFAULT_MIN_OUTAGE_MIN = 10;

/** Errors: `channel_not_available` (conflict). */
export function requireChannel({ settings }: ServerContext, channel: MessageChannel): void {
  if (settings.messageChannels?.includes(channel)) return;
  throw new AppError(
    'conflict',
    'channel_not_available',
    'This way of sending is not set up on this service. Choose another one, or ask the operator to set it up.',
  );
}

/** The kinds that are asked for, each once. Errors: `kind_not_offered` (invalid): an organisation of that kind is told of no bells. */
export function readKinds(kinds: readonly SubscriptionKind[], organisationKind: OrganisationKind): SubscriptionKind[] {
  if (kinds.every((kind) => offeredKinds(organisationKind).includes(kind))) return [...new Set(kinds)];
  throw new AppError('invalid', 'kind_not_offered', 'Bells are told to police posts and area commands only, who answer them. Leave "alarm" out.', {
    details: { errors: [{ path: 'alertKinds', message: 'holds a kind that this organisation is not told of' }] },
  });
}

/** Errors: `address_malformed`, `phone_country_not_allowed` (invalid). */
function readAddress({ settings }: ServerContext, { channel, address }: Input): string {
  const normal = normalAddress(channel, address);
  if (normal === null) {
    throw new AppError('invalid', 'address_malformed', 'This is not one address of that kind. Check it and enter it again.', {
      details: { errors: [{ path: 'address', message: 'is not an address of that kind' }] },
    });
  }
  if (channel === 'sms' && !isPhoneAllowed(normal, settings.smsPrefixes ?? [])) {
    throw new AppError(
      'invalid',
      'phone_country_not_allowed',
      'Text messages go to Vietnamese numbers only. Enter one, or ask the operator about other countries.',
      {
        details: { errors: [{ path: 'address', message: 'is a number of a country that gets no text messages' }] },
      },
    );
  }
  return normal;
}

/** Few enough values that nobody can tell the address from it, enough to keep the limits of different addresses apart. */
export function addressBucket(channel: MessageChannel, address: string): number {
  return createHash('sha256').update(`${channel}\n${address.toLowerCase()}`).digest().readUInt16BE(0);
}

/** Errors: `organisation_not_yours` (forbidden), `unknown_organisation` (invalid). */
function ownerOf(session: LiveSession, scope: string, input: Input): { organisationId: string; userId: string | null } {
  const { organisationId = session.organisationId, shared } = input;
  if (organisationId === session.organisationId) return { organisationId, userId: shared ? null : session.userId };
  if (scope !== 'any') throw new AppError('forbidden', 'organisation_not_yours', 'You can subscribe for your own organisation only. Leave organisationId out.');
  return { organisationId, userId: null };
}

/** Returns what kind of organisation it is. Errors: `unknown_organisation` (invalid), `too_many_subscriptions` and `subscription_exists` (conflict). */
async function checkRoom(
  tx: Queryable,
  context: ServerContext,
  owner: { organisationId: string; userId: string | null },
  channel: MessageChannel,
  address: string,
): Promise<OrganisationKind> {
  const organisation = await subscriptions.lockOrganisation(tx, owner.organisationId);
  if (organisation === undefined) throw new AppError('invalid', 'unknown_organisation', 'There is no such organisation. Check organisationId.');
  const present = await subscriptions.listSealedAddresses(tx, owner.organisationId);
  if (present.length >= MOST_SUBSCRIPTIONS)
    throw new AppError('conflict', 'too_many_subscriptions', `An organisation may have ${MOST_SUBSCRIPTIONS} subscriptions. Delete one that nobody needs.`);
  const bucket = addressBucket(channel, address);
  const isThere = present.some(
    (one) => one.channel === channel && one.userId === owner.userId && one.addressBucket === bucket && context.secretBox.open(one, one.id) === address,
  );
  if (isThere) throw new AppError('conflict', 'subscription_exists', 'This address is subscribed already. Change that subscription instead.');
  return organisation.kind;
}

/** The wishes of a subscription on which nothing was said. */
export function defaultWishes(channel: MessageChannel, organisationKind: OrganisationKind): subscriptions.SubscriptionWishes {
  return {
    language: 'vi',
    alertKinds: readKinds(offeredKinds(organisationKind), organisationKind),
    minOutageMin: DEFAULT_MIN_OUTAGE_MIN,
    quietHours: DEFAULT_QUIET_HOURS,
    digestHour: null,
    withoutMarks: channel === 'sms',
  };
}

function wishesOf({ channel, ...input }: Input, organisationKind: OrganisationKind): subscriptions.SubscriptionWishes {
  const standard = defaultWishes(channel, organisationKind);
  return {
    language: input.language ?? standard.language,
    alertKinds: input.alertKinds === undefined ? standard.alertKinds : readKinds(input.alertKinds, organisationKind),
    minOutageMin: input.minOutageMinutes ?? standard.minOutageMin,
    quietHours: input.quietHours === undefined ? standard.quietHours : readQuietHours(input.quietHours),
    digestHour: input.digestHour ?? standard.digestHour,
    withoutMarks: input.withoutMarks ?? standard.withoutMarks,
  };
}

/** Stores a subscription and sends its first code. Returns its id. Errors: those above and `too_many_messages`. */
export async function subscribe(context: ServerContext, session: LiveSession, scope: string, input: Input): Promise<string> {
  requireChannel(context, input.channel);
  const address = readAddress(context, input);
  const owner = ownerOf(session, scope, input);
  const { channel } = input;
  const atMs = context.clock.now();
  const id = newId(atMs);
  const messageId = await context.db.transaction(async (tx) => {
    const organisationKind = await checkRoom(tx, context, owner, channel, address);
    const sealed = {
      address: context.secretBox.seal(address, id),
      addressMasked: maskAddress(channel, address),
      addressBucket: addressBucket(channel, address),
    };
    await subscriptions.insertSubscription(tx, { id, ...owner, channel, ...sealed, ...wishesOf(input, organisationKind), atMs });
    await appendAudit(tx, {
      actor: actorOf(session),
      action: 'subscription.create',
      detail: { subscriptionId: id, channel, organisationId: owner.organisationId },
    });
    return requestCode(tx, context, await subscriptions.findSubscription(tx, id), session);
  });
  await startDelivery(context, messageId);
  return id;
}
