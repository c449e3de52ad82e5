import { AppError } from '../../domain/app-error.ts';
import type { SignReportKind } from '../../domain/sign-report-terms.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { insertSignReport } from '../../db/repositories/sign-report-repository.ts';
import { newId } from '../../platform/new-id.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import { withRefusalsLogged } from '../refusal-log.ts';
import type { ServerContext } from '../server-context.ts';

/** Tells the board that a camera's sign is missing or unreadable; it stays open until a new photograph comes. Refusals are logged. Errors: `sign_reported_already`. */
export async function reportSign({ db, clock }: ServerContext, session: LiveSession, cameraId: string, kind: SignReportKind): Promise<void> {
  const atMs = clock.now();
  const id = newId(atMs);
  const entry = { actor: actorOf(session), action: 'sign.report', cameraIds: [cameraId], detail: { reportId: id, kind } };
  await withRefusalsLogged(db, entry, () =>
    db.transaction(async (tx) => {
      if (!(await insertSignReport(tx, { id, cameraId, kind, reportedBy: session.userId, atMs }))) {
        throw new AppError('conflict', 'sign_reported_already', 'The board knows of this already. It stays open until a new photograph of the sign comes.');
      }
      await appendAudit(tx, entry);
    }),
  );
}
