import sql from 'sql-template-tag';
import type { z } from 'zod';
import type { footageRequestOut } from '../../../domain/wire/footage-request-wire.ts';
import { createLogger } from '../../../platform/logger.ts';
import { newId } from '../../../platform/new-id.ts';
import { createKeepHoldsJob } from '../../../workers/jobs/keep-holds-job.ts';
import { createKeepRequestsJob } from '../../../workers/jobs/keep-requests-job.ts';
import { incidentBody } from '../incident-body.ts';
import { cameraBody, startTestApp, type TestApp, type TestUser } from '../test-app.ts';
import { runningJob } from '../workers/contact-parts.ts';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
export const PURPOSE = { purpose: 'Xác minh diễn biến vụ việc', legalBasis: 'Bộ luật Tố tụng hình sự 2015, Điều 88' };

export const iso = (ms: number): string => new Date(ms).toISOString();

/** A request as the API shows it. */
type ShownRequest = z.output<typeof footageRequestOut>;

/** The test town with one camera in the market that has an address of its board, and the acts of the people around a request. */
export interface RequestDesk {
  readonly t: TestApp;
  readonly cameraId: string;
  /** When the incidents of the test that runs began: half an hour ago, a full second. */
  readonly startMs: () => number;
  /** Three hours later, so that what one test entered does not lie near what the next one does; nothing is asked for and nobody was told. */
  freshStart(): Promise<void>;
  /** Time passes, and whoever is signed in stays so. */
  pass(ms: number): Promise<void>;
  enter(changes?: Record<string, unknown>): Promise<string>;
  change(incidentId: string, changes: Record<string, unknown>): Promise<void>;
  ask(incidentId: string, changes?: Record<string, unknown>, user?: TestUser, headers?: Record<string, string>): ReturnType<TestApp['as']>;
  /** A request that was accepted, of an incident of its own. */
  asked(changes?: Record<string, unknown>, incident?: Record<string, unknown>): Promise<ShownRequest>;
  decide(id: string, decision: 'approve' | 'deny', user?: TestUser, path?: string): ReturnType<TestApp['as']>;
  get(id: string, user?: TestUser): Promise<ShownRequest>;
  /** How much waits for a user. */
  waiting(user: TestUser): Promise<number>;
  keepRequests(): Promise<void>;
  keepHolds(): Promise<void>;
  holdsOf(requestId: string): Promise<{ expiresAtMs: number; pending: boolean; live: boolean }[]>;
  logOf(requestId: string, outcome?: string): Promise<{ action: string; actor: string | null; code: string | null }[]>;
  /** Subjects of what the board was told. */
  told(): Promise<string[]>;
  register(changes?: Record<string, unknown>): Promise<string>;
}

async function registerCamera(t: TestApp, changes: Record<string, unknown> = {}): Promise<string> {
  const base = cameraBody(t.world, { recording: { mode: 'continuous', retentionHours: 72 }, ...changes });
  const placement = { ...(base['placement'] as object), validFrom: '2026-01-01T00:00:00Z' };
  const { id } = (await t.as('admin', 'POST', '/cameras', { ...base, placement })).json();
  await t.db.run(sql`UPDATE camera SET created_at = '2026-01-01' WHERE id = ${id}`);
  return id;
}

async function openDesk(t: TestApp): Promise<string> {
  const cameraId = await registerCamera(t);
  const [trueTime, deviceTime] = [iso(t.clock.now()), iso(t.clock.now() + 61_000)];
  await t.as('board', 'POST', `/cameras/${cameraId}/clock-readings`, { trueTime, deviceTime, method: 'manual', uncertaintyMs: 900 });
  const { id } = (await t.as('board', 'POST', '/alert-subscriptions', { channel: 'email', address: 'board@example.com', quietHours: null })).json();
  await t.db.run(sql`UPDATE alert_subscription SET confirmed_at = now() WHERE id = ${id}`);
  return cameraId;
}

/** Footage as a recorder would have stored it; nothing of it is read. */
export async function storeFootage({ t, cameraId }: RequestDesk, fromMs: number, toMs: number): Promise<void> {
  await t.db
    .run(sql`INSERT INTO footage_segment (id, camera_id, true_during, uncertainty_ms, device_time_source, source, codec, sha256, blob_key, byte_length, expires_at)
    VALUES (${newId(fromMs)}, ${cameraId}, tstzrange(${new Date(fromMs)}, ${new Date(toMs)}), 0, 'none', 'recorded', 'h264', ${Buffer.alloc(32)}, ${`test/${fromMs}`}, 1, now() + interval '30 days')`);
}

/** Starts one for a test file, which closes `t`. */
export async function startRequestDesk(): Promise<RequestDesk> {
  const t = await startTestApp();
  const cameraId = await openDesk(t);
  let startMs = 0;
  const parts = { database: t.db, clock: t.clock, logger: createLogger('silent') };
  const desk: RequestDesk = {
    t,
    cameraId,
    startMs: () => startMs,
    async freshStart() {
      await desk.pass(3 * HOUR_MS);
      startMs = Math.floor(t.clock.now() / 1000) * 1000 - 30 * MINUTE_MS;
      await t.db.run(sql`DELETE FROM message WHERE kind = 'request'`);
      await t.db.run(sql`UPDATE footage_request SET justified_at = now(), justification = 'của lần thử trước' WHERE emergency AND justified_at IS NULL`);
      await t.db.run(
        sql`UPDATE footage_request SET state = 'cancelled', ended_because = 'limits', ended_at = now(), look_at = NULL, remind_at = NULL WHERE ended_at IS NULL`,
      );
    },
    async pass(ms) {
      t.clock.advance(ms);
      await t.db.run(sql`UPDATE session SET last_seen_at = ${new Date(t.clock.now())}, expires_at = ${new Date(t.clock.now() + 8 * HOUR_MS)}`);
    },
    enter: async (changes = {}) => (await t.as('officer', 'POST', '/incidents', incidentBody(startMs, { category: 'brawl', ...changes }))).json().id,
    async change(incidentId, changes) {
      const answer = await t.as('officer', 'PATCH', `/incidents/${incidentId}`, changes);
      if (answer.statusCode !== 200) throw new Error(answer.body);
    },
    ask: (incidentId, changes = {}, user = 'officer', headers = {}) =>
      t.as(
        user,
        'POST',
        `/incidents/${incidentId}/footage-requests`,
        { cameraId, from: iso(startMs), to: iso(startMs + 5 * MINUTE_MS), ...PURPOSE, ...changes },
        headers,
      ),
    async asked(changes = {}, incident = {}) {
      const answer = await desk.ask(await desk.enter(incident), changes);
      if (answer.statusCode !== 201) throw new Error(answer.body);
      return answer.json();
    },
    decide: (id, decision, user = 'board', path = 'decision') => t.as(user, 'POST', `/footage-requests/${id}/${path}`, { decision, reason: 'Đúng mục đích' }),
    get: async (id, user = 'officer') => (await t.as(user, 'GET', `/footage-requests/${id}`)).json(),
    waiting: async (user) => (await t.as(user, 'GET', '/footage-requests/waiting')).json().count,
    keepRequests: () => createKeepRequestsJob({ ...parts, publicUrl: undefined })(runningJob({})),
    keepHolds: () => createKeepHoldsJob(parts)(runningJob({})),
    holdsOf: (requestId) =>
      t.db.rows(sql`SELECT expires_at AS "expiresAtMs", pending, released_at IS NULL AS live FROM hold WHERE request_id = ${requestId} ORDER BY id`),
    logOf: (requestId, outcome = 'allowed') =>
      t.db.rows(sql`SELECT action, actor_username AS actor, detail->>'code' AS code FROM audit_event
        WHERE detail->>'requestId' = ${requestId} AND outcome = ${outcome} AND action <> 'request.read' ORDER BY id`),
    async told() {
      const rows = await t.db.rows<{ subject: string }>(sql`SELECT subject FROM message WHERE kind = 'request' ORDER BY id`);
      return rows.map(({ subject }) => subject.replace('[Mắt Phố] ', ''));
    },
    register: (changes) => registerCamera(t, changes),
  };
  return desk;
}
