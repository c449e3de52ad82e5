import { once } from 'node:events';
import net from 'node:net';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { withContactDeadline } from '../../../camera-adapters/contact-deadline.ts';
import { connectPinned } from '../../../camera-adapters/network-policy.ts';

const { signal } = new AbortController();

/** This process does nothing else for so long. */
function holdUp(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

test('an answer that came while this process was held up is no silence', async () => {
  const { port1, port2 } = new MessageChannel();
  const answer = withContactDeadline({ signal, deadlineMs: 20 }, async () => {
    const heard = new Promise<unknown>((resolve) => {
      port1.onmessage = ({ data }) => resolve(data);
    });
    port2.postMessage('here');
    holdUp(40);
    return heard;
  });
  expect(await answer).toBe('here');
  port1.close();
});

test('nothing fires behind an answer that came at the last moment', async () => {
  let fired: AbortSignal | undefined;
  await withContactDeadline({ signal, deadlineMs: 0 }, async (deadline) => {
    fired = deadline.signal;
  });
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(fired?.aborted).toBe(false);
});

test('a connection that stood while this process was held up is taken', async () => {
  const server = net.createServer((socket) => socket.resume()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const connecting = connectPinned(
    { host: 'cam.lan', address: '127.0.0.1', family: 4, port: (server.address() as AddressInfo).port },
    { signal, deadlineMs: 20 },
  );
  holdUp(40);
  const socket = await connecting;
  socket.destroy();
  server.close();
  await once(server, 'close');
});
