import type { z } from 'zod';
import { AppError } from '../../domain/app-error.ts';
import { checkSummary } from '../../domain/personal-data-check.ts';
import type { Scope } from '../../domain/permission-rule.ts';
import type { alarmPointCreateWire, alarmPointPatchWire } from '../../domain/wire/alarm-wire.ts';
import type { Queryable } from '../../db/database.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import * as points from '../../db/repositories/alarm-point-repository.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { findOrganisation } from '../../db/repositories/organisation-repository.ts';
import { newId } from '../../platform/new-id.ts';
import { checkUnit } from '../cameras/camera-registration.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import type { ServerContext } from '../server-context.ts';
import { newSessionToken, sessionTokenHash } from '../session-token.ts';

const LONGEST_TEST_MS = 24 * 3_600_000;

/** A bell's name stands in the summary of its incidents, and must pass as one: else nobody could change such an incident. */
export function incidentSummaryOf(pointName: string): string {
  return `Chuông cảnh báo: ${pointName}`;
}

async function checkOwner(db: Queryable, ownerId: string): Promise<void> {
  if ((await findOrganisation(db, ownerId)) !== undefined) return;
  throw new AppError('invalid', 'unknown_organisation', 'There is no organisation with this ownerId. Take one from GET /organisations.');
}

/** Stores a bell; its token is returned here and nowhere else. */
export async function createAlarmPoint(
  context: ServerContext,
  session: LiveSession,
  scope: Scope,
  input: z.output<typeof alarmPointCreateWire>,
): Promise<{ id: string; token: string }> {
  checkSummary(incidentSummaryOf(input.name), 'name');
  const [nowMs, token] = [context.clock.now(), newSessionToken()];
  const id = newId(nowMs);
  const { position, ownerId = session.organisationId, ...rest } = input;
  await context.db.transaction(async (tx) => {
    await checkUnit(tx, input.unitId, session, scope);
    await checkOwner(tx, ownerId);
    await points.insertAlarmPoint(tx, { id, ...rest, ownerId, position: position.coordinates, tokenSha256: sessionTokenHash(token), atMs: nowMs });
    await appendAudit(tx, {
      actor: actorOf(session),
      action: 'alarm_point.create',
      detail: { alarmPointId: id, category: input.category, unitId: input.unitId },
    });
  });
  return { id, token };
}

function readTestUntil(testUntil: string | null | undefined, nowMs: number): number | null | undefined {
  if (testUntil === undefined || testUntil === null) return testUntil;
  const ms = Date.parse(testUntil);
  if (ms > nowMs && ms <= nowMs + LONGEST_TEST_MS) return ms;
  throw new AppError('invalid', 'test_too_long', 'testUntil lies in the future, 24 hours ahead at most: until then the bell calls nobody.');
}

/** Changes a bell. Errors: `unknown_unit`, `unit_out_of_reach`, `unknown_organisation`, `test_too_long`, `personal_data_in_text`. */
export async function changeAlarmPoint(
  context: ServerContext,
  session: LiveSession,
  scope: Scope,
  id: string,
  patch: z.output<typeof alarmPointPatchWire>,
): Promise<void> {
  const { position, testUntil, ...rest } = patch;
  const nowMs = context.clock.now();
  if (rest.name !== undefined) checkSummary(incidentSummaryOf(rest.name), 'name');
  const testUntilMs = readTestUntil(testUntil, nowMs);
  await context.db.transaction(async (tx) => {
    if (rest.unitId !== undefined) await checkUnit(tx, rest.unitId, session, scope);
    if (rest.ownerId !== undefined) await checkOwner(tx, rest.ownerId);
    const change = { ...rest, testUntilMs, nowMs, ...(position === undefined ? {} : { position: position.coordinates }) };
    await points.updateAlarmPoint(tx, id, change as points.AlarmPointChange);
    await appendAudit(tx, { actor: actorOf(session), action: 'alarm_point.update', detail: { alarmPointId: id, fields: Object.keys(patch) } });
  });
}

/** Gives a bell another token; the old one is good for nothing from now on. */
export async function rotateAlarmToken(context: ServerContext, session: LiveSession, id: string): Promise<string> {
  const token = newSessionToken();
  await context.db.transaction(async (tx) => {
    await points.replaceAlarmToken(tx, id, sessionTokenHash(token), context.clock.now());
    await appendAudit(tx, { actor: actorOf(session), action: 'alarm_point.token', detail: { alarmPointId: id } });
  });
  return token;
}

/** Takes a bell down for good. */
export async function removeAlarmPoint(context: ServerContext, session: LiveSession, id: string): Promise<void> {
  await context.db.transaction(async (tx) => {
    await points.retireAlarmPoint(tx, id, context.clock.now());
    await appendAudit(tx, { actor: actorOf(session), action: 'alarm_point.retire', detail: { alarmPointId: id } });
  });
}
