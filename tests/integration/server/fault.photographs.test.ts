import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import sharp from 'sharp';
import sql from 'sql-template-tag';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { multipartOf } from '../../support/imports/import-driver.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';
import { createFaultGround, type FaultGround } from '../../support/workers/fault-ground.ts';

let t: TestApp;
let ground: FaultGround;
let cameraId: string;
const iso = (fromNowMs: number) => new Date(t.clock.now() + fromNowMs).toISOString();

beforeAll(async () => {
  t = await startTestApp();
  ground = createFaultGround(t);
});
afterAll(() => t.close());
const get = async (path: string, user: Parameters<TestApp['as']>[0] = 'board') => (await t.as(user, 'GET', path)).json();
beforeEach(async () => {
  cameraId = await ground.addCamera();
  await ground.watch.become([cameraId], 'up');
});
const break_ = (id = cameraId, code?: string) => ground.breakCamera(id, code);

describe('photographs of a repair', () => {
  const photo = (make = 'DIEN-THOAI-CUA-TOI') =>
    sharp({ create: { width: 2000, height: 1000, channels: 3, background: '#a62' } })
      .withExif({ IFD0: { Make: make }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '11/1 47/1 22/1' } })
      .jpeg()
      .toBuffer();
  const send = (id: string, files: readonly Buffer[], fields: Readonly<Record<string, string>>, user: Parameters<TestApp['as']>[0] = 'board', key?: string) => {
    const { payload, headers } = multipartOf(files, 'nguon.jpg', fields);
    return t.as(user, 'POST', `/faults/${id}/photo-notes`, payload, key === undefined ? headers : { ...headers, 'idempotency-key': key });
  };
  /** Sends all but the end of a form by a line of its own, until the server has read that. */
  const begin = async (id: string, files: readonly Buffer[], fields: Readonly<Record<string, string>>, key: string) => {
    if (!t.app.server.listening) await t.app.listen({ host: '127.0.0.1', port: 0 });
    const { payload, headers } = multipartOf(files, 'nguon.jpg', fields);
    const path = `/faults/${id}/photo-notes`;
    const given = { ...headers, 'idempotency-key': key };
    const sender = { host: 'x', connection: 'close', authorization: `Bearer ${await t.token('board')}`, 'content-length': payload.length };
    const lines = Object.entries({ ...given, ...sender }).map(([name, value]) => `${name}: ${value}\r\n`);
    const sent = Buffer.concat([Buffer.from(`POST /api/v1${path} HTTP/1.1\r\n${lines.join('')}\r\n`), payload.subarray(0, -500)]);
    const arriving = once(t.app.server, 'request') as Promise<[IncomingMessage]>;
    const socket = connect((t.app.server.address() as AddressInfo).port, '127.0.0.1').on('error', () => undefined);
    socket.write(sent);
    const [request] = await arriving;
    await vi.waitUntil(() => request.readableFlowing === true && request.socket.bytesRead === sent.length, { timeout: 30_000 });
    return { socket, rest: payload.subarray(-500), repeat: () => t.as('board', 'POST', path, payload, given) };
  };
  const logged = (action: string) =>
    t.db.rows<{ outcome: string; code: string | null; photos: number | null }>(
      sql`SELECT outcome, detail ->> 'code' AS code, jsonb_array_length(detail -> 'photos') AS photos FROM audit_event WHERE action = ${action} AND ${cameraId}::uuid = ANY(camera_ids) ORDER BY id`,
    );

  it('are kept beside the words, small and without what the telephone wrote into them; only its board sees them, and each look is logged', async () => {
    const { id } = await break_();
    const fields = { kind: 'work_done', text: 'Thay bộ nguồn.', happenedAt: iso(-60_000) };
    const answer = await send(id, [await photo(), await photo()], fields, 'board');
    expect(answer.statusCode, answer.body).toBe(201);
    const [note] = answer.json().notes;
    expect(note).toMatchObject({ ...fields, photos: [{ widthPx: 1024, heightPx: 512 }, { widthPx: 1024 }] });
    const path = `/faults/${id}/photos/${note.photos[0].id}`;
    const seen = await t.as('board', 'GET', path);
    expect([seen.statusCode, seen.headers['content-type'], seen.headers['cache-control']]).toEqual([200, 'image/jpeg', 'no-store']);
    expect([(await sharp(seen.rawPayload).metadata()).exif, seen.rawPayload.includes('DIEN-THOAI')]).toEqual([undefined, false]);
    // a picture that a board hands on is no way past a request
    for (const [user, status] of [
      ['board2', 404],
      ['officer', 403],
      ['commander', 403],
      ['admin', 403],
      ['auditor', 403],
    ] as const)
      expect((await t.as(user, 'GET', path)).statusCode).toBe(status);
    expect((await logged('fault.photo')).map(({ outcome }) => outcome)).toEqual(['allowed', ...Array(5).fill('refused')]);
    expect(await logged('fault.note')).toEqual([{ outcome: 'allowed', code: null, photos: 2 }]);
  });

  it('come once, however often the phone sends them', async () => {
    const { id } = await break_();
    const file = await photo();
    const tries = [await send(id, [file], { text: 'Dây đứt.' }, 'board', 'key-1'), await send(id, [file], { text: 'Dây đứt.' }, 'board', 'key-1')];
    expect(tries.map(({ statusCode }) => statusCode)).toEqual([201, 201]);
    expect(tries[1]!.headers['idempotency-replayed']).toBe('true');
    expect((await get(`/faults/${id}`)).notes).toHaveLength(1);
  });

  it('never get the answer to another form, whose key they come under', async () => {
    const { id } = await break_();
    const [one, two] = [await photo('MOT'), await photo('HAI')];
    const first = await send(id, [one], { text: 'Dây đứt.' }, 'board', 'key-2');
    const codeOf = async (files: readonly Buffer[], text: string) => (await send(id, files, { text }, 'board', 'key-2')).json().code;
    expect(await codeOf([two], 'Dây đứt.')).toBe('idempotency_key_reused');
    expect(await codeOf([one, two], 'Dây đứt.')).toBe('idempotency_key_reused');
    expect(await codeOf([one], 'Dây đã nối.')).toBe('idempotency_key_reused');
    const again = await send(id, [one], { text: 'Dây đứt.' }, 'board', 'key-2');
    expect([again.headers['idempotency-replayed'], again.json()]).toEqual(['true', first.json()]);
    expect((await get(`/faults/${id}`)).notes).toHaveLength(1);
    expect(await logged('fault.note')).toHaveLength(1);
  });

  it('of which the line breaks in the middle leave nothing, free their place, and come once when they are sent again', async () => {
    const { id } = await break_();
    const file = await photo();
    const half = () => begin(id, [file], { text: 'Đứt giữa chừng.' }, 'key-3');
    const [{ repeat, socket }, other] = [await half(), await half()];
    const more = async () => (await send(id, [file], { text: ' ' })).json().code;
    expect(await more()).toBe('too_many_photos');
    for (const line of [socket, other.socket]) line.destroy();
    await vi.waitUntil(async () => (await more()) === 'validation_failed', { timeout: 30_000 });
    expect((await get(`/faults/${id}`)).notes).toEqual([]);
    const answers = [await repeat(), await repeat()];
    expect(answers.map(({ statusCode, headers: got }) => [statusCode, got['idempotency-replayed']])).toEqual([
      [201, undefined],
      [201, 'true'],
    ]);
    expect((await get(`/faults/${id}`)).notes).toMatchObject([{ text: 'Đứt giữa chừng.', photos: [{ widthPx: 1024 }] }]);
    // nobody refused what didn't arrive
    expect(new Set((await logged('fault.note')).map(({ code }) => code))).toEqual(new Set(['validation_failed', null]));
  });

  it('that come slowly are carried out once, though their repetition is there before them', async () => {
    const { id } = await break_();
    const slow = await begin(id, [await photo()], { text: 'Đường truyền yếu.' }, 'key-4');
    t.clock.advance(5 * 60_000);
    expect((await slow.repeat()).headers['idempotency-replayed']).toBeUndefined();
    slow.socket.write(slow.rest);
    const answer = await text(slow.socket);
    expect(answer).toMatch(/^HTTP\/1\.1 201 /);
    expect(answer).toMatch(/^idempotency-replayed: true/m);
    expect((await get(`/faults/${id}`)).notes).toHaveLength(1);
  });

  it('are removed by their board; the words stay and say by whom and when', async () => {
    const { id } = await break_();
    const { notes } = (await send(id, [await photo(), await photo()], { text: 'Chụp nhầm người.' })).json();
    const [first, second] = notes[0].photos;
    const path = `/faults/${id}/photos/${first.id}`;
    for (const [user, status] of [
      ['officer', 403],
      ['commander', 403],
      ['auditor', 403],
      ['admin', 403],
      ['board2', 404],
    ] as const)
      expect((await t.as(user, 'DELETE', path)).statusCode).toBe(status);
    const other = await break_(await ground.addCamera());
    expect((await t.as('board', 'DELETE', `/faults/${other.id}/photos/${first.id}`)).statusCode).toBe(404);
    t.clock.advance(60_000);
    expect((await t.as('board', 'DELETE', path)).statusCode).toBe(204);
    expect([(await t.as('board', 'DELETE', path)).statusCode, (await t.as('board', 'GET', path)).statusCode]).toEqual([404, 404]);
    const gone = { removedAt: iso(0), removedBy: { username: 'board' } };
    expect((await get(`/faults/${id}`, 'officer')).notes).toMatchObject([{ text: 'Chụp nhầm người.', photos: [{ id: second.id }], removedPhotos: [gone] }]);
    expect((await t.as('board', 'DELETE', `/faults/${id}/photos/${second.id}`)).statusCode).toBe(204);
    expect((await get(`/faults/${id}`)).notes).toMatchObject([{ photos: [], removedPhotos: [gone, { removedBy: { username: 'board' } }] }]);
    expect(await t.db.rows(sql`SELECT jpeg FROM camera_fault_photo WHERE id IN (${first.id}, ${second.id})`)).toEqual([{ jpeg: null }, { jpeg: null }]);
    expect((await logged('fault.photo_remove')).map(({ outcome }) => outcome)).toEqual(['allowed', 'allowed']);
  });

  it('go with 100 notes of a fault at most; further ones are words alone', async () => {
    const { id } = await break_();
    const { notes } = (await send(id, [await photo()], { text: 'Ghi 1' })).json();
    await t.db.run(sql`WITH added AS (INSERT INTO camera_fault_note (id, fault_id, kind, text, happened_at, author_id, recorded_at)
        SELECT gen_random_uuid(), fault_id, kind, text, happened_at, author_id, recorded_at FROM camera_fault_note, generate_series(2, 100) WHERE id = ${notes[0].id} RETURNING id)
      INSERT INTO camera_fault_photo (id, note_id, jpeg, sha256, width_px, height_px)
        SELECT gen_random_uuid(), a.id, p.jpeg, p.sha256, 1, 1 FROM added a, camera_fault_photo p WHERE p.note_id = ${notes[0].id}`);
    const tooMany = await send(id, [await photo()], { text: 'Ghi 101' });
    expect([tooMany.statusCode, tooMany.json().code]).toEqual([409, 'too_many_photo_notes']);
    expect((await t.as('board', 'POST', `/faults/${id}/notes`, { text: 'Ghi 101' })).statusCode).toBe(201);
    expect((await t.as('board', 'DELETE', `/faults/${id}/photos/${notes[0].photos[0].id}`)).statusCode).toBe(204);
    expect((await send(id, [await photo()], { text: 'Ghi 102' })).statusCode).toBe(201);
  });

  it('are refused, and the refusal logged, when they are none, too many, or their words name somebody', async () => {
    const { id } = await break_();
    const codeOf = async (files: readonly Buffer[], text: string, user: 'board' | 'officer' | 'board2' = 'board') =>
      (await send(id, files, { text }, user)).json().code;
    const one = await photo();
    expect(await codeOf([Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')], 'x')).toBe('not_a_photo');
    expect(await codeOf([one, one, one, one], 'x')).toBe('file_missing');
    expect(await codeOf([Buffer.alloc(15 * 1024 * 1024 + 1), one], 'x')).toBe('body_too_large');
    expect(await codeOf([one], 'Gọi thợ 0912 345 678')).toBe('personal_data_in_text');
    expect(await codeOf([one], ' ')).toBe('validation_failed');
    expect((await t.as('board', 'POST', `/faults/${id}/photo-notes`, { text: 'x' })).json().code).toBe('file_missing');
    expect([await codeOf([one], 'x', 'officer'), await codeOf([one], 'x', 'board2')]).toEqual(['role_not_permitted', 'not_found']);
    expect((await get(`/faults/${id}`)).notes).toEqual([]);
    expect((await logged('fault.note')).map(({ code }) => code)).toEqual([
      'not_a_photo',
      'file_missing',
      'personal_data_in_text',
      'validation_failed',
      'file_missing',
    ]);
  });
});
