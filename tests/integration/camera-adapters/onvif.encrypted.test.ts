import { expect, onTestFinished, test } from 'vitest';
import type { OnvifSource } from '../../../domain/camera-source.ts';
import { onvifContact } from '../../support/camera-adapters/onvif-contact.ts';
import type { OnvifContact } from '../../support/camera-adapters/onvif-contact.ts';
import { startTlsFront } from '../../support/camera-adapters/tls-front.ts';
import type { OnvifDeviceOverrides } from '../../support/onvif-device/device-options.ts';

async function encryptedCamera(options: OnvifDeviceOverrides = {}): Promise<OnvifContact & { readonly secure: OnvifSource }> {
  const contact = await onvifContact(options);
  const front = await startTlsFront(contact.device.port);
  onTestFinished(() => front.stop());
  return { ...contact, secure: { kind: 'onvif', url: `https://127.0.0.1:${front.port}/onvif/device_service` } };
}

test('a camera with a self-signed certificate works, and the certificate is reported', async () => {
  const { adapter, secure, context } = await encryptedCamera();
  const { identity, capabilities, problems } = await adapter.probe(secure, context);
  expect(identity.hardwareId).toBe('0042');
  expect(capabilities.media2).toBe(true);
  expect(problems.map(({ code }) => code)).toEqual(['certificate_untrusted']);
});

test('a password that is readable only inside the encryption is no problem of its own', async () => {
  const { adapter, secure, context } = await encryptedCamera({ authMode: 'basic' });
  expect((await adapter.probe(secure, context)).problems.map(({ code }) => code)).toEqual(['certificate_untrusted']);
});

test('a plain address dialled with TLS is tls_failed', async () => {
  const { adapter, source, context } = await onvifContact();
  await expect(adapter.ping({ ...source, url: source.url.replace('http:', 'https:') }, context)).rejects.toMatchObject({ kind: 'camera', code: 'tls_failed' });
});

test.each(['its service addresses', 'GetNetworkProtocols'])(
  'a camera dialled in the clear that offers TLS by %s is found out, and used so the next time',
  async (by) => {
    const contact = await onvifContact();
    const front = await startTlsFront(contact.device.port);
    onTestFinished(() => front.stop());
    if (by === 'GetNetworkProtocols') contact.device.set({ networkProtocols: [{ name: 'HTTPS', enabled: true, port: front.port }] });
    else contact.device.set({ xaddr: { override: { events: `https://127.0.0.1:${front.port}/onvif/events` } } });
    const { adapter, source, context } = contact;
    const { capabilities } = await adapter.probe(source, context);
    expect(capabilities.securePort).toBe(front.port);

    const before = front.connections();
    const secured = { ...context, securePort: front.port };
    await adapter.ping(source, secured);
    expect(front.connections()).toBeGreaterThan(before);
    const plain = contact.device.requests.length;
    const again = await adapter.probe(source, secured);
    expect(again.capabilities.securePort).toBe(front.port);
    expect(again.problems.map(({ code }) => code)).toEqual(['certificate_untrusted']);
    await expect(adapter.snapshot(source, secured)).resolves.toMatchObject({ widthPx: 32 });
    // every request of the two contacts came through the front, the picture too
    expect(front.connections() - before).toBeGreaterThanOrEqual(contact.device.requests.length - plain);
  },
);

test.each([
  ['nobody listens at', 9],
  ['the rules forbid', 6379],
])('a TLS port that %s is not believed', async (_what, port) => {
  const { adapter, source, context } = await onvifContact({ networkProtocols: [{ name: 'HTTPS', enabled: true, port }] });
  const { capabilities, problems } = await adapter.probe(source, context);
  expect(capabilities.securePort).toBeUndefined();
  expect(problems).toEqual([]);
});

test('a host other than the dialled one is not followed, whatever scheme it has', async () => {
  const { adapter, source, context, device } = await onvifContact();
  device.set({ xaddr: { override: { events: 'https://192.0.2.77:1/onvif/events' } } });
  expect((await adapter.probe(source, context)).capabilities.securePort).toBeUndefined();
});

test('a camera that no longer speaks TLS is contacted in the clear, and it is said', async () => {
  const { adapter, source, context, device } = await onvifContact();
  const secured = { ...context, securePort: device.port };
  await expect(adapter.ping(source, secured)).resolves.toMatchObject({ roundTripMs: expect.any(Number) });
  const { capabilities, problems } = await adapter.probe(source, secured);
  expect(capabilities.securePort).toBeUndefined();
  expect(problems.map(({ code }) => code)).toEqual(['encryption_lost']);
});
