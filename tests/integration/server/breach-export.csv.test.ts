import sql from 'sql-template-tag';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyLog } from '../../../cli/audit/verify-log.ts';
import { appendAudit } from '../../../db/repositories/audit-repository.ts';
import { readKeptCheckpoint } from '../../../domain/access-log/kept-checkpoint.ts';
import { keyFingerprint } from '../../../domain/evidence/key-fingerprint.ts';
import { incidentBody } from '../../support/incident-body.ts';
import { cameraBody, startTestApp, type TestApp } from '../../support/test-app.ts';

const HOUR_MS = 3_600_000;
let t: TestApp;
let camera: string;
let requestId: string;
let incident: { readonly id: string; readonly referenceNumber: string };

beforeAll(async () => {
  t = await startTestApp();
  const body = cameraBody(t.world);
  camera = (await t.as('board', 'POST', '/cameras', { ...body, placement: { ...(body['placement'] as object), validFrom: '2026-01-01T00:00:00Z' } })).json().id;
  const startMs = Math.floor(t.clock.now() / 1000) * 1000 - HOUR_MS;
  const entered = incidentBody(startMs);
  incident = (await t.as('officer', 'POST', '/incidents', entered)).json();
  const wanted = {
    cameraId: camera,
    from: entered['occurredFrom'],
    to: entered['occurredTo'],
    purpose: 'Xem diễn biến va chạm',
    legalBasis: 'Điều 88 BLTTHS',
  };
  requestId = (await t.as('officer', 'POST', `/incidents/${incident.id}/footage-requests`, wanted)).json().id;
  expect((await t.as('board', 'POST', `/footage-requests/${requestId}/decision`, { decision: 'approve', reason: 'Đồng ý' })).statusCode).toBe(200);
});
afterAll(() => t.close());

const iso = (ms: number) => new Date(ms).toISOString();
const exported = async (fromMs: number, toMs: number, user: 'auditor' | 'admin' = 'auditor') =>
  t.as(user, 'GET', `/privacy/breach-export?from=${iso(fromMs)}&to=${iso(toMs)}`);
/** Lines by the names of their columns; no cell of these tests holds a separator within quotes but `detail`, which comes behind. */
const linesOf = (text: string) => {
  const [head = '', ...lines] = text.replace('\uFEFF', '').trimEnd().split('\r\n');
  const names = head.split(';');
  return lines.map((line) => Object.fromEntries(line.split(';').map((cell, nth) => [names[nth], cell])) as Record<string, string>);
};

test('tells who could have seen what in a period and who did: accounts, opened footage, and every event of the log, itself included', async () => {
  const nowMs = Date.now();
  const answer = await exported(nowMs - HOUR_MS, nowMs + HOUR_MS);
  expect([answer.statusCode, answer.headers['content-type'], answer.headers['cache-control']]).toEqual([200, 'text/csv; charset=utf-8', 'no-store']);
  const lines = linesOf(answer.body);
  const accounts = lines.filter(({ kind }) => kind === 'account');
  expect(accounts.find(({ user }) => user === 'board')).toMatchObject({
    role: 'board',
    organisation: 'Ban điều hành Bắc',
    detail: 'Tổ dân phố Bắc',
    may_or_did: expect.stringContaining('camera.picture:own'),
  });
  expect(accounts.find(({ user }) => user === 'officer')?.['may_or_did']).toContain('media.open:units');
  expect(lines.filter(({ kind }) => kind === 'access')).toEqual([
    expect.objectContaining({
      user: 'officer',
      cameras: camera,
      may_or_did: 'media.open:request',
      detail: requestId,
      organisation: 'Công an phường Một',
      incident_number: incident.referenceNumber,
    }),
  ]);
  const events = lines.filter(({ kind }) => kind === 'event');
  const { n } = await t.db.row<{ n: number }>(sql`SELECT count(*) AS n FROM audit_event`);
  expect(events.length).toBe(n);
  expect(events.map(({ may_or_did: action }) => action)).toContain('camera.create');
  const ofCase = events.filter(({ incident: id }) => id === incident.id);
  expect(ofCase.length).toBeGreaterThan(1);
  expect(new Set(ofCase.map(({ incident_number: number }) => number))).toEqual(new Set([incident.referenceNumber]));
  expect(
    (await t.db.rows(sql`SELECT actor_role AS role FROM audit_event WHERE action = 'privacy.export' AND outcome = 'allowed'`)).map(
      (row) => (row as { role: string }).role,
    ),
  ).toEqual(['auditor']);
});

test('another period has neither the events nor the footage; a closed account is there until it was closed', async () => {
  const nowMs = Date.now();
  const lines = linesOf((await exported(nowMs - 48 * HOUR_MS, nowMs - 24 * HOUR_MS, 'admin')).body);
  expect(lines.map(({ kind }) => kind)).toEqual(['log_checkpoint']);
  await t.db.run(sql`UPDATE app_user SET disabled_at = now() WHERE username = 'otherboard'`);
  const during = linesOf((await exported(nowMs - HOUR_MS, nowMs + HOUR_MS)).body);
  expect(during.find(({ kind, user }) => kind === 'account' && user === 'otherboard')?.['to']).not.toBe('');
  await t.db.run(sql`UPDATE app_user SET disabled_at = now() - interval '2 hours', created_at = now() - interval '3 hours' WHERE username = 'otherboard'`);
  expect(linesOf((await exported(nowMs - HOUR_MS, nowMs + HOUR_MS)).body).filter(({ kind, user }) => kind === 'account' && user === 'otherboard')).toEqual([]);
});

test('a revoked emergency counts until it was revoked', async () => {
  await t.db.run(
    sql`UPDATE footage_request SET state = 'denied', ended_because = 'denied', ended_at = access_from + interval '5 minutes', remind_at = NULL, look_at = NULL WHERE id = ${requestId}`,
  );
  const { accessFromMs } = await t.db.row<{ accessFromMs: number }>(sql`SELECT access_from AS "accessFromMs" FROM footage_request WHERE id = ${requestId}`);
  const access = async (fromMs: number) => linesOf((await exported(fromMs, fromMs + HOUR_MS)).body).filter(({ kind }) => kind === 'access');
  expect((await access(accessFromMs)).map(({ to }) => to)).toEqual([iso(accessFromMs + 5 * 60_000)]);
  expect(await access(accessFromMs + 6 * 60_000)).toEqual([]);
});

test('no spreadsheet runs what somebody called himself', async () => {
  await appendAudit(t.db, {
    actor: { userId: camera, username: '=HYPERLINK("http://x")', role: 'officer' },
    action: 'camera.picture',
    detail: { purpose: '@SUM(1)' },
  });
  const nowMs = Date.now();
  const { body } = await exported(nowMs - HOUR_MS, nowMs + HOUR_MS);
  expect(body).toContain(`"'=HYPERLINK(""http://x"")"`);
  expect(body).toContain(`;'@SUM(1);`);
});

test('ends with a checkpoint of the log and how to check it; the line saved as a file is what the command takes', async () => {
  const nowMs = Date.now();
  const last = async () => {
    const line = (await exported(nowMs - HOUR_MS, nowMs + HOUR_MS)).body.trimEnd().split('\r\n').at(-1)!;
    expect(line.startsWith('log_checkpoint;')).toBe(true);
    return line.slice(line.indexOf('"') + 1, line.lastIndexOf('"')).replaceAll('""', '"');
  };
  const text = await last();
  const printed = JSON.parse(text) as Record<string, string>;
  const kept = readKeptCheckpoint(text)!;
  expect(printed).toMatchObject({ origin: kept.checkpoint.origin, size: kept.checkpoint.size, howToCheck: expect.stringContaining('matpho audit verify') });
  expect(printed['rootHash']).toBe(Buffer.from(kept.checkpoint.root).toString('base64'));
  expect(printed['keyFingerprint']).toBe(keyFingerprint(kept.publicKey!));
  expect((await verifyLog(t.db, kept)).problems.lines).toEqual([]);
  // a log that was tampered with signs nothing, and the export is needed all the more
  await t.db.transaction(async (tx) => {
    await tx.run(sql`ALTER TABLE audit_leaf DISABLE TRIGGER USER`);
    await tx.run(sql`UPDATE audit_leaf SET leaf_hash = decode(repeat('00', 32), 'hex') WHERE seq = 0`);
    await tx.run(sql`ALTER TABLE audit_leaf ENABLE TRIGGER USER`);
  });
  expect(JSON.parse(await last())).toEqual({ missing: 'audit_log_damaged' });
});

test('a period without an end, reversed or too long is refused', async () => {
  const nowMs = Date.now();
  expect((await t.as('auditor', 'GET', `/privacy/breach-export?from=${iso(nowMs)}`)).statusCode).toBe(422);
  expect((await exported(nowMs, nowMs - HOUR_MS)).json().code).toBe('interval_reversed');
  expect((await exported(nowMs - 500 * 24 * HOUR_MS, nowMs)).json().code).toBe('interval_too_long');
});
