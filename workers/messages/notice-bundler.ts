import type { Database, Queryable } from '../../db/database.ts';
import * as notices from '../../db/repositories/alert-notice-repository.ts';
import type { BundleTarget, DueNotice } from '../../db/repositories/alert-notice-repository.ts';
import { insertMessage } from '../../db/repositories/message-repository.ts';
import { readMessageFacts } from '../../domain/messages/message-facts.ts';
import type { AlertLine } from '../../domain/messages/alert-line.ts';
import { GIVE_UP_AFTER_MS } from '../../domain/messages/delivery-rule.ts';
import { alertMessage } from '../../domain/messages/message-text.ts';
import { wasTooShort } from '../../domain/messages/notice-rule.ts';
import { afterQuietHours } from '../../domain/messages/quiet-hours.ts';
import { newId } from '../../platform/new-id.ts';

/** Subscriptions in one call, and notices in one message. */
const MOST_SUBSCRIPTIONS = 500;
const MOST_NOTICES = 500;
/** Between two messages about alerts to the same address: what happens in a burst comes together. */
const SPACING_MS = 120_000;
/** How long an end waits for its opening, which is still being delivered. */
const OPENING_WAIT_MS = 60_000;

/** Makes messages of the notices that are due: one for each address. Returns how many it wrote. */
export async function bundleDueNotices(database: Database, publicUrl: string | null, nowMs: number, signal: AbortSignal): Promise<number> {
  let written = 0;
  for (const subscriptionId of await notices.dueSubscriptions(database, nowMs, MOST_SUBSCRIPTIONS)) {
    if (signal.aborted) break;
    const isWritten = await database.transaction((tx) => bundleFor(tx, subscriptionId, publicUrl, nowMs));
    if (isWritten) written += 1;
  }
  return written;
}

async function bundleFor(tx: Queryable, subscriptionId: string, publicUrl: string | null, nowMs: number): Promise<boolean> {
  const target = await notices.lockBundleTarget(tx, subscriptionId);
  if (target === undefined) return false;
  if (!target.isWanted) return dropAll(tx, target);
  const releaseAtMs = afterQuietHours(Math.max(nowMs, (target.lastAlertMessageAtMs ?? 0) + SPACING_MS), target.quietHours);
  if (releaseAtMs > nowMs) return putOff(tx, target, nowMs, releaseAtMs);
  const due = await notices.listDueNotices(tx, target.id, nowMs, MOST_NOTICES);
  const told: DueNotice[] = [];
  for (const notice of due) if (await isTold(tx, target, notice, nowMs)) told.push(notice);
  if (told.length === 0) return false;
  await write(tx, target, told, publicUrl, nowMs);
  return true;
}

async function dropAll(tx: Queryable, { id }: BundleTarget): Promise<false> {
  await notices.dropWaiting(tx, id);
  return false;
}

async function putOff(tx: Queryable, { id }: BundleTarget, nowMs: number, untilMs: number): Promise<false> {
  await notices.postponeDue(tx, id, nowMs, untilMs);
  return false;
}

/** Whether a due notice goes into the message; if not, it is dropped or put off. */
async function isTold(tx: Queryable, target: BundleTarget, notice: DueNotice, nowMs: number): Promise<boolean> {
  if (notice.phase === 'opening') {
    if (!wasTooShort(notice, target)) return true;
    await notices.dropNotice(tx, target.id, notice, 'too_short');
    return false;
  }
  if (notice.openingState === 'told') return true;
  // an end never overtakes its opening
  if (notice.openingState === 'bundled') await notices.postponeNotice(tx, target.id, notice, nowMs + OPENING_WAIT_MS);
  else await notices.dropNotice(tx, target.id, notice, 'opening_not_told');
  return false;
}

function lineOf({ phase, kind, commonCause, facts, openedAtMs, endedAtMs, endedBecause }: DueNotice): AlertLine {
  const what = phase === 'end' ? 'over' : endedAtMs === null ? 'opened' : 'opened_and_over';
  return { what, kind, commonCause, facts: readMessageFacts(facts), openedAtMs, endedAtMs, endedBecause };
}

async function write(tx: Queryable, target: BundleTarget, told: readonly DueNotice[], publicUrl: string | null, nowMs: number): Promise<void> {
  const id = newId(nowMs);
  const { subject, body } = alertMessage(told.map(lineOf), { ...target, publicUrl });
  await insertMessage(tx, { id, subscriptionId: target.id, kind: 'alert', subject, body, atMs: nowMs, giveUpAtMs: nowMs + GIVE_UP_AFTER_MS.alert });
  await notices.bundleNotices(
    tx,
    target.id,
    id,
    told.map(({ alertId, phase, endedAtMs }) => ({ alertId, phase, withEnd: phase === 'opening' && endedAtMs !== null })),
  );
}
