import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { startHeardDeadline } from '../../../platform/heard-deadline.ts';

/** Two ends of a connection on loopback. */
async function connectedPair(): Promise<{ readonly near: Socket; readonly far: Socket }> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const near = connect((server.address() as AddressInfo).port, '127.0.0.1');
  const [far] = (await once(server, 'connection')) as [Socket];
  await once(near, 'ready');
  onTestFinished(() => {
    near.destroy();
    far.destroy();
    server.close();
  });
  return { near, far };
}

function holdUpMs(forMs: number): void {
  const endsAtMs = performance.now() + forMs;
  while (performance.now() < endsAtMs);
}

test('what arrived while the process was held up past its deadline is heard before it', async () => {
  const { near, far } = await connectedPair();
  const heard: string[] = [];
  near.on('data', () => heard.push('answer'));
  await new Promise<void>((resolve) => {
    startHeardDeadline(5, () => {
      heard.push('deadline');
      resolve();
    });
    far.write('x', () => holdUpMs(60));
  });
  expect(heard).toEqual(['answer', 'deadline']);
});

test('the wait that was given up calls nobody, also when it is given up between the timer and the judgement', async () => {
  const called: string[] = [];
  startHeardDeadline(1, () => called.push('given up at once'))();
  const giveUp = startHeardDeadline(1, () => called.push('given up in between'));
  await new Promise<void>((resolve) => {
    // the timer that comes after it in the same round of the loop, before any immediate
    setTimeout(giveUp, 1);
    holdUpMs(10);
    setTimeout(() => startHeardDeadline(1, resolve), 1);
  });
  giveUp();
  expect(called).toEqual([]);
});
