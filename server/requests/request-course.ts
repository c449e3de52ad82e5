import type { z } from 'zod';
import { AppError } from '../../domain/app-error.ts';
import { checkSummary } from '../../domain/personal-data-check.ts';
import { GRANTING_STATES } from '../../domain/requests/request-terms.ts';
import type { footageFulfilmentWire } from '../../domain/wire/footage-request-wire.ts';
import { endAndNote, noteRequest } from '../../db/requests/request-end.ts';
import { tellOfRequest } from '../../db/requests/tell-of-request.ts';
import type { Reach } from '../../db/repositories/access-repository.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import { justifyRequest, settleFulfilment, type FootageRequestRow } from '../../db/repositories/footage-request-repository.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import type { ServerContext } from '../server-context.ts';
import { onRequest } from './on-request.ts';

function requireLive(request: FootageRequestRow): void {
  if (request.endedAtMs === null) return;
  throw new AppError('conflict', 'request_ended', 'This request has ended already. Load it again.');
}

/** Those who asked withdraw, for each other too: others of the same units would take away what was opened once, and of a gathering for good. */
function requireAsker(request: FootageRequestRow, { organisationId }: LiveSession): void {
  if (request.requestedFor === organisationId) return;
  throw new AppError(
    'forbidden',
    'other_organisation',
    'A request is withdrawn by officers of the organisation that made it. A commander of these units may revoke what it opened.',
  );
}

/**
 * Withdraws a request, or gives up what it opened. An emergency that was used is justified all the same. Errors: `other_organisation` (forbidden), `request_ended`, `justification_due` (conflict),
 * `personal_data_in_text`.
 */
export async function withdrawRequest(context: ServerContext, session: LiveSession, reached: Reach, reason: string): Promise<void> {
  await onRequest(context, session, 'request.cancel', reached, async (tx, request) => {
    requireAsker(request, session);
    checkSummary(reason, 'reason');
    requireLive(request);
    if (request.emergency && request.justifiedAtMs === null) {
      throw new AppError('conflict', 'justification_due', 'An emergency is justified first, then given up: the footage was open already.');
    }
    const nowMs = context.clock.now();
    await endAndNote(tx, request, { because: 'withdrawn', atMs: nowMs, by: session.userId, reason }, { action: 'request.cancel', actor: actorOf(session) });
    await tellOfRequest(tx, request, 'withdrawn', { publicUrl: context.settings.publicUrl, nowMs, by: session });
  });
}

/** Justifies an emergency, by whoever opened it. Errors: `no_emergency`, `already_justified`, `too_late`, `other_person`, `personal_data_in_text`. */
export async function justifyEmergency(context: ServerContext, session: LiveSession, reached: Reach, reason: string): Promise<void> {
  await onRequest(context, session, 'request.justify', reached, async (tx, request) => {
    checkSummary(reason, 'reason');
    const nowMs = context.clock.now();
    checkJustification(request, session.userId, nowMs);
    await justifyRequest(tx, request.id, reason, nowMs);
    await noteRequest(tx, request, { action: 'request.justify', state: request.state, actor: actorOf(session) });
    await tellOfRequest(tx, request, 'justified', { publicUrl: context.settings.publicUrl, nowMs });
  });
}

function checkJustification(request: FootageRequestRow, userId: string, nowMs: number): void {
  if (request.justifyByMs === null) throw new AppError('conflict', 'no_emergency', 'This request was made without an emergency: there is nothing to justify.');
  if (request.requestedBy !== userId) {
    throw new AppError('conflict', 'other_person', 'An emergency is justified by the officer who opened the footage.');
  }
  if (request.justifiedAtMs !== null) throw new AppError('conflict', 'already_justified', 'This emergency was justified already.');
  if (nowMs < request.justifyByMs) return;
  throw new AppError('conflict', 'too_late', 'The 24 hours are over. Access is revoked, and your commander can lift the suspension.');
}

/** The board says what it can hand over: all, a part, or nothing, and why. Errors: `not_approved`, `personal_data_in_text`. */
export async function reportFulfilment(
  context: ServerContext,
  session: LiveSession,
  reached: Reach,
  { outcome, missing, reason }: z.output<typeof footageFulfilmentWire>,
): Promise<void> {
  await onRequest(context, session, 'request.fulfil', reached, async (tx, request) => {
    if (reason !== undefined) checkSummary(reason, 'reason');
    if (!GRANTING_STATES.includes(request.state)) {
      throw new AppError('conflict', 'not_approved', 'This request is not approved (any more), so nothing is handed over for it. Load it again.');
    }
    const [nowMs, act] = [context.clock.now(), { action: 'request.fulfil', actor: actorOf(session) }];
    if (outcome === 'unavailable') {
      await endAndNote(tx, request, { because: 'no_footage', atMs: nowMs, by: session.userId, reason, missing }, { ...act, detail: { missing } });
      return tellOfRequest(tx, request, 'unavailable', { publicUrl: context.settings.publicUrl, nowMs, by: session });
    }
    await settleFulfilment(tx, request.id, { state: outcome, lookAtMs: null, atMs: nowMs, missing, note: reason, by: session.userId });
    await noteRequest(tx, request, { ...act, state: outcome, detail: { missing: missing ?? null } });
    if (outcome === 'partial') await tellOfRequest(tx, request, 'partial', { publicUrl: context.settings.publicUrl, nowMs, by: session });
  });
}
