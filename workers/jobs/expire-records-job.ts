import { SIGN_IN_LIMITS } from '../../domain/sign-in-throttle.ts';
import type { Database, Queryable } from '../../db/database.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { failLostImports } from '../../db/repositories/camera-import-repository.ts';
import { CASE_TEXTS, eraseCaseText, type CaseText } from '../../db/repositories/case-text-repository.ts';
import { failLostChecks } from '../../db/repositories/check-run-repository.ts';
import { interruptLostDiscoveries } from '../../db/repositories/discovery-run-repository.ts';
import { dropOutlived, type ExpiringRecord } from '../../db/repositories/record-expiry-repository.ts';
import { eraseApplicants } from '../../db/repositories/subject-request-repository.ts';
import type { BlobStore } from '../../media/blob-store.ts';
import type { Clock } from '../../platform/clock.ts';
import type { JobHandler } from '../../platform/job-consumer.ts';
import type { Logger } from '../../platform/logger.ts';
import { sweepIncoming } from '../handin/incoming-sweep.ts';

const HOUR_MS = 3_600_000;
const YEAR_MS = 365 * 24 * HOUR_MS;

/** How long records are kept after their end. Ended sessions stay a week, for "who was signed in then". */
const KEPT_MS: { readonly [R in ExpiringRecord]: number } = {
  session: 7 * 24 * HOUR_MS,
  idempotency_record: 24 * HOUR_MS,
  // as long as the longest window counts them
  sign_in_failure: SIGN_IN_LIMITS.codeWindowMs,
  invitation: 7 * 24 * HOUR_MS,
  sign_in_ticket_spent: HOUR_MS,
  api_key: 90 * 24 * HOUR_MS,
  camera_check: 7 * 24 * HOUR_MS,
  // outcomes name cameras only; they are of use until the list was put right and sent again
  camera_import: 90 * 24 * HOUR_MS,
  worker_heartbeat: HOUR_MS,
  message: 90 * 24 * HOUR_MS,
  alert_notice: 90 * 24 * HOUR_MS,
  // a year of alerts lets the seasons be compared; the repair ledger goes on without them
  alert: YEAR_MS,
  alert_subscription: 90 * 24 * HOUR_MS,
  hand_in: 90 * 24 * HOUR_MS,
  // its row says itself when it expires
  discovery: 0,
  duty_shift: 2 * YEAR_MS,
  camera_confirmation: 2 * YEAR_MS,
  camera_absence: 3 * YEAR_MS,
  // they may show who stood by, and no report counts them
  camera_fault_photo: YEAR_MS,
  // year-end reports compare three years
  camera_fault_note: 3 * YEAR_MS,
  camera_fault: 3 * YEAR_MS,
  // two years of signs that were gone tell which are torn down again and again
  sign_report: 2 * YEAR_MS,
  test_alarm: YEAR_MS,
};
/** How long is kept who asked about data of their own, after their request ended: for complaints. */
const APPLICANT_KEPT_MS = 180 * 24 * HOUR_MS;
/** How long the words of a case are kept after they were written; the numbers of the reports stay. */
const CASE_TEXT_KEPT_MS = 5 * YEAR_MS;
/** The service's own bookkeeping, which tells nothing of anybody. */
const UNLOGGED: ReadonlySet<string> = new Set(['worker_heartbeat', 'sign_in_ticket_spent']);
/** A check takes half a minute; one that is not done after this long was lost with its job. */
const LOST_AFTER_MS = 30 * 60_000;
const LOST = { code: 'job_lost', message: 'The service was interrupted before it could do this. Ask again.' };

/** Drops what is past its time and empties the words of old cases, in bounded deletions; the log tells how many of what. */
export function createExpireRecordsJob({
  database,
  blobs,
  clock,
  logger,
}: {
  database: Database;
  blobs: Pick<BlobStore, 'incomingFolder'>;
  clock: Clock;
  logger: Logger;
}): JobHandler<'expire-records'> {
  return async ({ signal }) => {
    const nowMs = clock.now();
    const lostChecks = await failLostChecks(database, nowMs - LOST_AFTER_MS, LOST, nowMs);
    const lostImports = await failLostImports(database, nowMs - LOST_AFTER_MS, LOST, nowMs);
    const lostDiscoveries = await interruptLostDiscoveries(database, nowMs);
    const handIns = await sweepIncoming(database, blobs.incomingFolder, nowMs);
    const dropped: Partial<Record<ExpiringRecord, number>> = {};
    for (const [record, keptMs] of Object.entries(KEPT_MS) as [ExpiringRecord, number][]) {
      dropped[record] = await inPieces(database, record, signal, (tx) => dropOutlived(tx, record, nowMs - keptMs));
    }
    const erased: Partial<Record<CaseText, number>> = {};
    for (const text of CASE_TEXTS) {
      erased[text] = await inPieces(database, `${text}_text`, signal, (tx) => eraseCaseText(tx, text, { beforeMs: nowMs - CASE_TEXT_KEPT_MS, nowMs }));
    }
    const applicants = await inPieces(database, 'subject_request_applicant', signal, (tx) =>
      eraseApplicants(tx, { beforeMs: nowMs - APPLICANT_KEPT_MS, nowMs }),
    );
    logger.info({ dropped, erased, applicants, lostChecks, lostImports, lostDiscoveries, handIns }, 'dropped old records');
  };
}

/** Deletes piece by piece until nothing is left, each with its event in the log; returns how many. */
async function inPieces(database: Database, kind: string, signal: AbortSignal, deletePiece: (tx: Queryable) => Promise<number>): Promise<number> {
  let total = 0;
  let count: number;
  do {
    count = await database.transaction(async (tx) => {
      const deleted = await deletePiece(tx);
      if (deleted > 0 && !UNLOGGED.has(kind)) await appendAudit(tx, { action: 'retention.deleted', detail: { kind, count: deleted } });
      return deleted;
    });
    total += count;
  } while (count > 0 && !signal.aborted);
  return total;
}
