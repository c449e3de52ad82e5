import { beforeEach, describe, expect, it } from 'vitest';
import { ApiProblem } from '../../../web/api/api-problem.ts';
import { bodyOfCall } from '../../../web/api/stored-call.ts';
import { createActionQueue, type ActionDesk, type ActionQueue } from '../../../web/offline/action-queue.ts';
import type { ActionInput, WaitingAction } from '../../../web/offline/waiting-action.ts';
import { memoryTables } from '../../support/web/memory-tables.ts';

const HOUR_MS = 3_600_000;
const NO_ANSWER = new ApiProblem('server_unreachable', { status: 0, detail: '' });

let nowMs: number;
let sent: string[];
let signedIn: string | null;
let answers: (() => unknown)[];
let record: Record<string, unknown>;
let reads: string[];
let whileReading: () => Promise<void>;
let tables: ReturnType<typeof memoryTables>;
let queue: ActionQueue;

const desk: ActionDesk = {
  whoIsThere: async () => {
    if (signedIn === 'nobody can be asked') throw NO_ANSWER;
    return signedIn;
  },
  read: async (path, userId) => {
    await whileReading();
    reads.push(`${path} for ${userId}`);
    return record;
  },
  carryOut: async ({ path }, key, userId) => {
    sent.push(`${key} ${path} for ${userId}`);
    return answers.shift()?.();
  },
};
const alone = (work: () => Promise<void>) => work();
const makeQueue = () => createActionQueue({ tables, desk, now: () => nowMs, alone, onSent: () => undefined });

function note(key: string, extra: Partial<ActionInput> = {}): ActionInput {
  return { kind: 'fault_note', about: 'Ngã ba', recordId: 'f1', call: { method: 'POST', path: `/faults/${key}/notes`, body: { text: key } }, key, ...extra };
}
const refuse = (code: string, status: number) => () => {
  throw new ApiProblem(code, { status, detail: 'said so' });
};
const states = () => queue.list().map(({ id, state, problem }) => `${id} ${state}${problem === null ? '' : ` ${problem.code}`}`);

beforeEach(async () => {
  nowMs = Date.parse('2026-11-27T10:00:00Z');
  sent = [];
  signedIn = 'nobody can be asked';
  answers = [];
  record = {};
  reads = [];
  whileReading = async () => undefined;
  tables = memoryTables();
  queue = makeQueue();
  await queue.showFor('an');
});

async function enter(...actions: ActionInput[]): Promise<void> {
  for (const action of actions) {
    await queue.add('an', action, false, await queue.stamp());
    nowMs += 1000;
  }
}

describe('what was entered without connection', () => {
  it('waits, survives the end of the page, and is sent in order, each once with its key', async () => {
    await enter(note('k1'), note('k2'));
    await queue.send();
    expect(sent).toEqual([]);
    expect(states()).toEqual(['k1 waiting', 'k2 waiting']);
    queue = makeQueue();
    await queue.showFor('an');
    signedIn = 'an';
    await queue.send();
    await queue.send();
    expect(sent).toEqual(['k1 /faults/k1/notes for an', 'k2 /faults/k2/notes for an']);
    expect(states()).toEqual(['k1 sent', 'k2 sent']);
  });

  it.each([
    [
      'no answer',
      () => {
        throw NO_ANSWER;
      },
    ],
    ['a service in trouble', refuse('internal', 500)],
    ['too much at once', refuse('rate_limited', 429)],
    ['the same request still under way', refuse('request_in_progress', 409)],
    ['a session that is over', refuse('sign_in_required', 401)],
    ['somebody else signed in just then', refuse('other_user', 403)],
  ])('goes on waiting after %s, and so does what comes behind', async (_name, answer) => {
    await enter(note('k1'), note('k2'));
    signedIn = 'an';
    answers = [answer];
    await queue.send();
    expect(states()).toEqual(['k1 waiting', 'k2 waiting']);
    expect(sent).toHaveLength(1);
    await queue.send();
    expect(states()).toEqual(['k1 sent', 'k2 sent']);
    expect(sent.filter((line) => line.startsWith('k1'))).toHaveLength(2);
  });

  it('goes as a form when photographs come with it, which are not kept once they were sent', async () => {
    const photo = new Blob(['ảnh'], { type: 'image/jpeg' });
    const call = { method: 'POST', path: '/faults/k1/photo-notes', body: { kind: 'work_done', text: 'Thay nguồn' }, files: [photo, photo] } as const;
    await enter(note('k1', { call }));
    expect(queue.list()[0]?.call.files).toHaveLength(2);
    const form = bodyOfCall(queue.list()[0]!.call) as FormData;
    expect([...form.keys()]).toEqual(['kind', 'text', 'file', 'file']);
    expect([form.get('text'), (form.get('file') as File).type]).toEqual(['Thay nguồn', 'image/jpeg']);
    expect(bodyOfCall(note('k2').call)).toEqual({ text: 'k2' });
    signedIn = 'an';
    await queue.send();
    expect(queue.list()[0]).toMatchObject({ state: 'sent', call: { body: null } });
    expect(queue.list()[0]?.call.files).toBeUndefined();
  });

  it('is told when it was refused, with the reason, and what comes behind is sent', async () => {
    await enter(note('k1'), note('k2'));
    signedIn = 'an';
    answers = [refuse('request_over', 409)];
    await queue.send();
    expect(states()).toEqual(['k1 refused request_over', 'k2 sent']);
    await queue.remove('k1');
    expect(states()).toEqual(['k2 sent']);
  });

  it('can be taken back before it is sent', async () => {
    await enter(note('k1'), note('k2'));
    await queue.remove('k1');
    signedIn = 'an';
    await queue.send();
    expect(sent).toEqual(['k2 /faults/k2/notes for an']);
  });

  it('is neither shown to nor sent by anybody else, and comes back with its user', async () => {
    await enter(note('k1'));
    await queue.showFor('binh');
    signedIn = 'binh';
    await queue.send();
    expect(states()).toEqual([]);
    expect(sent).toEqual([]);
    await queue.showFor('an');
    // another tab signed in as Bình: the page shows An, the service says Bình
    await queue.send();
    expect(sent).toEqual([]);
    signedIn = 'an';
    await queue.send();
    expect(states()).toEqual(['k1 sent']);
  });

  it('is thrown away for one user only', async () => {
    await enter(note('k1'));
    await queue.add('binh', note('k2'), false, await queue.stamp());
    await queue.discard('an');
    expect(tables.rows('actions').map(({ id }) => id)).toEqual(['k2']);
  });

  it('is not stored when its user left while it was tried, in whichever page of ours', async () => {
    const since = await queue.stamp();
    await makeQueue().discard('an');
    expect(await queue.add('an', note('k1'), true, since)).toBe(false);
    expect(tables.rows('actions')).toEqual([]);
    // whoever stays after all, or comes again, has what is entered from then on
    expect(await queue.add('an', note('k2'), false, await queue.stamp())).toBe(true);
    expect(states()).toEqual(['k2 waiting']);
  });
});

describe('an action that rests on what was read', () => {
  const ground = { path: '/footage-requests/r1', fields: { state: 'submitted', incident: { id: 'i1', category: 'theft' } } };

  it('is sent while it is still so, in whatever order the fields come', async () => {
    await enter(note('k1', { ground }));
    signedIn = 'an';
    record = { incident: { category: 'theft', id: 'i1' }, state: 'submitted', cameraName: 'other words' };
    await queue.send();
    expect(states()).toEqual(['k1 sent']);
    expect(reads).toEqual(['/footage-requests/r1 for an']);
  });

  it.each([
    ['changed', { state: 'submitted', incident: { id: 'i1', category: 'disorderly_gathering' } }],
    ['over', { state: 'expired', incident: { id: 'i1', category: 'theft' } }],
    ['without that field', { incident: { id: 'i1', category: 'theft' } }],
  ])('is not sent when it is %s, and says so', async (_name, now) => {
    await enter(note('k1', { ground }));
    signedIn = 'an';
    record = now;
    await queue.send();
    expect(sent).toEqual([]);
    expect(states()).toEqual(['k1 refused ground_changed']);
  });

  it('is asked again by its key, not judged by its own effect, when its answer got lost', async () => {
    await enter(note('k1', { ground }));
    signedIn = 'an';
    record = ground.fields;
    answers = [
      () => {
        throw NO_ANSWER;
      },
    ];
    await queue.send();
    record = { state: 'approved', incident: ground.fields.incident };
    await queue.send();
    expect(states()).toEqual(['k1 sent']);
    expect(sent).toHaveLength(2);
  });
});

describe('what happens to an action while it is being sent', () => {
  const ground = { path: '/footage-requests/r1', fields: {} };
  const firstTry = () => tables.rows('actions').map((row) => (row as WaitingAction).sentFirstAtMs);

  beforeEach(async () => {
    signedIn = 'an';
    await enter(note('k1', { ground }));
  });

  it('is not sent when it is taken back before it goes', async () => {
    whileReading = () => queue.remove('k1');
    await queue.send();
    expect([sent, tables.rows('actions')]).toEqual([[], []]);
  });

  it('goes on when it is on its way', async () => {
    answers = [() => queue.remove('k1')];
    await queue.send();
    expect(states()).toEqual(['k1 sent']);
  });

  it.each([
    ['taken', () => queue.discard('an')],
    ['refused', () => queue.discard('an').then(refuse('request_over', 409))],
  ])('is not put back when it was thrown away before it was %s', async (_name, answer) => {
    answers = [answer];
    await queue.send();
    expect(sent).toHaveLength(1);
    expect(tables.rows('actions')).toEqual([]);
  });

  it('stays, certainly never tried, when its user has gone', async () => {
    whileReading = () => queue.showFor('binh');
    await queue.send();
    expect([sent, firstTry(), queue.list()]).toEqual([[], [null], []]);
    whileReading = async () => undefined;
    await queue.showFor('an');
    await queue.send();
    expect(states()).toEqual(['k1 sent']);
  });
});

it('shows nobody what is looked up for who was there before', async () => {
  await enter(note('k1'));
  const before = queue.showFor('an');
  await Promise.all([before, queue.showFor(null)]);
  expect(queue.list()).toEqual([]);
});

describe('an action that was tried, and whose answer got lost', () => {
  const incident = { id: 'i1', category: 'theft' };
  const approval = note('k1', { ground: { path: '/footage-requests/r1', fields: { state: 'submitted', purpose: 'theft', incident } } });
  const fields = { responsible: null };
  const change = note('k1', { call: { method: 'PATCH', path: '/faults/f1', body: { responsible: 'Anh Tư' } }, ground: { path: '/faults/f1', fields } });

  async function tryAgain(action: ActionInput, now: Record<string, unknown>): Promise<void> {
    await queue.add('an', action, true, await queue.stamp());
    signedIn = 'an';
    record = now;
    await queue.send();
  }

  it.each([
    ['nothing changed: it never arrived', approval, approval.ground!.fields],
    ['only the state changed, as by itself: the key tells', approval, { state: 'approved', purpose: 'theft', incident }],
    ['nothing changed, of a change without a key', change, fields],
  ])('is sent again when %s', async (_name, action, now) => {
    await tryAgain(action, now);
    expect(sent).toHaveLength(1);
    expect(states()).toEqual(['k1 sent']);
  });

  it('is not sent again when it rests on something else by now', async () => {
    await tryAgain(approval, { state: 'submitted', purpose: 'gathering', incident });
    expect(sent).toEqual([]);
    expect(states()).toEqual(['k1 refused outcome_unknown']);
  });

  it('is done when a change stands there already', async () => {
    await tryAgain(change, { responsible: 'Anh Tư', status: 'open' });
    expect(sent).toEqual([]);
    expect(states()).toEqual(['k1 sent']);
  });

  it('does not undo what somebody else changed since: a change has no key', async () => {
    await tryAgain(change, { responsible: 'Chị Năm', status: 'open' });
    expect(sent).toEqual([]);
    expect(states()).toEqual(['k1 refused outcome_unknown']);
  });
});

describe('an action that gets old', () => {
  it('is not repeated when the service may have forgotten its key, and says that nobody knows', async () => {
    await queue.add('an', note('k1'), true, await queue.stamp());
    signedIn = 'an';
    nowMs += 23 * HOUR_MS + 1;
    await queue.send();
    expect(sent).toEqual([]);
    expect(states()).toEqual(['k1 refused outcome_unknown']);
  });

  it('is sent after days when it certainly never was, and not after a week', async () => {
    await enter(note('k1'));
    nowMs += 6 * 24 * HOUR_MS;
    signedIn = 'an';
    await queue.send();
    expect(states()).toEqual(['k1 sent']);
    await enter(note('k2'));
    nowMs += 7 * 24 * HOUR_MS + 1;
    await queue.send();
    expect(states()).toEqual(['k1 sent', 'k2 refused waited_too_long']);
  });
});

it('says that nothing waits when the browser keeps nothing', async () => {
  const full = { ...memoryTables(), putIf: () => Promise.reject(new Error('no room')) };
  const broken = createActionQueue({ tables: full, desk, now: () => nowMs, alone, onSent: () => undefined });
  await broken.showFor('an');
  await expect(broken.add('an', note('k1'), false, null)).rejects.toThrow('no room');
  expect(broken.list()).toEqual([]);
});

it('keeps no more than a request in plain data', async () => {
  await enter(note('k1'));
  signedIn = 'an';
  await queue.send();
  // what the service has is no longer kept here
  expect(tables.rows('actions')).toMatchObject([{ state: 'sent', call: { body: null } }]);
  expect(Object.keys(tables.rows('actions')[0] as WaitingAction).sort()).toEqual(
    ['about', 'call', 'enteredAtMs', 'id', 'key', 'kind', 'problem', 'recordId', 'sentFirstAtMs', 'settledAtMs', 'state', 'userId'].sort(),
  );
});
