import { expect, test } from 'vitest';
import { createKnownPictureAddresses } from '../../../camera-adapters/onvif/known-picture-addresses.ts';
import { onvifContact } from '../../support/camera-adapters/onvif-contact.ts';

const operations = (heard: readonly string[]): string[] => heard.map((each) => each.split(':')[0]!);

test('where a camera keeps its picture is asked once, the clock each time', async () => {
  const { adapter, source, context, device, heard } = await onvifContact();
  await adapter.snapshot(source, context);
  const first = device.requests.length;
  expect(operations(heard())).toContain('GetSnapshotUri');
  const again = await adapter.snapshot(source, context);
  expect(new Set(operations(heard()).slice(first))).toEqual(new Set(['GetSystemDateAndTime', 'snapshot']));
  expect(again).toMatchObject({ widthPx: 32, clock: { method: 'onvif' } });
});

test('another camera, or the same one registered elsewhere, is asked for its own', async () => {
  const one = await onvifContact();
  await one.adapter.snapshot(one.source, one.context);
  const other = await onvifContact();
  await one.adapter.snapshot(other.source, { ...one.context, credentials: other.context.credentials! });
  expect(operations(other.heard())).toContain('GetSnapshotUri');
  const before = one.device.requests.length;
  await one.adapter.snapshot(one.source, { ...one.context, cameraId: 'another' });
  expect(operations(one.heard()).slice(before)).toContain('GetSnapshotUri');
});

test('a camera that has its picture elsewhere by now is asked again within the same contact', async () => {
  const { adapter, source, context, device, heard } = await onvifContact();
  await adapter.snapshot(source, context);
  device.set({ profiles: [{ ...device.options.profiles[0]!, token: 'renamed' }] });
  const before = device.requests.length;
  await expect(adapter.snapshot(source, context)).resolves.toMatchObject({ widthPx: 32 });
  expect(operations(heard()).slice(before)).toContain('GetSnapshotUri');
  expect(device.requests.at(-1)?.target).toContain('renamed');
});

test('a remembered address is judged anew before it is dialled', async () => {
  const { adapter, source, context, device } = await onvifContact();
  await adapter.snapshot(source, context);
  const before = device.requests.length;
  const refusing = { pin: () => Promise.reject(new Error('refused')) };
  await expect(adapter.snapshot(source, { ...context, network: refusing })).rejects.toThrow();
  expect(device.requests.length).toBe(before);
});

test('an address on another host is not remembered, and none for longer than an hour', () => {
  let nowMs = 0;
  const known = createKnownPictureAddresses(() => nowMs);
  const source = { kind: 'onvif', url: 'http://10.0.0.9/onvif' } as const;
  const address = { url: { url: 'http://10.0.0.9/snap' }, pinned: {}, isForeign: false } as never as Parameters<typeof known.remember>[2];
  known.remember('a', source, { ...address, isForeign: true });
  expect(known.find('a', source)).toBeUndefined();
  known.remember('a', source, address);
  nowMs = 3_599_000;
  expect(known.find('a', source)).toBe('http://10.0.0.9/snap');
  // another channel of the same recorder is another picture
  expect(known.find('a', { ...source, channel: 2 })).toBeUndefined();
  known.remember('a', source, address);
  nowMs += 3_601_000;
  expect(known.find('a', source)).toBeUndefined();
});
