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
