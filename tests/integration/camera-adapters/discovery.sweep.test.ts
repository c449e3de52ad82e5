import { once } from 'node:events';
import { createServer } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { discoverCameras } from '../../../camera-adapters/discovery/discover-cameras.ts';
import type { DiscoveryRequest } from '../../../camera-adapters/discovery/discover-cameras.ts';
import type { SweepProgress } from '../../../camera-adapters/discovery/sweep-tally.ts';
import { parseAllowedNetworks } from '../../../domain/allowed-networks.ts';
import type { DiscoveredDevice } from '../../../domain/discovered-device.ts';
import { startTlsFront } from '../../support/camera-adapters/tls-front.ts';
import { probeMatches, startResponder } from '../../support/discovery/ws-responder.ts';
import type { OnvifDeviceOverrides } from '../../support/onvif-device/device-options.ts';
import { startOnvifDevice } from '../../support/onvif-device/start-onvif-device.ts';

const LOOPBACK = { overrideNetworks: parseAllowedNetworks('127.0.0.0/8') };
const QUICK = { atOnce: 64, perSecond: 5000 };

interface Searched {
  readonly devices: readonly DiscoveredDevice[];
  readonly last: SweepProgress | undefined;
}

async function search(cidr: string, request: Partial<DiscoveryRequest>): Promise<Searched> {
  const devices: DiscoveredDevice[] = [];
  let last: SweepProgress | undefined;
  await discoverCameras({
    cidr,
    firstIndex: 0,
    policy: LOOPBACK,
    signal: new AbortController().signal,
    now: Date.now,
    limits: QUICK,
    listenMs: 100,
    onFound: async (found) => void devices.push(...found),
    onProgress: (progress) => {
      last = progress;
    },
    ...request,
  });
  return { devices: devices.toSorted((a, b) => a.address.localeCompare(b.address)), last };
}

async function device(host: string, options: OnvifDeviceOverrides = {}) {
  const started = await startOnvifDevice(options, { host });
  onTestFinished(() => started.stop());
  return started;
}

/** A web server that is no camera, and says to everything what it is told to say. */
async function webServer(host: string, status: number, headers: Record<string, string>, body: string): Promise<number> {
  const server = createServer((_request, response) => response.writeHead(status, headers).end(body));
  server.listen(0, host);
  await once(server, 'listening');
  onTestFinished(async () => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  });
  return (server.address() as AddressInfo).port;
}

/** Says one thing to whoever connects and speaks. */
async function talker(host: string, answer: (request: string) => string): Promise<number> {
  const server = createTcpServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => socket.write(answer(bytes.toString('latin1'))));
  });
  server.listen(0, host);
  await once(server, 'listening');
  onTestFinished(async () => {
    server.close();
    await once(server, 'close');
  });
  return (server.address() as AddressInfo).port;
}

const ports = (onvif: readonly number[], rtsp: readonly number[] = [], wsDiscovery = 1) => ({ onvif, rtsp, wsDiscovery, secure: [] });

describe('a sweep', () => {
  it('tells make and model of an open device, and of a closed one its clock, its sign-in and that it needs a password', async () => {
    const open = await device('127.0.40.5', { authMode: 'none', identity: { manufacturer: 'Hãng A', model: '1.10' }, clockOffsetMs: -3_600_000 });
    const closed = await device('127.0.40.6', { clockOffsetMs: 61_000 });
    const { devices, last } = await search('127.0.40.0/28', { ports: ports([open.port, closed.port]) });
    expect(devices).toMatchObject([
      {
        address: '127.0.40.5',
        port: open.port,
        manufacturer: 'Hãng A',
        model: '1.10',
        isPasswordNeeded: false,
        signIn: [],
        isReachable: true,
        onvifUrl: open.url,
      },
      { address: '127.0.40.6', port: closed.port, isPasswordNeeded: true, signIn: ['digest_md5'], onvifUrl: closed.url },
    ]);
    // within what the reading itself says: it knows how long the answer took
    for (const [index, offsetMs] of [-3_600_000, 61_000].entries()) {
      const { deviceTimeMs, trueTimeMs, uncertaintyMs } = devices[index]!.clock!;
      expect(Math.abs(deviceTimeMs - trueTimeMs - offsetMs)).toBeLessThanOrEqual(uncertaintyMs);
    }
    expect(devices.map(({ model }) => model)).toEqual(['1.10', undefined]);
    expect(last).toEqual({ addressesDone: 16, answered: 16, notTried: 0 });
    for (const asked of [open, closed]) {
      expect(asked.requests.map(({ operation }) => operation)).toEqual(['GetSystemDateAndTime', 'GetDeviceInformation']);
      // no password is known, and none is made up
      expect(asked.requests.map(({ auth }) => auth.scheme)).toEqual(['none', 'none']);
    }
  });

  it('probes a device that keeps its description to itself on its own, for make and model', async () => {
    const closed = await device('127.0.41.6');
    const scopes = ['onvif://www.onvif.org/name/Imou', 'onvif://www.onvif.org/hardware/IPC-A22'];
    const responder = await startResponder({
      address: '127.0.41.6',
      port: 0,
      answers: (id) => [probeMatches(id, { reference: 'urn:uuid:1', scopes, xaddrs: [] })],
    });
    onTestFinished(() => responder.stop());
    const { devices } = await search('127.0.41.6/32', { ports: ports([closed.port], [], responder.port) });
    expect(devices).toMatchObject([{ name: 'Imou', model: 'IPC-A22', endpointReference: 'urn:uuid:1', foundBy: ['sweep'] }]);
  });

  it('takes no web server, no UPnP router and no mail server for a camera', async () => {
    const upnp =
      '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault><faultcode>s:Client</faultcode><faultstring>UPnPError</faultstring></s:Fault></s:Body></s:Envelope>';
    const found = await Promise.all([
      webServer('127.0.42.1', 200, { 'content-type': 'text/html' }, '<html>Router</html>'),
      webServer('127.0.42.2', 401, { 'www-authenticate': 'Digest realm="router", nonce="1", qop="auth"' }, 'no'),
      webServer('127.0.42.3', 500, { 'content-type': 'text/xml' }, upnp),
      webServer('127.0.42.4', 302, { location: 'http://169.254.169.254/' }, ''),
      talker('127.0.42.5', () => '220 mail\r\n'),
      talker('127.0.42.6', () => ''),
    ]);
    const { devices, last } = await search('127.0.42.0/29', { ports: ports(found, found) });
    expect(devices).toEqual([]);
    expect(last?.addressesDone).toBe(8);
  });

  it('finds cameras that speak RTSP only, whether they need a password, and believes a refusal at the ONVIF address beside it', async () => {
    const rtsp = (refuses: boolean) => (request: string) => {
      const sequence = /CSeq: (\d+)/.exec(request)?.[1] ?? '0';
      const head = (line: string) => `RTSP/1.0 ${line}\r\nCSeq: ${sequence}\r\nServer: Hipcam\r\n`;
      if (request.startsWith('OPTIONS')) return `${head('200 OK')}Public: DESCRIBE\r\n\r\n`;
      return refuses
        ? `${head('401 Unauthorized')}WWW-Authenticate: Digest realm="c", nonce="n", algorithm=SHA-256\r\nWWW-Authenticate: Basic realm="c"\r\n\r\n`
        : `${head('404 Not Found')}\r\n`;
    };
    const [first, second, third] = [await talker('127.0.43.1', rtsp(true)), await talker('127.0.43.2', rtsp(false)), await talker('127.0.43.3', rtsp(true))];
    const web = await webServer('127.0.43.3', 401, { 'www-authenticate': 'Digest realm="c", nonce="1", qop="auth"' }, '');
    const { devices } = await search('127.0.43.0/29', { ports: ports([web], [first, second, third]) });
    expect(devices).toMatchObject([
      { address: '127.0.43.1', rtspUrl: `rtsp://127.0.43.1:${first}/`, name: 'Hipcam', isPasswordNeeded: true, signIn: ['digest_sha256', 'basic'] },
      { address: '127.0.43.2', rtspUrl: `rtsp://127.0.43.2:${second}/`, signIn: [] },
      { address: '127.0.43.3', onvifUrl: `http://127.0.43.3:${web}/onvif/device_service`, rtspUrl: `rtsp://127.0.43.3:${third}/`, isPasswordNeeded: true },
    ]);
    expect(devices[0]).not.toHaveProperty('onvifUrl');
    expect(devices[1]).not.toHaveProperty('isPasswordNeeded');
  });

  it('takes a service with and without encryption for one device, at its encrypted address', async () => {
    const plain = await device('127.0.0.1');
    const front = await startTlsFront(plain.port);
    onTestFinished(() => front.stop());
    const { devices } = await search('127.0.0.1/32', { ports: { ...ports([plain.port, front.port]), secure: [front.port] } });
    expect(devices).toMatchObject([{ port: front.port, onvifUrl: `https://127.0.0.1:${front.port}/onvif/device_service`, isPasswordNeeded: true }]);
  });

  it('is not held up by devices that answer endlessly, slowly, not at all or with a whole library', async () => {
    const endless = await talker('127.0.47.1', () => `HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n${'<a>'.repeat(20_000)}`);
    const silent = await talker('127.0.47.2', () => '');
    const slow = await talker('127.0.47.3', () => 'HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n<');
    const huge = await webServer('127.0.47.4', 200, { 'content-type': 'text/xml' }, `<a>${'<b/>'.repeat(100_000)}</a>`);
    const camera = await device('127.0.47.5');
    const startedAt = performance.now();
    const { devices } = await search('127.0.47.0/29', { ports: ports([endless, silent, slow, huge, camera.port], [endless, silent]) });
    expect(devices).toMatchObject([{ address: '127.0.47.5' }]);
    expect(performance.now() - startedAt).toBeLessThan(15_000);
  });

  it("keeps a stranger's words short and plain", async () => {
    const words = `${'x'.repeat(300)}\u202E<script>`;
    const camera = await device('127.0.48.1', { authMode: 'none', identity: { manufacturer: words, model: 'a\u0007b' } });
    const { devices } = await search('127.0.48.0/30', { ports: ports([camera.port]) });
    expect(devices[0]?.manufacturer).toBe('x'.repeat(200));
    expect(devices[0]?.model).not.toMatch(/\p{Cc}/u);
  });

  it('asks 4,096 addresses within its limits and leaves nothing open', async () => {
    const camera = await device('127.0.79.250');
    const limits = { atOnce: 128, perSecond: 4000 };
    const open = (): number => process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap' || name === 'TCPConnectWrap').length;
    const before = open();
    let peak = 0;
    const startedAt = performance.now();
    let last: SweepProgress | undefined;
    const { devices } = await search('127.0.64.0/20', {
      limits,
      ports: ports([camera.port], [1, 2]),
      onProgress: (progress) => {
        peak = Math.max(peak, open() - before);
        last = progress;
      },
    });
    const tookMs = performance.now() - startedAt;
    expect(devices).toMatchObject([{ address: '127.0.79.250' }]);
    expect(last).toEqual({ addressesDone: 4096, answered: 4096, notTried: 0 });
    // three ports each, at most 4,000 a second
    expect(tookMs).toBeGreaterThan((3 * 4096) / 4);
    expect(tookMs).toBeLessThan(40_000);
    expect(peak).toBeLessThanOrEqual(2 * limits.atOnce);
    await expect.poll(open).toBeLessThanOrEqual(before + 2);
  });

  it('ends at once when it is stopped, and goes on behind what is done', async () => {
    const camera = await device('127.0.44.250');
    const stop = new AbortController();
    let reached = 0;
    const stopped = search('127.0.44.0/24', {
      signal: stop.signal,
      limits: { atOnce: 4, perSecond: 200 },
      ports: ports([camera.port]),
      onProgress: ({ addressesDone }) => {
        reached = addressesDone;
        if (addressesDone >= 20) stop.abort();
      },
    });
    await expect(stopped).rejects.toMatchObject({ kind: 'cancelled' });
    expect(reached).toBeGreaterThanOrEqual(20);
    expect(reached).toBeLessThan(40);
    const rest = await search('127.0.44.0/24', { firstIndex: reached, ports: ports([camera.port]) });
    expect(rest.devices).toHaveLength(1);
    expect(rest.last).toEqual({ addressesDone: 256, answered: 256 - reached, notTried: 0 });
  });

  it('dials only what the policy allows: not the ports of services, not what lies outside the list', async () => {
    const camera = await device('127.0.45.2');
    const other = await device('127.0.45.3');
    const policy = { overrideNetworks: parseAllowedNetworks(`127.0.45.2/32:${camera.port}`) };
    const { devices, last } = await search('127.0.45.0/29', { policy, ports: ports([camera.port, other.port]) });
    expect(devices.map(({ address }) => address)).toEqual(['127.0.45.2']);
    expect(other.requests).toEqual([]);
    expect(last).toEqual({ addressesDone: 8, answered: 1, notTried: 0 });
  });

  it('ends with what its listener fails with', async () => {
    const camera = await device('127.0.46.1');
    const failing = search('127.0.46.0/29', { ports: ports([camera.port]), onFound: () => Promise.reject(new Error('database gone')) });
    await expect(failing).rejects.toThrow('database gone');
  });
});
