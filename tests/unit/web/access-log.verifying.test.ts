import { beforeEach, describe, expect, test } from 'vitest';
import { ed25519 } from '@noble/curves/ed25519.js';
import { toBase64 } from '../../../domain/access-log/base64.ts';
import { readKeptCheckpoint } from '../../../domain/access-log/kept-checkpoint.ts';
import { noteKeyText, writeSignedNote } from '../../../domain/access-log/signed-note.ts';
import { ApiProblem } from '../../../web/api/api-problem.ts';
import type { AuditEvent } from '../../../web/api/api-types.ts';
import { checkpointFile, readLogMemory, withNewest, writeLogMemory, type LogMemory, type MemoryStore } from '../../../web/audit/log-memory.ts';
import { verifyShown, type LogReport, type ProofSource } from '../../../web/audit/verify-shown.ts';
import { DAY_MS, event, headOf, newKey, NOW_MS, ORIGIN, sourceOf, type ToldLog as Log } from '../../support/audit/told-log.ts';

let log: Log;
let memory: LogMemory | null;

beforeEach(() => {
  log = { key: newKey(), origin: ORIGIN, events: Array.from({ length: 11 }, (_, seq) => event(seq)), handovers: [] };
  memory = null;
});

async function verify(over: Partial<ProofSource> = {}, events: readonly AuditEvent[] = log.events, damaged = false): Promise<LogReport> {
  return verifyShown({ ...sourceOf(log), ...over }, { events, found: { memory, damaged }, nowMs: NOW_MS });
}

/** Keeps the log as it is, as somebody who looked yesterday. */
async function keepNow(): Promise<void> {
  const report = await verifyShown(sourceOf(log), { events: [], found: { memory: null, damaged: false }, nowMs: NOW_MS - DAY_MS });
  memory = report.memory;
}

const kindsOf = ({ findings }: LogReport): string[] => [...new Set(findings.map(({ kind }) => kind))];

describe('a log that holds', () => {
  test('pins the key on first use, and says so', async () => {
    const report = await verify();
    expect(report).toMatchObject({ findings: [], size: 11, checkedEntries: 11, isFirstUse: true });
    expect(report.memory?.key).toBe(headOf(log).key);
  });

  test('is compared with what was kept, for every size it may have had', async () => {
    for (let kept = 0; kept <= 11; kept += 1) {
      const all = log.events;
      log.events = all.slice(0, kept);
      await keepNow();
      log.events = all;
      const report = await verify();
      expect(report.findings).toEqual([]);
      expect(report.comparedWith).toHaveLength(1);
      expect(report.isFirstUse).toBe(false);
    }
  });

  test('holds still when personal data were erased by law, and says how many', async () => {
    const { salts, actor } = log.events[3]!;
    log.events[3] = { ...log.events[3]!, actor: { ...actor, id: null, username: null }, salts: { ...salts, actorId: null, actorUsername: null } };
    expect(await verify()).toMatchObject({ findings: [], erasedEntries: 1 });
  });

  test('may be signed by a new key beside the pinned one', async () => {
    await keepNow();
    const head = headOf(log);
    const newer = newKey();
    const noteKey = { name: ORIGIN, publicKey: newer.publicKey };
    const text = `${head.note.split('\n\n')[0]}\n`;
    const line = writeSignedNote(text, noteKey, ed25519.sign(new TextEncoder().encode(text), newer.secret)).split('\n\n')[1];
    const report = await verify({ head: async () => ({ ...head, note: `${head.note}${line}`, key: noteKeyText(noteKey) }) });
    expect(report.findings).toEqual([]);
    expect(report.memory?.key).toBe(head.key);
  });
});

describe('an entry that does not hold is named by its place', () => {
  const other: Readonly<Record<string, Partial<AuditEvent>>> = {
    actorUsername: { actor: { id: 'u1', username: 'minh', role: 'officer', organisationName: null } },
    actorId: { actor: { id: 'u2', username: 'lan', role: 'officer', organisationName: null } },
    actor: { actor: { id: 'u1', username: 'lan', role: 'board', organisationName: null } },
    action: { action: 'media.open' },
    outcome: { outcome: 'refused' },
    at: { at: '2026-11-26T03:00:05.001Z' },
    incident: { incidentId: 'i1' },
    cameras: { cameraIds: [] },
    owners: { ownerIds: ['o2'] },
    detail: { detail: { purpose: 'theft' } },
    purpose: { purpose: 'something else' },
    leafHash: { leafHash: toBase64(new Uint8Array(32)) },
    form: { leafInput: 'no base64!' },
  };

  test.each(Object.entries(other))('%s', async (field, over) => {
    const shown = log.events.map((each) => (each.seq === 5 ? { ...each, ...over } : each));
    const { findings } = await verify({}, shown);
    expect(findings).toContainEqual(expect.objectContaining({ kind: 'entryDiffers', seq: 5, fields: [field] }));
    expect(findings.every((finding) => 'seq' in finding && finding.seq === 5)).toBe(true);
  });

  test('a time that is none', async () => {
    expect(kindsOf(await verify({}, [{ ...log.events[5]!, at: 'yesterday' }]))).toEqual(['entryDiffers', 'entryNotInLog']);
  });

  test('one that fits its own leaf and is not in the log', async () => {
    expect((await verify({}, [event(5)])).findings).toMatchObject([{ kind: 'entryNotInLog', seq: 5 }]);
  });

  test('one behind the end of the signed log, without asking', async () => {
    expect(kindsOf(await verify({}, [event(11)]))).toEqual(['entryNotInLog']);
  });

  test('one whose proof is refused, or no proof at all', async () => {
    const refuse = async () => Promise.reject(new ApiProblem('audit_log_damaged', { status: 503, detail: '' }));
    expect(kindsOf(await verify({ inclusion: refuse }))).toEqual(['entryNotInLog']);
    expect(kindsOf(await verify({ inclusion: async () => ({ leafIndex: 0, leafHash: '', path: ['x'] }) }))).toEqual(['entryNotInLog']);
  });

  test('one given twice', async () => {
    expect(kindsOf(await verify({}, [...log.events, log.events[2]!]))).toEqual(['entryTwice']);
  });

  test('and the checkpoint, which holds, is kept all the same', async () => {
    expect((await verify({}, [event(5)])).memory?.kept).toHaveLength(1);
  });
});

describe('a head that does not hold', () => {
  test('malformed, or unlike its own note', async () => {
    expect(kindsOf(await verify({ head: async () => ({ ...headOf(log), note: 'nothing' }) }))).toEqual(['checkpointMalformed']);
    expect(kindsOf(await verify({ head: async () => ({ ...headOf(log), size: 12 }) }))).toEqual(['checkpointMalformed']);
  });

  test('a wrong signature pins nothing', async () => {
    const forged = { ...headOf(log), key: noteKeyText({ name: ORIGIN, publicKey: newKey().publicKey }) };
    const report = await verify({ head: async () => forged });
    expect(kindsOf(report)).toEqual(['signatureWrong']);
    expect(report.memory).toBeNull();
  });

  test('a changed key, and what was kept stays', async () => {
    await keepNow();
    log.key = newKey();
    const report = await verify();
    expect(kindsOf(report)).toEqual(['keyChanged']);
    expect(report.memory).toBe(memory);
  });

  test('another log', async () => {
    await keepNow();
    log = { ...log, key: newKey(), origin: 'camera.example.vn/log/2' };
    expect(kindsOf(await verify())).toEqual(['otherLog']);
  });

  test('a log that the service itself finds damaged', async () => {
    const damaged = async () => Promise.reject(new ApiProblem('audit_log_damaged', { status: 503, detail: '' }));
    expect(kindsOf(await verify({ head: damaged }))).toEqual(['logDamaged']);
  });
});

describe('a past that does not hold', () => {
  test('everything rewritten after the kept checkpoint was made, and signed anew by the true key', async () => {
    await keepNow();
    log.events[4] = event(4);
    log.events.push(event(11));
    const report = await verify();
    expect(report.findings).toEqual([{ kind: 'historyChanged', keptAtMs: NOW_MS - DAY_MS, keptSize: 11, size: 12 }]);
    expect(report.memory).toBe(memory);
  });

  test('rewritten at the same size, or with an entry removed and others after it', async () => {
    await keepNow();
    const all = log.events;
    log.events = all.map((each) => (each.seq === 4 ? event(4) : each));
    expect(kindsOf(await verify())).toEqual(['historyChanged']);
    log.events = [...all.slice(0, 10), event(10), event(11)];
    expect(kindsOf(await verify())).toEqual(['historyChanged']);
  });

  test('cut off', async () => {
    await keepNow();
    log.events = log.events.slice(0, 9);
    expect((await verify()).findings).toMatchObject([{ kind: 'logShorter', keptSize: 11, size: 9 }]);
  });

  test('no proof', async () => {
    await keepNow();
    log.events.push(event(11));
    expect(kindsOf(await verify({ consistency: async () => ({ path: [] }) }))).toEqual(['historyChanged']);
  });

  test('a kept checkpoint that somebody changed in this browser', async () => {
    await keepNow();
    memory = { ...memory!, kept: [{ ...memory!.kept[0]!, note: memory!.kept[0]!.note.replace('\n11\n', '\n10\n') }] };
    expect(kindsOf(await verify())).toEqual(['memoryDamaged']);
    memory = null;
    expect(kindsOf(await verify({}, log.events, true))).toEqual(['memoryDamaged']);
  });
});

test('no connection is no finding: nothing is known then', async () => {
  const away = async () => Promise.reject(new ApiProblem('server_unreachable', { status: 0, detail: '' }));
  await expect(verify({ inclusion: away })).rejects.toThrow();
  await expect(verify({ head: away })).rejects.toThrow();
});

describe('what the browser keeps', () => {
  const texts = new Map<string, string>();
  const store = (): MemoryStore => ({
    getItem: (key) => texts.get(key) ?? null,
    setItem: (key, value) => void texts.set(key, value),
    removeItem: (key) => void texts.delete(key),
  });
  const refusing = (): MemoryStore => {
    throw new Error('denied');
  };

  test('comes back, is forgotten, and is told apart from rubbish', async () => {
    await keepNow();
    expect(writeLogMemory(store, memory)).toBe(true);
    expect(readLogMemory(store)).toEqual({ memory, damaged: false });
    // the other is kept from past the end of all dates, of which no day can be told
    for (const rubbish of ['{"key":1}', JSON.stringify({ ...memory, kept: [{ ...memory!.kept[0], atMs: 8.65e15 }] })]) {
      for (const key of texts.keys()) texts.set(key, rubbish);
      expect(readLogMemory(store)).toEqual({ memory: null, damaged: true });
    }
    writeLogMemory(store, null);
    expect(readLogMemory(store)).toEqual({ memory: null, damaged: false });
    expect(writeLogMemory(refusing, memory)).toBe(false);
    expect(readLogMemory(refusing)).toEqual({ memory: null, damaged: false });
  });

  test("is the first, yesterday's and the newest checkpoint", () => {
    const at = (days: number, hour: number) => ({ note: `${days} ${hour}`, atMs: NOW_MS + days * DAY_MS + hour * 3_600_000 });
    const all = [at(0, 0), at(0, 1), at(1, 0), at(1, 2), at(2, 0), at(2, 1)];
    let kept: LogMemory['kept'] = [];
    for (const each of all) kept = withNewest(kept, each);
    expect(kept).toEqual([at(0, 0), at(1, 2), at(2, 1)]);
  });

  test('is a file that `matpho audit verify` takes', async () => {
    await keepNow();
    expect(readKeptCheckpoint(checkpointFile(memory!)!)).toMatchObject({ checkpoint: { size: 11, origin: ORIGIN }, publicKey: log.key.publicKey });
  });
});
