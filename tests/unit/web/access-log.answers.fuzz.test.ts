import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LogHead } from '../../../web/api/api-types.ts';
import { readLogMemory } from '../../../web/audit/log-memory.ts';
import { pathOf } from '../../../web/audit/proof-path.ts';
import { verifyShown, type LogReport, type ProofSource } from '../../../web/audit/verify-shown.ts';
import { event, headOf, newKey, NOW_MS, ORIGIN, rotate, sourceOf, type ToldLog } from '../../support/audit/told-log.ts';

const log: ToldLog = { key: newKey(), origin: ORIGIN, events: Array.from({ length: 5 }, (_, seq) => event(seq)), handovers: [] };
const first = await verifyShown(sourceOf(log), { events: [], found: { memory: null, damaged: false }, nowMs: NOW_MS });
rotate(log);
log.events.push(event(5));
const head = headOf(log);
const source = sourceOf(log);

const verify = async (over: Partial<ProofSource>, memory = first.memory, events = log.events): Promise<LogReport> =>
  verifyShown({ ...source, ...over }, { events, found: { memory, damaged: false }, nowMs: NOW_MS });

/** What a server may send in place of a text: anything, or pieces of what belongs there. */
const rubbish = fc.oneof(
  fc.anything(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom<unknown>('', '\n\n', head.note, head.note.slice(1), head.key, head.handovers, [head.note], -1, 0.5, Number.MAX_SAFE_INTEGER, ORIGIN),
);

test('whatever a head is made of, the check ends, and believes none but the true one', async () => {
  const fields = Object.keys(head) as (keyof LogHead)[];
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...fields), rubbish, async (field, value) => {
      const told = { ...head, [field]: value } as LogHead;
      const report = await verify({ head: async () => told }, first.memory, []);
      // these say the same once more, or help nobody who has pinned a key: the note alone counts
      const isIdle = ['keyId', 'signature', 'publicKey', 'key'].includes(field);
      const isTrue = isIdle || Object.is(value, head[field]) || (field === 'handovers' && Array.isArray(value) && value.includes(head.handovers[0]));
      expect(report.findings.length === 0).toBe(isTrue);
      expect(report.memory === first.memory).toBe(!isTrue);
    }),
    { numRuns: 120 },
  );
});

test('whatever a proof is made of, the check ends, and believes none but the true one', async () => {
  const trueGrowth = (await source.consistency(5, 6)).path;
  const path = fc.oneof(rubbish, fc.array(fc.oneof(rubbish, fc.constantFrom(...trueGrowth, head.rootHash)), { maxLength: 4 }));
  await fc.assert(
    fc.asyncProperty(path, async (value) => {
      const proof = { path: value as string[] };
      expect(() => pathOf(proof)).not.toThrow();
      const isTrue = JSON.stringify(value) === JSON.stringify(trueGrowth);
      const ofGrowth = await verify({ consistency: async () => proof }, first.memory, []);
      expect(ofGrowth.findings.length === 0).toBe(isTrue);
      const ofEntry = await verify({ inclusion: async () => ({ leafIndex: 0, leafHash: '', path: value as string[] }) }, null, log.events.slice(0, 1));
      expect(ofEntry.findings.map(({ kind }) => kind)).toEqual(['entryNotInLog']);
    }),
    { numRuns: 50 },
  );
});

test('whatever an entry is made of, it is named', async () => {
  const fields = ['at', 'actor', 'action', 'cameraIds', 'ownerIds', 'detail', 'leafInput', 'leafHash', 'salts', 'purpose'] as const;
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...fields), rubbish, async (field, value) => {
      const [shown] = log.events;
      const report = await verify({}, null, [{ ...shown!, [field]: value } as typeof shown & object]);
      const isTrue = JSON.stringify(value) === JSON.stringify(shown![field]);
      expect(report.findings.length === 0).toBe(isTrue);
    }),
    { numRuns: 80 },
  );
});

test('whatever a browser keeps, it is read without an accident', async () => {
  const memory = fc.record(
    {
      key: rubbish,
      pinnedAtMs: rubbish,
      kept: fc.oneof(rubbish, fc.array(fc.record({ note: rubbish, atMs: fc.oneof(rubbish, fc.integer()) }))),
      handovers: rubbish,
    },
    { requiredKeys: [] },
  );
  const text = (value: unknown): string => JSON.stringify(value, (_, each: unknown) => (typeof each === 'bigint' ? String(each) : each)) ?? '';
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.json(),
    memory.map(text),
    rubbish.map((value) => text({ ...first.memory, handovers: value })),
  );
  await fc.assert(
    fc.asyncProperty(texts, async (kept) => {
      const found = readLogMemory(() => ({ getItem: () => kept, setItem: () => undefined, removeItem: () => undefined }));
      const report = await verifyShown(source, { events: [], found, nowMs: NOW_MS });
      expect(report.size).toBe(6);
      // what can't be read is never taken for a first use without a word
      if (found.damaged) expect(report.findings).toContainEqual({ kind: 'memoryDamaged' });
    }),
    { numRuns: 80 },
  );
});
