import { AppError } from '../../domain/app-error.ts';
import { checkSummary } from '../../domain/personal-data-check.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import * as readings from '../../db/repositories/clock-reading-repository.ts';
import type { ClockSubject } from '../../db/repositories/clock-reading-repository.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import { withRefusalsLogged } from '../refusal-log.ts';
import type { ServerContext } from '../server-context.ts';
import { wireReading } from './wire-reading.ts';

/** The clock of which a reading is withdrawn, and the cameras that it is the clock of. */
interface WithdrawnClock {
  readonly subject: ClockSubject;
  readonly cameraIds: readonly string[];
}

/**
 * Withdraws what somebody typed, for a reason: from then on it decides no window; it stays in the list. Refusals are logged. Errors: `not_found`, `reading_not_typed`, `reading_withdrawn` (conflict), `personal_data_in_text`.
 */
export async function withdrawReading(
  { db, clock }: ServerContext,
  session: LiveSession,
  { subject, cameraIds }: WithdrawnClock,
  { readingId, reason }: { readonly readingId: string; readonly reason: string },
) {
  const entry = { actor: actorOf(session), action: 'clock.withdraw', cameraIds: [...cameraIds], detail: { readingId } };
  await withRefusalsLogged(db, entry, async () => {
    checkSummary(reason, 'reason');
    await db.transaction(async (tx) => {
      const reading = await readings.lockClockReading(tx, subject, readingId);
      if (reading === undefined) throw new AppError('not_found', 'not_found', 'There is no such reading of this clock. Load the list again.');
      if (!reading.isTyped)
        throw new AppError('conflict', 'reading_not_typed', 'The service read this clock itself: only what somebody typed can be withdrawn.');
      if (reading.withdrawnAtMs !== null) throw new AppError('conflict', 'reading_withdrawn', 'This reading was withdrawn already. Load the list again.');
      await readings.withdrawClockReading(tx, readingId, { by: session.userId, reason, atMs: clock.now() });
      await appendAudit(tx, entry);
    });
  });
  return wireReading(subject, await readings.findClockReading(db, readingId), false);
}
