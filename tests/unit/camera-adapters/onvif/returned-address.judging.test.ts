import { expect, test } from 'vitest';
import { createNetworkPolicy } from '../../../../camera-adapters/network-policy.ts';
import { createReturnedAddresses } from '../../../../camera-adapters/onvif/returned-address.ts';
import { parseAllowedNetworks } from '../../../../domain/address-rule.ts';
import { parseCameraUrl } from '../../../../domain/camera-url.ts';

async function addressesOf(typed: string, networks = '') {
  const lookups: string[] = [];
  const names: Record<string, string> = { 'cam.example.vn': '113.161.1.1', 'evil.example.vn': '169.254.169.254', 'store.example.vn': '113.161.1.2' };
  const network = createNetworkPolicy({
    policy: { overrideNetworks: parseAllowedNetworks(networks) },
    lookup: async (host) => {
      lookups.push(host);
      const address = names[host];
      return address === undefined ? [] : [{ address, family: 4 }];
    },
  });
  const dialled = parseCameraUrl(typed, 'onvif');
  const pinned = await network.pin(dialled.host, dialled.port);
  return { addresses: createReturnedAddresses({ dialled, pinned, network }), lookups };
}

test('a service on another host is believed by its path only', async () => {
  const { addresses } = await addressesOf('http://113.161.1.1:8081/onvif/device_service');
  const service = await addresses.service('http://192.168.1.64/onvif/media?x=1');
  expect(service).toEqual({
    target: '/onvif/media?x=1',
    origin: { secure: false, pinned: { host: '113.161.1.1', address: '113.161.1.1', family: 4, port: 8081 } },
  });
});

test('a service on the dialled host may have its own port, which is judged', async () => {
  const { addresses } = await addressesOf('http://10.0.0.9/onvif/device_service');
  expect((await addresses.service('http://10.0.0.9:8899/onvif/media'))?.origin.pinned.port).toBe(8899);
  await expect(addresses.service('http://10.0.0.9:6379/onvif/media')).rejects.toMatchObject({ kind: 'camera', code: 'port_forbidden' });
});

test('encryption is not given up because a service names http', async () => {
  const { addresses } = await addressesOf('https://10.0.0.9/onvif/device_service');
  expect((await addresses.service('http://10.0.0.9/onvif/media'))?.origin).toMatchObject({ secure: true, pinned: { port: 443 } });
});

test('a bare path is taken, and what is no address is left out', async () => {
  const { addresses } = await addressesOf('http://10.0.0.9:81/onvif/device_service');
  expect(await addresses.service('/onvif/media')).toMatchObject({ target: '/onvif/media', origin: { pinned: { port: 81 } } });
  for (const bad of ['', 'file:///etc/passwd', 'http://', '//', 'http://10.0.0.9\\@x/', 'javascript:1']) expect(await addresses.service(bad)).toBeUndefined();
});

test('a name is resolved once, its ports judged by the address found', async () => {
  const { addresses, lookups } = await addressesOf('http://cam.example.vn/onvif/device_service');
  await addresses.service('http://cam.example.vn:8899/onvif/media');
  const stream = await addresses.media('rtsp://113.161.1.1:8554/live', 'rtsp');
  expect(stream).toMatchObject({
    isForeign: false,
    url: { url: 'rtsp://cam.example.vn:8554/live' },
    pinned: { host: 'cam.example.vn', address: '113.161.1.1', port: 8554 },
  });
  expect(lookups).toEqual(['cam.example.vn']);
});

test('a host by which the camera called itself means the dialled host', async () => {
  const { addresses } = await addressesOf('http://113.161.1.1/onvif/device_service');
  await addresses.service('http://192.168.1.64/onvif/media');
  expect((await addresses.media('rtsp://192.168.1.64:554/live?c=1', 'rtsp')).url.url).toBe('rtsp://113.161.1.1/live?c=1');
  expect(await addresses.media('rtsp://192.168.1.65/live', 'rtsp')).toMatchObject({ isForeign: true, url: { host: '192.168.1.65' } });
});

test('user and password inside are dropped', async () => {
  const { addresses } = await addressesOf('http://10.0.0.9/onvif/device_service');
  const { url } = await addresses.media('http://admin:secret@10.0.0.9/snap.jpg', 'onvif');
  expect(url.url).toBe('http://10.0.0.9/snap.jpg');
  expect(JSON.stringify(url)).not.toContain('secret');
});

test.each([
  'rtsp://127.0.0.1/live',
  'rtsp://localhost.localdomain@127.0.0.1/live',
  'rtsp://0x7f.1/live',
  'rtsp://2130706433/live',
  'rtsp://[::1]/live',
  'rtsp://[::ffff:169.254.169.254]/live',
  'rtsp://169.254.169.254/latest/meta-data',
  'rtsp://evil.example.vn/live',
  'rtsp://0.0.0.0/live',
])('%s is refused as what the camera said', async (uri) => {
  const { addresses } = await addressesOf('http://10.0.0.9/onvif/device_service');
  await expect(addresses.media(uri, 'rtsp')).rejects.toMatchObject({ kind: 'camera', code: 'address_forbidden' });
});

test('service ports, names without an address and what is no address are refused', async () => {
  const { addresses } = await addressesOf('http://10.0.0.9/onvif/device_service');
  await expect(addresses.media('http://10.0.0.9:6379/x', 'onvif')).rejects.toMatchObject({ kind: 'camera', code: 'port_forbidden' });
  await expect(addresses.media('rtsp://nowhere.example.vn/', 'rtsp')).rejects.toMatchObject({ code: 'name_not_found' });
  for (const bad of ['', 'rtsp://', 'file:///etc/passwd', 'http://10.0.0.9/x', 'rtsp://10.0.0.9/a\r\nb']) {
    await expect(addresses.media(bad, 'rtsp')).rejects.toMatchObject({ kind: 'camera', code: 'bad_answer', details: { reason: 'address' } });
  }
});
