import { expect, test } from 'vitest';
import { createReplayQueue } from '../../../../camera-adapters/rtsp/replay-queue.ts';
import { cancelledError } from '../../../../camera-adapters/socket-error.ts';

/** Of 10,000 bytes. */
function packet(payloadType = 96, sequenceNumber = 0): Buffer {
  const bytes = Buffer.alloc(10_000);
  bytes.writeUInt16BE(0x8000 | payloadType, 0);
  bytes.writeUInt16BE(sequenceNumber, 2);
  return bytes;
}
const GOODBYE = Buffer.from('81cb000100000001', 'hex');

test('the recorder is held back while much is waiting, nothing is dropped, and it goes on when little is left', async () => {
  const flow: string[] = [];
  const queue = createReplayQueue({ payloadType: 96, hold: () => flow.push('hold'), goOn: () => flow.push('go on') });
  for (let count = 0; count < 200; count += 1) queue.rtp(packet(96, count), count);
  expect(flow).toEqual(['hold']);
  const taken: unknown[] = [];
  for (let count = 0; count < 200; count += 1) {
    const event = await queue.next(1_000);
    taken.push(event.kind === 'packet' && event.packet.sequence);
    if (count === 150) expect(flow).toEqual(['hold']);
  }
  expect(taken).toEqual(Array.from({ length: 200 }, (_, index) => index));
  expect(flow).toEqual(['hold', 'go on']);
});

test('what ends a replay comes behind all that came before', async () => {
  const queue = createReplayQueue({ payloadType: 96, hold: () => undefined, goOn: () => undefined });
  queue.rtp(packet(), 0);
  queue.rtp(packet(97), 0);
  queue.rtp(Buffer.from('no packet'), 0);
  queue.rtcp(GOODBYE, 0);
  queue.end(cancelledError());
  expect([await queue.next(1_000), await queue.next(1_000), await queue.next(1_000), await queue.next(1)].map(({ kind }) => kind)).toEqual([
    'packet',
    'goodbye',
    'ended',
    'silence',
  ]);
});

test('whoever waits is woken by what comes', async () => {
  const queue = createReplayQueue({ payloadType: 96, hold: () => undefined, goOn: () => undefined });
  const waiting = queue.next(60_000);
  queue.rtp(packet(96, 5), 0);
  expect(await waiting).toMatchObject({ kind: 'packet', packet: { sequence: 5 } });
});
