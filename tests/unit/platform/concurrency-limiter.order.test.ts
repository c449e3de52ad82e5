import { expect, it } from 'vitest';
import { createConcurrencyLimiter } from '../../../platform/concurrency-limiter.ts';

/** Work that ends when it is told to. */
function controlled() {
  let end: () => void = () => undefined;
  const promise = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { work: () => promise, end };
}

it('runs at most as many pieces of work as it is told, the others in order', async () => {
  const limiter = createConcurrencyLimiter(2);
  const started: number[] = [];
  const pieces = [0, 1, 2, 3].map(() => controlled());
  const done = pieces.map((piece, index) =>
    limiter.run(() => {
      started.push(index);
      return piece.work();
    }),
  );
  await new Promise(setImmediate);
  expect(started).toEqual([0, 1]);
  pieces[1]!.end();
  await done[1];
  await new Promise(setImmediate);
  expect(started).toEqual([0, 1, 2]);
  expect(limiter.active()).toBe(2);
  for (const piece of pieces) piece.end();
  await Promise.all(done);
  expect(limiter.active()).toBe(0);
});

it('gives the place on when work fails, and the failure to its own caller', async () => {
  const limiter = createConcurrencyLimiter(1);
  const failing = limiter.run(() => Promise.reject(new Error('mine')));
  const fine = limiter.run(async () => 'done');
  await expect(failing).rejects.toThrow('mine');
  expect(await fine).toBe('done');
});

it('has room again only when a place is free', async () => {
  const limiter = createConcurrencyLimiter(1);
  const piece = controlled();
  const busy = limiter.run(piece.work);
  let hasRoom = false;
  const room = limiter.room().then(() => (hasRoom = true));
  await new Promise(setImmediate);
  expect(hasRoom).toBe(false);
  piece.end();
  await busy;
  await room;
  expect(hasRoom).toBe(true);
});
