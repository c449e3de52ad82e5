import type { z } from 'zod';
import { dueAtMsOf, stepsOf } from '../../domain/subject-requests/subject-request-rule.ts';
import { toIso } from '../../domain/time-interval.ts';
import type { subjectRequestOut } from '../../domain/wire/subject-request-wire.ts';
import type { SubjectRequestRow } from '../../db/repositories/subject-request-repository.ts';

const isoOrNull = (atMs: number | null): string | null => (atMs === null ? null : toIso(atMs));

/** A request as it goes out, without whoever asks. */
export function wireSubjectRequest(row: SubjectRequestRow, nowMs: number): z.output<typeof subjectRequestOut> {
  const { id, organisationId, organisationName, kind, cameraId, cameraName, summary, state, recordedBy, fromMs, toMs } = row;
  const isExtended = row.extendedAtMs !== null;
  return {
    ...{ id, organisationId, organisationName, kind, cameraId, cameraName, summary, state, recordedBy, isExtended },
    during: fromMs === null || toMs === null ? null : { from: toIso(fromMs), to: toIso(toMs) },
    receivedAt: toIso(row.receivedAtMs),
    recordedAt: toIso(row.recordedAtMs),
    answerDueAt: toIso(row.answerDueAtMs),
    answeredAt: isoOrNull(row.answeredAtMs),
    fulfilDueAt: toIso(row.fulfilDueAtMs),
    isOverdue: row.endedAtMs === null && nowMs >= dueAtMsOf(row),
    endedAt: isoOrNull(row.endedAtMs),
    steps: row.steps.map(({ step, note, madeBy, madeAtMs }) => ({ step, note, madeBy, madeAt: toIso(madeAtMs) })),
    nextSteps: stepsOf({ state, isExtended }),
    applicantErasedAt: isoOrNull(row.applicantErasedAtMs),
  };
}
