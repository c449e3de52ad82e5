import { setMaxListeners } from 'node:events';
import { connect } from 'node:net';
import type { ContactContext } from '../camera-adapters/contract.ts';
import { createNetworkPolicy } from '../camera-adapters/network-policy.ts';
import { pingRtsp } from '../camera-adapters/rtsp/ping-rtsp.ts';
import { parseAllowedNetworks } from '../domain/allowed-networks.ts';
import { isHanging, responderAddress, RESPONDER_CREDENTIALS, type CameraResponder } from './camera-responder.ts';

/** What contacts cost this process. */
export interface ContactCost {
  /** Contacts for one second of CPU time of this process, all threads. */
  readonly perCpuSecond: number;
  readonly perSecond: number;
}

const AT_ONCE = 64;
const WARM_UP = 2000;

/** Runs `contact` for camera after camera, so many at once, and counts what it costs. */
async function costOf(contact: (address: string) => Promise<unknown>, count: number): Promise<ContactCost> {
  let next = 0;
  const runTo = async (end: number): Promise<void> => {
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        while (next < end) {
          const address = responderAddress(next++ % 30_000);
          if (!isHanging(address)) await contact(address);
        }
      }),
    );
  };
  await runTo(WARM_UP);
  const [cpu, startedAt, from] = [process.cpuUsage(), performance.now(), next];
  await runTo(from + count);
  const { user, system } = process.cpuUsage(cpu);
  // a tenth of the addresses was passed over
  const contacts = (next - from) * 0.9;
  return { perCpuSecond: contacts / ((user + system) / 1e6), perSecond: contacts / ((performance.now() - startedAt) / 1000) };
}

function signedPing(port: number): (address: string) => Promise<unknown> {
  const network = createNetworkPolicy({ policy: { overrideNetworks: parseAllowedNetworks('127.0.0.0/8') } });
  const { signal } = new AbortController();
  // as in a worker, where every contact of every job listens to one signal
  setMaxListeners(0, signal);
  return (address) => {
    const context: ContactContext = { cameraId: address, deadlineMs: 8000, signal, now: Date.now, network, credentials: RESPONDER_CREDENTIALS };
    return pingRtsp({ kind: 'rtsp', url: `rtsp://${address}:${port}/s1`, transport: 'tcp' }, context);
  };
}

/** The least that any client must do: connect, ask three times and read, without understanding a word. */
function bareContact(port: number): (address: string) => Promise<unknown> {
  const requests = ['OPTIONS', 'DESCRIBE', 'DESCRIBE'].map((method, index) => `${method} rtsp://127.0.0.1/s1 RTSP/1.0\r\nCSeq: ${index + 1}\r\n\r\n`);
  return (address) =>
    new Promise<void>((resolve, reject) => {
      const socket = connect({ host: address, port, family: 4, noDelay: true });
      let answered = 0;
      socket.on('connect', () => socket.write(requests[0]!));
      socket.on('data', () => {
        answered += 1;
        if (answered < requests.length) socket.write(requests[answered]!);
        else socket.destroy();
      });
      socket.on('close', () => resolve());
      socket.on('error', reject);
    });
}

/** Cost of the RTSP ping (connect, OPTIONS, DESCRIBE, signed DESCRIBE) and of the same exchange without any understanding of it. */
export async function probeCost(responder: CameraResponder, count: number): Promise<{ readonly ping: ContactCost; readonly bare: ContactCost }> {
  const bare = await costOf(bareContact(responder.port), count);
  await responder.takeContacts();
  const ping = await costOf(signedPing(responder.port), count);
  await responder.takeContacts();
  return { ping, bare };
}
