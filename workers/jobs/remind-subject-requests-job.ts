import type { Database, Queryable } from '../../db/database.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { findSubjectRequest, listSubjectRemindersDue, takeSubjectReminder } from '../../db/repositories/subject-request-repository.ts';
import { tellOrganisation } from '../../db/requests/tell-organisation.ts';
import { linkBaseOf } from '../../domain/messages/link-base.ts';
import { subjectRequestMessage } from '../../domain/messages/subject-request-message.ts';
import { dueAtMsOf, nextMorningMs } from '../../domain/subject-requests/subject-request-rule.ts';
import type { Clock } from '../../platform/clock.ts';
import type { JobHandler } from '../../platform/job-consumer.ts';

interface Parts {
  readonly database: Database;
  readonly clock: Clock;
  readonly publicUrl: string | undefined;
}

const BATCH = 200;

/** Reminds organisations of requests about somebody's own data: on the morning of the last day for the first answer, two days before the term, and from then on each working morning. Run twice it reminds once. One that can't be told of keeps no other waiting: the job fails after the rest, and is tried again. */
export function createRemindSubjectRequestsJob({ database, clock, publicUrl }: Parts): JobHandler<'remind-subject-requests'> {
  return async ({ signal }) => {
    const failures: unknown[] = [];
    for (const id of await listSubjectRemindersDue(database, clock.now(), BATCH)) {
      if (signal.aborted) return;
      await database.transaction((tx) => remind(tx, id, clock.now(), publicUrl)).catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) await Promise.reject(failures[0]);
  };
}

async function remind(tx: Queryable, id: string, nowMs: number, publicUrl: string | undefined): Promise<void> {
  if (!(await takeSubjectReminder(tx, id, nowMs, nextMorningMs(nowMs)))) return;
  const request = await findSubjectRequest(tx, id);
  const { organisationId, cameraId } = request;
  const dueAtMs = dueAtMsOf(request);
  const reminder = { dueAtMs, isOverdue: nowMs >= dueAtMs, isAnswered: request.state === 'answered' };
  await tellOrganisation(tx, organisationId, nowMs, (style) => subjectRequestMessage(reminder, { ...style, publicUrl: linkBaseOf(publicUrl) }));
  await appendAudit(tx, {
    action: 'subject_request.remind',
    cameraIds: cameraId === null ? [] : [cameraId],
    detail: { requestId: id, isOverdue: reminder.isOverdue },
  });
}
