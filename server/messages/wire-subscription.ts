import type { z } from 'zod';
import { toIso } from '../../domain/time-interval.ts';
import { offeredKinds } from '../../domain/messages/offered-kinds.ts';
import type { MessageChannel } from '../../domain/messages/message-terms.ts';
import type { QuietHours } from '../../domain/messages/quiet-hours.ts';
import type { subscriptionOut } from '../../domain/wire/message-wire.ts';
import type { SubscriptionRow } from '../../db/repositories/alert-subscription-repository.ts';

function dayTime(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

function minuteOf(text: string): number {
  return Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
}

/** Quiet hours as they are kept; null and undefined stay what they are. */
export function readQuietHours<T extends null | undefined>(wire: { from: string; to: string } | T): QuietHours | T {
  return wire === null || wire === undefined ? wire : { fromMin: minuteOf(wire.from), toMin: minuteOf(wire.to) };
}

/** A subscription as the API returns it. */
export function wireSubscription(row: SubscriptionRow, channels: readonly MessageChannel[]): z.output<typeof subscriptionOut> {
  const { id, organisationId, organisationName, channel, active, language, digestHour, withoutMarks, quietHours } = row;
  return {
    id,
    organisationId,
    organisationName,
    shared: row.userId === null,
    channel,
    address: row.addressMasked,
    confirmed: row.isConfirmed,
    active,
    language,
    alertKinds: [...row.alertKinds],
    offeredKinds: [...offeredKinds(row.organisationKind)],
    minOutageMinutes: row.minOutageMin,
    quietHours: quietHours === null ? null : { from: dayTime(quietHours.fromMin), to: dayTime(quietHours.toMin) },
    digestHour,
    withoutMarks,
    channelAvailable: channels.includes(channel),
    createdAt: toIso(row.createdAtMs),
  };
}
