import type { AlertEnding } from '../../../domain/fault-terms.ts';
import sql from 'sql-template-tag';
import type { Database } from '../../../db/database.ts';
import { confirmSubscription, insertSubscription, type SubscriptionWishes } from '../../../db/repositories/alert-subscription-repository.ts';
import type { MessageChannel } from '../../../domain/messages/message-terms.ts';
import { newId } from '../../../platform/new-id.ts';
import type { SecretBox } from '../../../platform/secret-box.ts';

/** An alert as the health side writes it. */
export interface AlertOptions {
  readonly openedAtMs: number;
  readonly endedAtMs?: number;
  readonly kind?: 'camera' | 'group';
  readonly name?: string;
  readonly facts?: Readonly<Record<string, unknown>>;
}

/** Stores an alert about a camera that lost its connection, and returns its id. */
export async function insertTestAlert(database: Database, owner: { organisationId: string; unitId: string }, options: AlertOptions): Promise<string> {
  const { openedAtMs, endedAtMs, kind = 'camera', name = 'Ngã ba chợ 1' } = options;
  const id = newId(openedAtMs);
  const facts = options.facts ?? {
    cameras: [{ id: newId(), name }],
    cameraCount: 1,
    siteName: 'Ngã ba chợ',
    facet: 'reachable',
    state: 'down',
    cause: 'no_power_or_network',
  };
  await database.run(sql`INSERT INTO alert (id, organisation_id, kind, common_cause, unit_id, facts, opened_at, ended_at)
    VALUES (${id}, ${owner.organisationId}, ${kind}, ${kind === 'group' ? 'recorder' : null}, ${owner.unitId}, ${JSON.stringify(facts)}::jsonb, ${new Date(openedAtMs)},
      ${endedAtMs === undefined ? null : new Date(endedAtMs)})`);
  return id;
}

/** Ends an alert. */
export async function endTestAlert(database: Database, alertId: string, atMs: number, because: AlertEnding = 'verified'): Promise<void> {
  await database.run(sql`UPDATE alert SET ended_at = ${new Date(atMs)}, ended_because = ${because} WHERE id = ${alertId}`);
}

/** Stores a confirmed subscription without quiet hours, which is told at once, and returns its id. */
export async function insertTestSubscription(
  database: Database,
  secretBox: SecretBox,
  owner: { organisationId: string; userId?: string },
  options: Partial<SubscriptionWishes> & { channel?: MessageChannel; address?: string; atMs: number },
): Promise<string> {
  const { channel = 'email', address = 'to.truong@example.com', atMs, ...wishes } = options;
  const id = newId(atMs);
  await insertSubscription(database, {
    id,
    organisationId: owner.organisationId,
    userId: owner.userId ?? null,
    channel,
    address: secretBox.seal(address, id),
    addressMasked: 'm•••',
    addressBucket: 1,
    language: 'vi',
    alertKinds: ['camera', 'group'],
    minOutageMin: 0,
    quietHours: null,
    digestHour: null,
    withoutMarks: false,
    atMs,
    ...wishes,
  });
  await confirmSubscription(database, id, atMs);
  return id;
}
