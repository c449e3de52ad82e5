import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { clockReadingWire } from '../../../domain/wire/clock-wire.ts';
import { confirmationWire } from '../../../domain/wire/confirmation-wire.ts';
import { absenceWire, faultNoteWire, faultPatchWire } from '../../../domain/wire/fault-wire.ts';
import { footageDecisionWire, footageFulfilmentWire, footageRequestReasonWire } from '../../../domain/wire/footage-request-wire.ts';
import type { FootageRequest } from '../../../web/api/api-types.ts';
import { decisionCall, fulfilmentCall, revocationCall } from '../../../web/api/request-api.ts';
import { readStored, sendStored } from '../../../web/api/stored-call.ts';
import { waitingConfirmation } from '../../../web/cameras/waiting-confirmation.ts';
import { waitingSignPhoto } from '../../../web/cameras/waiting-sign-photo.ts';
import { waitingReading } from '../../../web/clocks/waiting-reading.ts';
import { waitingAbsence } from '../../../web/faults/waiting-absence.ts';
import { waitingNote, waitingResponsible } from '../../../web/faults/waiting-fault-act.ts';
import { createActionQueue, type ActionDesk, type ActionQueue } from '../../../web/offline/action-queue.ts';
import { WAITING_KINDS, type ActionInput, type WaitingAction, type WaitingKind } from '../../../web/offline/waiting-action.ts';
import { waitingRequestAct } from '../../../web/requests/waiting-request-act.ts';
import { memoryTables } from '../../support/web/memory-tables.ts';

const KEY = '0197f0c4-0000-7000-8000-000000000001';
const PHOTO = new Blob([new Uint8Array([0xff, 0xd8, 0xff])], { type: 'image/jpeg' });
const FAULT = { id: 'f1', cameraName: 'Ngã ba', responsible: 'Anh Tư' };
const NOTE = { kind: 'work_done', text: 'Đã thay bộ nguồn.', happenedAt: '2026-11-27T10:00:00.000Z' } as const;
const CAMERA = { id: 'c1', name: 'Ngã ba' };
const WORD = { stillThere: true, stillFilms: true, handIn: { holder: 'household' }, seenAt: '2026-11-27T09:00:00Z' } as const;
const ABSENCE = { from: '2026-11-28T00:00:00Z', to: '2026-11-30T00:00:00Z', reason: 'maintenance', note: '' } as const;
const READING = { deviceTime: '2026-11-27T16:03:00', trueTime: '2026-11-27T09:00:00Z', method: 'photo', uncertaintyMs: 1000, clockWasSet: false } as const;
const READ = {
  state: 'submitted',
  from: '2026-11-27T01:00:00Z',
  to: '2026-11-27T01:10:00Z',
  purpose: 'Xác minh',
  legalBasis: 'Điều 88',
  incident: { id: 'i1', referenceNumber: 'VV-1', category: 'theft' },
  emergency: null,
};
const REQUEST = { ...READ, id: 'r1', cameraName: 'Ngã ba' } as unknown as FootageRequest;
const { state } = READ;

/** What of a request is sent when: an act that may not wait has none. */
function actOn(act: Parameters<typeof waitingRequestAct>[1], call: Parameters<typeof waitingRequestAct>[2]): ActionInput {
  return waitingRequestAct(REQUEST, act, call, KEY)!;
}

interface Expected {
  readonly action: ActionInput;
  readonly method: string;
  readonly path: string;
  /** What the route reads the body, or the fields of the form, by. */
  readonly wire: z.ZodType;
  readonly body: unknown;
  readonly fileCount?: number;
  /** Where what it rests on is read, and as what it was entered; of what rests on nothing no record is read. */
  readonly ground?: { readonly path: string; readonly fields: Readonly<Record<string, unknown>> };
}

const EXPECTED: Readonly<Record<WaitingKind, readonly Expected[]>> = {
  fault_note: [
    { action: waitingNote(FAULT, NOTE, [], KEY), method: 'POST', path: '/faults/f1/notes', wire: faultNoteWire, body: NOTE },
    {
      action: waitingNote(FAULT, NOTE, [PHOTO, PHOTO], KEY),
      method: 'POST',
      path: '/faults/f1/photo-notes',
      wire: faultNoteWire,
      body: NOTE,
      fileCount: 2,
    },
  ],
  sign_photo: [
    { action: waitingSignPhoto(CAMERA, PHOTO, KEY), method: 'POST', path: '/cameras/c1/sign-photo', wire: z.strictObject({}), body: {}, fileCount: 1 },
  ],
  fault_responsible: ['Chị Hoa', null].map((responsible) => ({
    action: waitingResponsible(FAULT, responsible, KEY),
    method: 'PATCH',
    path: '/faults/f1',
    wire: faultPatchWire,
    body: { responsible },
    ground: { path: '/faults/f1', fields: { responsible: 'Anh Tư' } },
  })),
  request_approve: [
    {
      action: actOn('approve', decisionCall('r1', 'board', 'approve', 'Đúng vụ việc.')),
      method: 'POST',
      path: '/footage-requests/r1/decision',
      wire: footageDecisionWire,
      body: { decision: 'approve', reason: 'Đúng vụ việc.' },
      ground: { path: '/footage-requests/r1', fields: READ },
    },
  ],
  request_deny: [
    {
      action: actOn('deny', decisionCall('r1', 'board', 'deny', 'Camera hỏng lúc đó.')),
      method: 'POST',
      path: '/footage-requests/r1/decision',
      wire: footageDecisionWire,
      body: { decision: 'deny', reason: 'Camera hỏng lúc đó.' },
      ground: { path: '/footage-requests/r1', fields: READ },
    },
  ],
  request_fulfil: [
    {
      action: actOn('fulfil', fulfilmentCall('r1', { outcome: 'partial', reason: 'Mất điện 5 phút.', missing: 'not_recorded' })),
      method: 'POST',
      path: '/footage-requests/r1/fulfilment',
      wire: footageFulfilmentWire,
      body: { outcome: 'partial', reason: 'Mất điện 5 phút.', missing: 'not_recorded' },
      ground: { path: '/footage-requests/r1', fields: { state } },
    },
  ],
  request_revoke: [
    {
      action: actOn('revoke', revocationCall('r1', 'Xem sai mục đích.')),
      method: 'POST',
      path: '/footage-requests/r1/revocation',
      wire: footageRequestReasonWire,
      body: { reason: 'Xem sai mục đích.' },
    },
  ],
  camera_confirm: [{ action: waitingConfirmation(CAMERA, WORD, KEY), method: 'POST', path: '/cameras/c1/confirmations', wire: confirmationWire, body: WORD }],
  camera_absence: [
    {
      action: waitingAbsence(CAMERA, ABSENCE, [], KEY),
      method: 'POST',
      path: '/cameras/c1/absences',
      wire: absenceWire,
      body: ABSENCE,
      ground: { path: '/cameras/c1/absences?limit=20', fields: { items: [] } },
    },
  ],
  clock_reading: (['camera', 'recorder'] as const).map((kind) => ({
    action: waitingReading({ kind, ...CAMERA }, READING, KEY),
    method: 'POST',
    path: `/${kind}s/c1/clock-readings`,
    wire: clockReadingWire,
    body: READING,
  })),
};
const CASES = WAITING_KINDS.flatMap((kind) => EXPECTED[kind].map((expected, index) => [`${kind} ${index + 1}`, kind, expected] as const));

let tables: ReturnType<typeof memoryTables>;
let queue: ActionQueue;
/** What the record that it rests on says by now. */
let record: unknown;
const seen: { method: string; path: string; headers: Headers; body: unknown }[] = [];

beforeEach(async () => {
  seen.length = 0;
  vi.stubGlobal('fetch', async (path: string, { method = 'GET', headers, body }: RequestInit) => {
    seen.push({ method, path: path.replace('/api/v1', ''), headers: new Headers(headers), body });
    return Response.json(method === 'GET' ? record : {});
  });
  tables = memoryTables();
  const desk: ActionDesk = {
    whoIsThere: async () => 'an',
    read: (path, userId) => readStored(path, { forUserId: userId }),
    carryOut: (call, key, userId) => sendStored(call, { idempotencyKey: key, forUserId: userId }),
  };
  queue = createActionQueue({ tables, desk, now: () => Date.parse('2026-11-27T10:00:00Z'), alone: (work) => work(), onSent: () => undefined });
  await queue.showFor('an');
});
afterEach(() => vi.unstubAllGlobals());

const fieldsOf = (body: unknown): unknown =>
  body instanceof FormData ? Object.fromEntries([...body].filter(([, value]) => typeof value === 'string')) : JSON.parse(String(body));

describe('what waits for a connection', () => {
  it.each(CASES)('%s is stored whole, and is sent as its route reads it', async (_, kind, { action, method, path, wire, body, fileCount = 0, ground }) => {
    expect(await queue.add('an', action, false, await queue.stamp())).toBe(true);
    const [stored] = tables.rows('actions') as readonly WaitingAction[];
    expect(stored).toMatchObject({ id: KEY, kind, about: 'Ngã ba', userId: 'an', state: 'waiting', call: { method, path, body } });
    expect(stored?.call.files?.length ?? 0).toBe(fileCount);
    expect(stored?.ground).toEqual(ground);

    record = { ...ground?.fields, another: 'field' };
    await queue.send();
    expect(queue.list().map(({ state }) => state)).toEqual(['sent']);
    expect(seen.map((call) => `${call.method} ${call.path}`)).toEqual([...(ground === undefined ? [] : [`GET ${ground.path}`]), `${method} ${path}`]);
    const sent = seen.at(-1)!;
    expect([sent.headers.get('idempotency-key'), sent.headers.get('x-matpho-user'), sent.headers.get('x-matpho-csrf')]).toEqual([KEY, 'an', '1']);
    expect(wire.safeParse(fieldsOf(sent.body))).toEqual({ success: true, data: body });
    const files = sent.body instanceof FormData ? sent.body.getAll('file') : [];
    expect(files.map((file) => (file as File).type)).toEqual(Array.from({ length: fileCount }, () => 'image/jpeg'));
  });

  it.each(CASES.filter(([, , { ground }]) => ground !== undefined))(
    '%s is not sent once what it rests on says something else',
    async (_, __, { action, ground }) => {
      for (const name of Object.keys(ground!.fields)) {
        seen.length = 0;
        await queue.add('an', action, false, await queue.stamp());
        record = { ...ground!.fields, [name]: 'otherwise' };
        await queue.send();
        expect(queue.list().map(({ problem }) => problem?.code)).toEqual(['ground_changed']);
        expect(seen.map(({ method }) => method)).toEqual(['GET']);
        await queue.remove(KEY);
      }
    },
  );

  it.each(['secondApprove', 'secondDeny', 'justify', 'withdraw'] as const)('what is not safe to do later, %s, has no form that waits', (act) => {
    expect(waitingRequestAct(REQUEST, act, revocationCall('r1', 'x'), KEY)).toBeNull();
  });
});
