import { once } from 'node:events';
import { Socket } from 'node:net';
import { PassThrough } from 'node:stream';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createStreamWatch } from '../../../../server/media/stream-watch.ts';

const watching = (n: number) => ({ grantId: `grant ${n}`, copyId: `copy ${n}` });
const open = () => {
  const stream = new PassThrough();
  stream.on('error', () => undefined);
  const socket = new Socket();
  // one that was never connected says so when it is reset
  socket.on('error', () => undefined);
  return { stream, socket };
};

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('a stream that is watched over', () => {
  it('ends when its grant does, and no other', async () => {
    const [first, second] = [watching(1), watching(2)];
    const live = new Set([first, second]);
    const watch = createStreamWatch<typeof first>(async () => live, 5);
    const [one, two] = [open(), open()];
    watch.guard(first, one.stream, one.socket);
    watch.guard(second, two.stream, two.socket);
    live.delete(first);
    // `once` of node:events would reject with the error that the stream ends by
    await new Promise((resolve) => one.stream.once('close', resolve));
    expect([one.socket.destroyed, two.stream.destroyed, two.socket.destroyed]).toEqual([true, false, false]);
    watch.close();
    expect(two.stream.destroyed).toBe(true);
  });

  it('is not asked about when it was over before', async () => {
    vi.useFakeTimers();
    let asked = 0;
    const watch = createStreamWatch(async (all) => {
      asked += 1;
      return new Set(all);
    }, 10);
    const { stream, socket } = open();
    stream.destroy();
    await new Promise((resolve) => stream.once('close', resolve));
    watch.guard(watching(1), stream, socket);
    await vi.advanceTimersByTimeAsync(100);
    watch.look();
    expect(asked).toBe(0);
  });

  it('is asked about at once when something was heard, and only while there is one', async () => {
    let asked = 0;
    const watch = createStreamWatch(async (all) => {
      asked += 1;
      return new Set(all);
    }, 3_600_000);
    watch.look();
    expect(asked).toBe(0);
    const { stream, socket } = open();
    watch.guard(watching(1), stream, socket);
    watch.look();
    expect(asked).toBe(1);
    stream.destroy();
    await once(stream, 'close');
    watch.look();
    expect(asked).toBe(1);
  });

  it('ends when nobody can tell for three seconds whether it may go on', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
    const watch = createStreamWatch(() => Promise.reject(new Error('away')));
    const { stream, socket } = open();
    watch.guard(watching(1), stream, socket);
    await vi.advanceTimersByTimeAsync(3000);
    expect(stream.destroyed).toBe(false);
    await vi.advanceTimersByTimeAsync(1001);
    expect([stream.destroyed, socket.destroyed]).toEqual([true, true]);
  });

  it('ends too when the question is never answered', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
    const watch = createStreamWatch(() => new Promise<ReadonlySet<unknown>>(() => undefined));
    const { stream, socket } = open();
    watch.guard(watching(1), stream, socket);
    await vi.advanceTimersByTimeAsync(4001);
    expect(stream.destroyed).toBe(true);
  });

  it('goes on when the server itself was held up and could not ask', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const watch = createStreamWatch(async (all) => new Set(all));
    const { stream, socket } = open();
    watch.guard(watching(1), stream, socket);
    await vi.advanceTimersByTimeAsync(1000);
    const heldUpUntilMs = performance.now() + 60_000;
    vi.spyOn(performance, 'now').mockReturnValue(heldUpUntilMs);
    await vi.advanceTimersByTimeAsync(1000);
    expect(stream.destroyed).toBe(false);
    watch.close();
    expect(stream.destroyed).toBe(true);
  });

  it('ends when one answer after the other is of a time that is long past', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
    const answers: (() => void)[] = [];
    const watch = createStreamWatch((all) => new Promise<ReadonlySet<unknown>>((resolve) => answers.push(() => resolve(new Set(all)))));
    const { stream, socket } = open();
    watch.guard(watching(1), stream, socket);
    await vi.advanceTimersByTimeAsync(3000);
    answers.shift()!();
    await vi.advanceTimersByTimeAsync(1000);
    expect([stream.destroyed, answers.length]).toEqual([false, 1]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(stream.destroyed).toBe(true);
  });

  it('is dropped, and asked about no more, when its connection closed while it waited behind another answer and heard nothing of it', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
    let asked = 0;
    const watch = createStreamWatch(async (all) => {
      asked += 1;
      return new Set(all);
    }, 10);
    const [gone, other] = [open(), open()];
    watch.guard(watching(1), gone.stream, gone.socket);
    watch.guard(watching(2), other.stream, other.socket);
    // like an answer without a socket: it says nothing when it is destroyed, either
    gone.stream.removeAllListeners('close');
    gone.socket.destroy();
    await vi.advanceTimersByTimeAsync(10);
    expect([gone.stream.destroyed, other.stream.destroyed, asked]).toEqual([true, false, 1]);
    other.socket.destroy();
    await vi.advanceTimersByTimeAsync(10);
    expect([other.stream.destroyed, asked, vi.getTimerCount()]).toEqual([true, 1, 0]);
  });
});
