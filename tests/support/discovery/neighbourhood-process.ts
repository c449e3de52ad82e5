import { execFileSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { startOnvifDevice } from '../onvif-device/start-onvif-device.ts';
import { probeMatches, startResponder } from './ws-responder.ts';

/**
 * The other end of two links, in a network namespace of its own: cameras, honest and otherwise. Says `started`, waits for a line that says the links are there, says `ready`,
 * and answers the next line with what it heard.
 */
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const say = (text: string): boolean => process.stdout.write(`${text}\n`);
const ip = (...words: string[]): Buffer => execFileSync('ip', words);
const GROUP = { group: '239.255.255.250', port: 3702 };
const uuid = (last: number): string => `urn:uuid:00000000-0000-4000-8000-0000000000${last}`;
const service = (host: string): string => `http://${host}/onvif/device_service`;

say('started');
await lines.next();
ip('link', 'set', 'lo', 'up');
for (const [link, ...addresses] of [
  ['v1', '10.9.0.10/27', '10.9.0.11/27', '10.9.0.12/27', '10.9.0.13/27', '192.168.77.64/24'],
  ['w1', '10.9.0.40/27'],
] as const) {
  for (const address of addresses) ip('addr', 'add', address, 'dev', link);
  ip('link', 'set', link, 'up');
}
// answers to addresses that this end has no network for
ip('route', 'add', '10.9.0.1/32', 'dev', 'v1');

for (const host of ['10.9.0.10', '10.9.0.11', '10.9.0.40']) {
  await startOnvifDevice({ identity: { manufacturer: 'Maker', model: `M-${host}` }, clockOffsetMs: host === '10.9.0.10' ? 61_000 : 0 }, { host, port: 80 });
}
const honest = await startResponder({
  ...GROUP,
  address: '10.9.0.10',
  type: 'NetworkVideoTransmitter',
  answers: (id) => {
    const scopes = ['onvif://www.onvif.org/name/Camera%20c%E1%BB%95ng', 'onvif://www.onvif.org/hardware/DS-2CD', 'onvif://www.onvif.org/location/x'];
    const answer = probeMatches(id, { reference: uuid(10), scopes, xaddrs: [`http://[fe80::1]/onvif/device_service`, service('10.9.0.10')] });
    return [answer, answer];
  },
});
const linkLocal = await startResponder({
  ...GROUP,
  address: '10.9.0.11',
  answers: (id) => [probeMatches(id, { reference: uuid(11), xaddrs: [service('169.254.7.7'), 'http://[fe80::2]/onvif/device_service'] })],
});
const hostile = await startResponder({
  ...GROUP,
  address: '10.9.0.12',
  answers: (id) => {
    const genuine = (xaddrs: readonly string[]) => probeMatches(id, { reference: uuid(12), xaddrs });
    return [
      Buffer.alloc(0),
      Buffer.from([0xff, 0xfe, 0x00, 0x3c]),
      Buffer.from(`<?xml version="1.0"?><${id}`),
      Buffer.from(`<!DOCTYPE x [<!ENTITY a "${id}">]><x>&a;</x>`),
      Buffer.from('<a>'.repeat(4000) + id),
      genuine([service('10.9.0.50'), `http://10.9.0.51/${'x'.repeat(30_000)}`]),
      probeMatches('urn:uuid:11111111-2222-4333-8444-555555555555', { reference: uuid(13), xaddrs: [service('10.9.0.52')] }),
      genuine(['http://169.254.169.254/latest/meta-data', 'http://127.0.0.1/onvif/device_service', service('10.9.0.1'), 'http://user:pass@10.9.0.53/onvif/x']),
      genuine(['http://name.invalid:8080/onvif/device_service', 'file:///etc/passwd', 'gopher://10.9.0.54/', 'http://0x7f.1/', 'http://[::ffff:127.0.0.1]/']),
    ];
  },
});
const astray = await startResponder({
  ...GROUP,
  address: '192.168.77.64',
  answers: (id) => [probeMatches(id, { reference: uuid(64), scopes: ['onvif://www.onvif.org/hardware/IPC-Default'], xaddrs: [service('192.168.77.64')] })],
});
const otherLink = await startResponder({
  ...GROUP,
  address: '10.9.0.40',
  type: 'Device',
  answers: (id) => [probeMatches(id, { reference: uuid(40), xaddrs: [service('10.9.0.40')] })],
});
say('ready');
await lines.next();
say(
  JSON.stringify({ honest: honest.heard, linkLocal: linkLocal.heard, hostile: hostile.heard.length, astray: astray.heard.length, otherLink: otherLink.heard }),
);
process.exit(0);
