import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import type { CameraAdapter, ContactContext } from '../../../camera-adapters/contract.ts';
import { createNetworkPolicy } from '../../../camera-adapters/network-policy.ts';
import { parseAllowedNetworks } from '../../../domain/address-rule.ts';
import type { RtspSource } from '../../../domain/camera-source.ts';
import { onvifContact } from '../../support/camera-adapters/onvif-contact.ts';

/** The far end of the stream address: keeps what it was asked to dial. */
function dialledStreams(): CameraAdapter<RtspSource> & { readonly dialled: { source: RtspSource; context: ContactContext }[] } {
  const dialled: { source: RtspSource; context: ContactContext }[] = [];
  const refuse = (): never => {
    throw new Error('only pictures are expected');
  };
  return {
    kind: 'rtsp',
    dialled,
    probe: refuse,
    ping: refuse,
    record: refuse,
    events: refuse,
    async snapshot(source, context) {
      dialled.push({ source, context });
      return { jpeg: new Uint8Array(), widthPx: 1, heightPx: 1, receivedAtMs: context.now(), deviceTimeSource: 'none' };
    },
  };
}

/** Counts requests that should never come. */
async function trap(): Promise<{ readonly port: number; readonly heard: string[] }> {
  const heard: string[] = [];
  const server = createServer((request, response) => {
    heard.push(`${request.method} ${request.url} ${request.headers.authorization ?? ''}`);
    response.end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  });
  return { port: (server.address() as AddressInfo).port, heard };
}

test('a camera behind NAT that gives its inner address is dialled where it was registered', async () => {
  const rtsp = dialledStreams();
  const { adapter, source, context, device, heard } = await onvifContact(
    { xaddr: { origin: 'http://192.168.1.64' }, snapshotUriCapability: false, streamUri: 'rtsp://192.168.1.64:8554/live?c=1' },
    {},
    rtsp,
  );
  await adapter.snapshot(source, context);
  expect(heard()).toContain('GetStreamUri:digest');
  expect(rtsp.dialled.map((dialled) => dialled.source)).toEqual([{ kind: 'rtsp', url: 'rtsp://127.0.0.1:8554/live?c=1', transport: 'tcp' }]);
  expect(heard().filter((entry) => entry.startsWith('GetSnapshotUri'))).toEqual([]);
  expect(device.requests.every(({ target }) => target.startsWith('/onvif/'))).toBe(true);
});

test('bare paths and addresses of services that make no sense', async () => {
  const relative = await onvifContact({ xaddr: { relative: true } });
  expect((await relative.adapter.probe(relative.source, relative.context)).capabilities.media2).toBe(true);
  const nonsense = await onvifContact({ xaddr: { override: { media2: 'file:///etc/passwd' } } });
  expect((await nonsense.adapter.probe(nonsense.source, nonsense.context)).capabilities).toMatchObject({ media2: false, streamable: true });
});

test('a service at a forbidden port of the dialled host is reported and not dialled', async () => {
  const { adapter, source, context } = await onvifContact({ xaddr: { override: { media2: 'http://127.0.0.1:6379/onvif/media2_service' } } });
  const { identity, problems } = await adapter.probe(source, context);
  expect(identity.manufacturer).toBe('Đại Phát & Con');
  expect(problems.map(({ code }) => code)).toEqual(['port_forbidden']);
});

test.each(['http://169.254.169.254/latest/meta-data', 'http://[::ffff:169.254.169.254]/x', 'http://0xa9fea9fe/x', 'http://192.168.1.1/x', 'http://[::1]/x'])(
  'a picture at %s is address_forbidden',
  async (snapshotUri) => {
    const { adapter, source, context } = await onvifContact({ snapshotUri });
    await expect(adapter.snapshot(source, context)).rejects.toMatchObject({ kind: 'camera', code: 'address_forbidden' });
  },
);

test.each(['rtsp://169.254.169.254/live', 'rtsp://8.8.8.8/live', 'rtsp://2852039166/live'])(
  'a stream at %s is address_forbidden, for pictures and recordings',
  async (streamUri) => {
    const { adapter, source, context } = await onvifContact({ streamUri, snapshotUriCapability: false }, {}, dialledStreams());
    await expect(adapter.snapshot(source, context)).rejects.toMatchObject({ kind: 'camera', code: 'address_forbidden' });
    const recording = adapter.record(source, { folder: '/nonexistent', segmentMs: 1_000, stallMs: 1_000 }, context)[Symbol.asyncIterator]();
    await expect(recording.next()).rejects.toMatchObject({ kind: 'camera', code: 'address_forbidden' });
  },
);

test.each(['rtsp://169.254.169.254/live', 'rtsp://10.0.0.1/live'])('a probe tells of a stream at %s without dialling it', async (streamUri) => {
  const { adapter, source, context } = await onvifContact({ streamUri });
  const { capabilities, problems } = await adapter.probe(source, context);
  expect(capabilities).toMatchObject({ streamable: false, snapshotByHttp: true });
  expect(problems.map(({ code }) => code)).toEqual(['address_forbidden']);
});

test('a name is judged by what it leads to, when it is resolved', async () => {
  const network = createNetworkPolicy({
    policy: { overrideNetworks: parseAllowedNetworks('127.0.0.0/8') },
    lookup: async (host) => [{ address: host === 'rebind.example.vn' ? '169.254.169.254' : '127.0.0.1', family: 4 }],
  });
  const { adapter, source, context } = await onvifContact({ snapshotUri: 'http://rebind.example.vn/x.jpg' }, { network });
  await expect(adapter.snapshot(source, context)).rejects.toMatchObject({ kind: 'camera', code: 'address_forbidden' });
});

test.each(['file:///etc/passwd', 'http://', 'not an address', 'ftp://127.0.0.1/live.jpg', 'http://127.0.0.1\\@169.254.169.254/'])(
  'a picture at %j is bad_answer',
  async (snapshotUri) => {
    const { adapter, source, context } = await onvifContact({ snapshotUri });
    await expect(adapter.snapshot(source, context)).rejects.toMatchObject({ kind: 'camera', code: 'bad_answer', details: { reason: 'address' } });
  },
);

test('user and password inside a stream address are dropped, ours are used', async () => {
  const rtsp = dialledStreams();
  const { adapter, source, context } = await onvifContact({ snapshotUriCapability: false, streamUri: 'rtsp://root:pass@127.0.0.1:8554/live' }, {}, rtsp);
  await adapter.snapshot(source, context);
  expect(rtsp.dialled[0]?.source.url).toBe('rtsp://127.0.0.1:8554/live');
  expect(rtsp.dialled[0]?.context.credentials).toEqual(context.credentials);
});

test('a picture on another allowed host gets a digest, never the readable password', async () => {
  const other = await onvifContact({ snapshotAuth: 'basic' });
  const picture = `http://127.0.0.2:${other.device.port}/anything.jpg`;
  const { adapter, source, context } = await onvifContact({ snapshotUri: picture });
  // nothing listens at 127.0.0.2: the attempt shows that the address was believed
  await expect(adapter.snapshot(source, context)).rejects.toMatchObject({ code: 'connection_refused' });

  const asking = createServer((request, response) => {
    heard.push(request.headers.authorization ?? 'none');
    response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="x"' }).end();
  });
  const heard: string[] = [];
  asking.listen(0, '127.0.0.3');
  await once(asking, 'listening');
  onTestFinished(async () => {
    asking.close();
    asking.closeAllConnections();
    await once(asking, 'close');
  });
  const basic = await onvifContact({ snapshotUri: `http://127.0.0.3:${(asking.address() as AddressInfo).port}/x.jpg` });
  await expect(basic.adapter.snapshot(basic.source, basic.context)).rejects.toMatchObject({ code: 'auth_failed' });
  expect(heard).toEqual(['none']);
});

test.each([301, 302, 303, 307, 308] as const)('redirect %d is not followed, neither for questions nor for pictures', async (status) => {
  const { port, heard } = await trap();
  const location = `http://127.0.0.1:${port}/elsewhere`;
  const questions = await onvifContact({ faults: { GetProfiles: { kind: 'redirect', status, location } } });
  await expect(questions.adapter.snapshot(questions.source, questions.context)).rejects.toMatchObject({ code: 'bad_answer', details: { reason: 'redirect' } });
  const pictures = await onvifContact({ snapshotFault: { kind: 'redirect', status, location } });
  await expect(pictures.adapter.snapshot(pictures.source, pictures.context)).rejects.toMatchObject({ code: 'bad_answer', details: { reason: 'redirect' } });
  expect(heard).toEqual([]);
});

test('an address that is forbidden is not dialled at all', async () => {
  const { adapter, source, context, device } = await onvifContact({}, { network: createNetworkPolicy({ policy: {} }) });
  await expect(adapter.ping(source, context)).rejects.toMatchObject({ kind: 'invalid', code: 'address_forbidden' });
  expect(device.requests).toEqual([]);
});
