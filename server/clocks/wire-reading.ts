import { clockDiagnosis } from '../../domain/clock-diagnosis.ts';
import { readingOffsetMs } from '../../domain/clock-reading.ts';
import { toIso } from '../../domain/time-interval.ts';
import type { ClockReadingRow, ClockSubject } from '../../db/repositories/clock-reading-repository.ts';

/** A reading as the API shows it; `contradicts`: another one of nearly the same time says otherwise. */
export function wireReading(subject: ClockSubject, row: ClockReadingRow, contradicts: boolean) {
  const { id, recorderId, uncertaintyMs, method, snapshotId, afterSetting } = row;
  return {
    id,
    cameraId: 'cameraId' in subject ? subject.cameraId : null,
    recorderId,
    deviceTime: toIso(row.deviceTimeMs),
    trueTime: toIso(row.trueTimeMs),
    offsetMs: readingOffsetMs(row),
    uncertaintyMs,
    method,
    recordedAt: toIso(row.recordedAtMs),
    snapshotId,
    clockWasSet: afterSetting,
    diagnosis: clockDiagnosis(row),
    contradicts,
    withdrawn: row.withdrawnAtMs === null ? null : { at: toIso(row.withdrawnAtMs), by: row.withdrawnByUsername ?? '', reason: row.withdrawalReason ?? '' },
  };
}
