import { AppError } from '../../domain/app-error.ts';
import { checkSummary } from '../../domain/personal-data-check.ts';
import { endAndNote } from '../../db/requests/request-end.ts';
import { tellOfRequest } from '../../db/requests/tell-of-request.ts';
import type { Reach } from '../../db/repositories/access-repository.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import type { ServerContext } from '../server-context.ts';
import { onRequest } from './on-request.ts';

/** Takes back what a request opened, as the board of its camera or a commander of its units: whoever watches is cut off. Errors: `request_ended`, `not_opened` (conflict), `personal_data_in_text`. */
export async function revokeRequest(context: ServerContext, session: LiveSession, reached: Reach, reason: string): Promise<void> {
  await onRequest(context, session, 'request.revoke', reached, async (tx, request) => {
    checkSummary(reason, 'reason');
    if (request.endedAtMs !== null) throw new AppError('conflict', 'request_ended', 'This request has ended already. Load it again.');
    if (request.accessFromMs === null) throw new AppError('conflict', 'not_opened', 'This request has opened nothing yet. The board denies it instead.');
    const nowMs = context.clock.now();
    await endAndNote(tx, request, { because: 'revoked', atMs: nowMs, by: session.userId, reason }, { action: 'request.revoke', actor: actorOf(session) });
    await tellOfRequest(tx, request, 'revoked', { publicUrl: context.settings.publicUrl, nowMs, by: session });
  });
}
