import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { noteKeyText } from '../../../domain/access-log/signed-note.ts';
import { readLogMemory, writeLogMemory, type LogMemory } from '../../../web/audit/log-memory.ts';
import { verifyShown, type LogReport } from '../../../web/audit/verify-shown.ts';
import { DAY_MS, event, handoverOf, headOf, newKey, NOW_MS, ORIGIN, rotate, sourceOf, type ToldLog } from '../../support/audit/told-log.ts';

let log: ToldLog;
let memory: LogMemory | null;

beforeEach(async () => {
  log = { key: newKey(), origin: ORIGIN, events: Array.from({ length: 11 }, (_, seq) => event(seq)), handovers: [] };
  memory = null;
  await look(-1);
});

async function verify(days = 0): Promise<LogReport> {
  return verifyShown(sourceOf(log), { events: log.events, found: { memory, damaged: false }, nowMs: NOW_MS + days * DAY_MS });
}

/** Somebody verifies, and their browser remembers. */
async function look(days = 0): Promise<LogReport> {
  const report = await verify(days);
  memory = report.memory;
  return report;
}

const grow = (): void => void log.events.push(event(log.events.length));
const kindsOf = ({ findings }: LogReport): string[] => [...new Set(findings.map(({ kind }) => kind))];
const wordOf = (key: ToldLog['key']): string => noteKeyText({ name: ORIGIN, publicKey: key.publicKey });

describe('a key that was replaced by the rules', () => {
  test('is followed without an alarm, and told once', async () => {
    grow();
    rotate(log);
    grow();
    expect(await look()).toMatchObject({ findings: [], isKeyFollowed: true, isFirstUse: false });
    expect(memory).toMatchObject({ key: wordOf(log.key), handovers: log.handovers, pinnedAtMs: NOW_MS - DAY_MS });
    expect(memory!.kept).toHaveLength(2);
    expect(await look(1)).toMatchObject({ findings: [], isKeyFollowed: false });
  });

  test('is followed over several replacements, at once and one by one, and in any order of the notes', async () => {
    for (let n = 0; n < 3; n += 1) {
      rotate(log);
      grow();
    }
    log.handovers.reverse();
    expect((await look()).findings).toEqual([]);
    rotate(log);
    expect((await look(1)).findings).toEqual([]);
    expect(memory!.handovers).toHaveLength(4);
    // what was kept under the first key still counts
    expect(memory!.kept).toHaveLength(3);
  });

  test('is followed by a browser that has followed a hundred before', async () => {
    for (let n = 0; n < 101; n += 1) rotate(log);
    expect((await look()).findings).toEqual([]);
    rotate(log);
    expect((await look(1)).findings).toEqual([]);
    expect(memory!.handovers).toHaveLength(102);
  });

  test('is pinned as it is by whoever comes later', async () => {
    rotate(log);
    memory = null;
    expect(await look()).toMatchObject({ findings: [], isFirstUse: true, isKeyFollowed: false });
    expect(memory).toMatchObject({ key: wordOf(log.key) });
  });

  test('is remembered as it was written', async () => {
    rotate(log);
    await look();
    const texts = new Map<string, string>();
    const store = () => ({
      getItem: (key: string) => texts.get(key) ?? null,
      setItem: (key: string, text: string) => void texts.set(key, text),
      removeItem: () => undefined,
    });
    writeLogMemory(store, memory);
    expect(readLogMemory(store)).toEqual({ memory, damaged: false });
    for (const [key, text] of texts) texts.set(key, text.replace('"handovers":[', '"handovers":[1,'));
    expect(readLogMemory(store)).toEqual({ memory: null, damaged: true });
  });
});

describe('refused, and nothing is pinned anew', () => {
  async function refused(kinds: readonly string[]): Promise<void> {
    const report = await verify();
    expect(kindsOf(report)).toEqual(kinds);
    expect(report).toMatchObject({ memory, isKeyFollowed: false });
  }

  test('a hand-over signed only by the new key', async () => {
    const begins = newKey();
    log.handovers.push(handoverOf(log, log.key, begins, [begins]));
    log.key = begins;
    await refused(['keyChanged']);
  });

  test('a hand-over signed only by the old key', async () => {
    const begins = newKey();
    log.handovers.push(handoverOf(log, log.key, begins, [log.key]));
    log.key = begins;
    await refused(['keyChanged']);
  });

  test('an old checkpoint of the old key with a signature of the new one put under it', async () => {
    const begins = newKey();
    const { note } = headOf(log);
    const added = handoverOf(log, begins, newKey(), [begins]).split('\n').at(-2)!;
    log.handovers.push(`${note}${added}\n`);
    log.key = begins;
    await refused(['keyChanged']);
  });

  test('no hand-over at all: the old key was lost', async () => {
    log.key = newKey();
    await refused(['keyChanged']);
  });

  test('a hand-over with the name of another key put into it', async () => {
    const [ends, begins, other] = [log.key, newKey(), newKey()];
    log.handovers.push(handoverOf(log, ends, begins).replace(wordOf(begins), wordOf(other)));
    log.key = other;
    await refused(['keyChanged']);
  });

  test('a hand-over of another log', async () => {
    const begins = newKey();
    log.handovers.push(handoverOf({ ...log, origin: 'camera.example.vn/log/2' }, log.key, begins));
    log.key = begins;
    await refused(['keyChanged']);
  });

  test('the old key used after its end, with the hand-over shown and without it', async () => {
    const ended = log.key;
    rotate(log);
    await look();
    grow();
    log.key = ended;
    await refused(['keyEnded']);
    log.handovers = [];
    await refused(['keyEnded']);
  });

  test('the old key used after its end, for whoever has pinned it', async () => {
    const ended = log.key;
    rotate(log);
    grow();
    log.key = ended;
    await refused(['keyEnded']);
  });

  test('a hand-over given again after the next one', async () => {
    rotate(log);
    const [second, replayed] = [log.key, [...log.handovers]];
    rotate(log);
    await look();
    [log.key, log.handovers] = [second, replayed];
    grow();
    await refused(['keyEnded']);
  });

  test('a hand-over back to an earlier key', async () => {
    const first = log.key;
    rotate(log);
    await look();
    log.handovers.push(handoverOf(log, log.key, first));
    log.key = first;
    await refused(['keyEnded']);
  });

  test('two hand-overs of one key, to those who followed the other and to those who followed none', async () => {
    const ends = log.key;
    const before = memory;
    rotate(log);
    const [truth] = log.handovers;
    await look();
    const other = newKey();
    log.handovers = [handoverOf(log, ends, other)];
    log.key = other;
    await refused(['keyForked']);
    memory = before;
    log.handovers.push(truth!);
    await refused(['keyForked']);
  });

  test('a tree that was rewritten after the hand-over', async () => {
    grow();
    grow();
    rotate(log);
    await look();
    grow();
    log.events[12] = event(12);
    expect(kindsOf(await verify())).toEqual(['historyChanged', 'handoverChanged']);
  });

  test('a tree that was rewritten between what was kept and the hand-over, by who has the new key alone', async () => {
    grow();
    grow();
    rotate(log);
    log.events[12] = event(12);
    grow();
    await refused(['handoverChanged']);
  });

  test('a log that is shorter than it was when the key was replaced', async () => {
    grow();
    rotate(log);
    log.events.pop();
    await refused(['handoverChanged']);
  });

  test('a memory in which a hand-over was changed', async () => {
    rotate(log);
    await look();
    memory = { ...memory!, handovers: [handoverOf(log, newKey(), log.key)] };
    await refused(['memoryDamaged']);
    memory = { ...memory, handovers: ['nothing'] };
    await refused(['memoryDamaged', 'signatureWrong']);
  });
});

test('whatever stands for hand-overs, the check ends with a finding or none', async () => {
  rotate(log);
  const rubbish = fc.anything();
  await fc.assert(
    fc.asyncProperty(fc.oneof(rubbish, fc.array(fc.oneof(rubbish, fc.string({ unit: 'binary' }), fc.constant(log.handovers[0]!)))), async (handovers) => {
      const source = { ...sourceOf(log), head: async () => ({ ...headOf(log), handovers: handovers as string[] }) };
      const { findings } = await verifyShown(source, { events: [], found: { memory, damaged: false }, nowMs: NOW_MS });
      const isTold = Array.isArray(handovers) && handovers.includes(log.handovers[0]);
      expect(findings.map(({ kind }) => kind)).toEqual(isTold ? [] : ['keyChanged']);
    }),
    { numRuns: 100 },
  );
});
