import { execFileSync, spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { discoverCameras } from '../../../camera-adapters/discovery/discover-cameras.ts';
import type { DiscoveredDevice } from '../../../domain/discovered-device.ts';
import { discoveryPolicy } from '../../../workers/discovery/discovery-policy.ts';

/**
 * Runs in a network namespace of its own: makes two links to a second one with cameras at their ends and one link that leads nowhere, searches, and writes what came of it.
 * Sinks count whoever connects to this machine itself or to the metadata address, which this namespace has.
 */
const ip = (...words: string[]): Buffer => execFileSync('ip', words);
ip('link', 'set', 'lo', 'up');
ip('addr', 'add', '169.254.169.254/32', 'dev', 'lo');
const child = spawn('unshare', ['-n', process.execPath, '--import', 'tsx', fileURLToPath(new URL('./neighbourhood-process.ts', import.meta.url))], {
  stdio: ['pipe', 'pipe', 'inherit'],
});
const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
await lines.next();
for (const [near, far, address] of [
  ['v0', 'v1', '10.9.0.1/27'],
  ['w0', 'w1', '10.9.0.33/27'],
] as const) {
  ip('link', 'add', near, 'type', 'veth', 'peer', 'name', far);
  ip('link', 'set', far, 'netns', String(child.pid));
  ip('addr', 'add', address, 'dev', near);
  ip('link', 'set', near, 'up');
}
ip('link', 'add', 'elsewhere', 'type', 'veth', 'peer', 'name', 'nowhere');
ip('link', 'set', 'nowhere', 'up');
ip('addr', 'add', '10.50.0.1/24', 'dev', 'elsewhere');
ip('link', 'set', 'elsewhere', 'up');
child.stdin.write('go\n');
await lines.next();

let sunk = 0;
for (const port of [80, 443, 554, 2020, 3702, 5000, 8000, 8080, 8554, 8899]) {
  const sink = createServer((socket) => {
    sunk += 1;
    socket.destroy();
  });
  sink.listen(port, '0.0.0.0');
  await once(sink, 'listening');
}
let heardElsewhere = 0;
const elsewhere = createSocket({ type: 'udp4', reuseAddr: true });
elsewhere.on('message', () => {
  heardElsewhere += 1;
});
elsewhere.bind({ port: 3702, address: '239.255.255.250' });
await once(elsewhere, 'listening');
elsewhere.addMembership('239.255.255.250', '10.50.0.1');

const devices: DiscoveredDevice[] = [];
let outside = 0;
await discoverCameras({
  cidr: '10.9.0.0/26',
  firstIndex: 0,
  policy: discoveryPolicy({}, null),
  signal: new AbortController().signal,
  now: Date.now,
  listenMs: 2500,
  onFound: async (found) => void devices.push(...found),
  onOutside: (senders) => {
    outside = senders;
  },
  onProgress: () => undefined,
});
child.stdin.write('tell\n');
const { value: told } = await lines.next();
process.stdout.write(JSON.stringify({ devices, outside, sunk, heardElsewhere, heard: JSON.parse(String(told)) }));
process.exit(0);
