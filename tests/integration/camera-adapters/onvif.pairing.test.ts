import { expect, test } from 'vitest';
import { onvifContact } from '../../support/camera-adapters/onvif-contact.ts';
import type { DeviceFault } from '../../support/onvif-device/faults/device-fault.ts';

const BROKEN: DeviceFault = { kind: 'soap-fault', code: 'Receiver', subcodes: ['ter:Action'], reason: 'Media2 is out of order' };
const NOT_SUPPORTED: DeviceFault = { kind: 'soap-fault', code: 'Receiver', subcodes: ['ter:ActionNotSupported'], reason: 'Optional Action Not Implemented' };

test('both media services are listed, and each profile says which of them know it', async () => {
  const { adapter, source, context } = await onvifContact();
  const { capabilities } = await adapter.probe(source, context);
  expect(capabilities).toMatchObject({ media1: true, media2: true, events: true, signIn: 'digest' });
  expect(capabilities.profiles).toHaveLength(4);
  for (const profile of capabilities.profiles) expect(profile.services).toEqual(['media2', 'media1']);
  expect(capabilities.services).toEqual(
    expect.arrayContaining([
      { namespace: 'http://www.onvif.org/ver20/media/wsdl', version: '26.6' },
      { namespace: 'http://www.onvif.org/ver10/media/wsdl', version: '21.6' },
    ]),
  );
});

test.each([
  ['GetProfiles', BROKEN],
  ['GetProfiles', { kind: 'html', status: 500 } satisfies DeviceFault],
  ['GetSnapshotUri', BROKEN],
  ['GetSnapshotUri', NOT_SUPPORTED],
])('a picture comes by way of Media1 where %s of Media2 fails', async (operation, fault) => {
  const { adapter, source, context, device } = await onvifContact({ faults: { [`media2:${operation}`]: fault } });
  await expect(adapter.snapshot(source, context)).resolves.toMatchObject({ widthPx: 32 });
  expect(device.requests.filter(({ endpoint }) => endpoint === 'media1').map((request) => request.operation)).toContain('GetSnapshotUri');
  expect(device.requests.at(-1)?.target).toContain('profile_1');
});

test.each([BROKEN, { kind: 'malformed-xml' } satisfies DeviceFault])('a stream comes by way of Media1 where Media2 has none to give', async (fault) => {
  const { adapter, source, context, heard } = await onvifContact({ faults: { 'media2:GetStreamUri': fault } });
  const { capabilities, problems } = await adapter.probe(source, context);
  expect(capabilities.streamable).toBe(true);
  expect(problems).toEqual([]);
  expect(heard().filter((entry) => entry.startsWith('GetStreamUri')).length).toBeGreaterThan(1);
});

test('what both fail at is told in the words of Media2', async () => {
  const { adapter, source, context } = await onvifContact({ faults: { 'media2:GetStreamUri': BROKEN, 'media1:GetStreamUri': NOT_SUPPORTED } });
  const { capabilities, problems } = await adapter.probe(source, context);
  expect(capabilities.streamable).toBe(false);
  expect(problems).toMatchObject([{ code: 'camera_fault' }]);
});

test('a picture address that is a stream address is no picture by HTTP: the keyframe is taken', async () => {
  const { adapter, source, context } = await onvifContact({
    snapshotUri: 'rtsp://127.0.0.1:554/user=admin_password=_channel=0_stream=0.sdp',
    streamUri: 'http://no-stream',
  });
  await expect(adapter.snapshot(source, context)).rejects.toMatchObject({ code: 'bad_answer', details: { reason: 'address' } });
});
