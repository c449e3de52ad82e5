import type { z } from 'zod';
import { AppError } from '../../domain/app-error.ts';
import { checkSummary } from '../../domain/personal-data-check.ts';
import type { Scope } from '../../domain/permission-rule.ts';
import { checkReceived, subjectRequestTerms } from '../../domain/subject-requests/subject-request-rule.ts';
import type { TimeInterval } from '../../domain/time-interval.ts';
import type { subjectRequestCreateWire } from '../../domain/wire/subject-request-wire.ts';
import type { Queryable } from '../../db/database.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { findOrganisation } from '../../db/repositories/organisation-repository.ts';
import { insertSubjectRequest, isOwnCamera } from '../../db/repositories/subject-request-repository.ts';
import { newId } from '../../platform/new-id.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import { withRefusalsLogged } from '../refusal-log.ts';
import type { ServerContext } from '../server-context.ts';

type Body = z.output<typeof subjectRequestCreateWire>;

function readDuring({ during }: Body): TimeInterval | null {
  if (during === undefined) return null;
  const interval = { fromMs: Date.parse(during.from), toMs: Date.parse(during.to) };
  if (interval.fromMs < interval.toMs) return interval;
  throw new AppError('invalid', 'interval_reversed', 'during.from must lie before during.to.');
}

async function requireOrganisation(tx: Queryable, session: LiveSession, scope: Scope, organisationId: string): Promise<void> {
  const isReached = scope === 'any' ? (await findOrganisation(tx, organisationId)) !== undefined : organisationId === session.organisationId;
  if (!isReached)
    throw new AppError(
      'invalid',
      'unknown_organisation',
      'There is no such organisation, or you may not enter requests to it. Leave organisationId out to enter one to your own.',
    );
}

async function requireOwnCamera(tx: Queryable, cameraId: string | undefined, organisationId: string): Promise<void> {
  if (cameraId === undefined || (await isOwnCamera(tx, cameraId, organisationId))) return;
  throw new AppError('invalid', 'unknown_camera', 'This organisation has no such camera. Take one of its own, or leave cameraId out.');
}

/**
 * Enters a request about somebody's own data; returns its id. Who asks is sealed and stands in no log. Refusals are logged. Errors: those of `checkReceived`, `unknown_organisation`, `unknown_camera`, `interval_reversed`,
 * `personal_data_in_text`.
 */
export async function enterSubjectRequest(context: ServerContext, session: LiveSession, scope: Scope, body: Body): Promise<string> {
  const { db, clock, secretBox } = context;
  const id = newId(clock.now());
  const { kind, cameraId, organisationId = session.organisationId, summary } = body;
  const entry = { actor: actorOf(session), action: 'subject_request.create', detail: { requestId: id, kind, organisationId } };
  return withRefusalsLogged(db, entry, () =>
    db.transaction(async (tx) => {
      const nowMs = clock.now();
      const receivedAtMs = Date.parse(body.receivedAt);
      checkSummary(summary, 'summary');
      checkReceived(receivedAtMs, nowMs);
      const during = readDuring(body);
      await requireOrganisation(tx, session, scope, organisationId);
      await requireOwnCamera(tx, cameraId, organisationId);
      const applicant = secretBox.seal(JSON.stringify(body.applicant), id);
      const what = { id, organisationId, cameraId: cameraId ?? null, during, kind, summary, applicant, recordedBy: session.userId };
      const recordedAtMs = Math.max(nowMs, receivedAtMs);
      await insertSubjectRequest(tx, { ...what, receivedAtMs, recordedAtMs, ...subjectRequestTerms(kind, receivedAtMs) });
      await appendAudit(tx, { ...entry, cameraIds: cameraId === undefined ? [] : [cameraId] });
      return id;
    }),
  );
}
