import type { Database, Queryable } from '../../db/database.ts';
import * as notices from '../../db/repositories/alert-notice-repository.ts';
import { judgeEnd, openingDueMs, releaseMs } from '../../domain/messages/notice-rule.ts';

/** Alerts in one transaction. */
const BATCH = 100;

/** Writes down who is to hear of new alerts, and when. Returns how many alerts it took; 0 means that none is left. */
export async function announceOpenings(database: Database, nowMs: number): Promise<number> {
  return database.transaction(async (tx) => {
    const alerts = await notices.lockUnannouncedOpenings(tx, BATCH);
    if (alerts.length === 0) return 0;
    const byId = new Map(alerts.map((alert) => [alert.id, alert]));
    const listeners = await notices.findListeners(tx, [...byId.keys()]);
    await notices.insertNotices(
      tx,
      listeners.map((listener) => ({
        alertId: listener.alertId,
        subscriptionId: listener.subscriptionId,
        phase: 'opening',
        dueAtMs: openingDueMs(byId.get(listener.alertId)!, listener, nowMs),
      })),
    );
    await notices.markAnnounced(tx, 'opening', [...byId.keys()], nowMs);
    return alerts.length;
  });
}

/** The same for alerts that are over: only who was told that it began, or is about to be, hears of it. */
export async function announceEnds(database: Database, nowMs: number): Promise<number> {
  return database.transaction(async (tx) => {
    const alerts = await notices.lockUnannouncedEnds(tx, BATCH);
    if (alerts.length === 0) return 0;
    const byId = new Map(alerts.map((alert) => [alert.id, alert]));
    for (const opening of await notices.lockOpeningNotices(tx, [...byId.keys()])) await announceEnd(tx, byId.get(opening.alertId)!, opening, nowMs);
    await notices.markAnnounced(tx, 'end', [...byId.keys()], nowMs);
    return alerts.length;
  });
}

async function announceEnd(tx: Queryable, alert: notices.UnannouncedAlert, opening: notices.StoredOpening, nowMs: number): Promise<void> {
  const { alertId, subscriptionId } = opening;
  const verdict = judgeEnd(opening, alert, opening);
  if (verdict === 'drop_opening') await notices.dropNotice(tx, subscriptionId, { alertId, phase: 'opening' }, 'too_short');
  if (verdict === 'tell') await notices.insertNotices(tx, [{ alertId, subscriptionId, phase: 'end', dueAtMs: releaseMs(nowMs, opening) }]);
}
