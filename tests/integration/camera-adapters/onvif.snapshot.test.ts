import { expect, test } from 'vitest';
import { onvifContact } from '../../support/camera-adapters/onvif-contact.ts';
import { defaultJpeg } from '../../support/onvif-device/snapshot/default-jpeg.ts';
import type { SnapshotFault } from '../../support/onvif-device/faults/device-fault.ts';

test("the picture is the camera's own, byte for byte", async () => {
  const { adapter, source, context, device } = await onvifContact();
  const before = Date.now();
  const picture = await adapter.snapshot(source, context);
  expect(Buffer.from(picture.jpeg).equals(defaultJpeg)).toBe(true);
  expect(picture).toMatchObject({ widthPx: 32, heightPx: 18 });
  expect(picture.receivedAtMs).toBeGreaterThanOrEqual(before);
  expect(picture.receivedAtMs).toBeLessThanOrEqual(Date.now());
  expect(device.requests.at(-1)).toMatchObject({ operation: 'snapshot', status: 200 });
});

test.each(['none', 'basic', 'digest-md5', 'digest-sha256', 'digest-both'] as const)(
  'the picture may want another sign-in than the services: %s',
  async (snapshotAuth) => {
    for (const authMode of ['digest-md5', 'ws-usernametoken'] as const) {
      const { adapter, source, context } = await onvifContact({ authMode, snapshotAuth });
      await expect(adapter.snapshot(source, context)).resolves.toMatchObject({ widthPx: 32 });
    }
  },
);

test('the profile with the most pixels is photographed', async () => {
  const { adapter, source, context, device } = await onvifContact();
  const [main, sub] = device.options.profiles;
  device.set({ profiles: [sub!, main!] });
  await adapter.snapshot(source, context);
  expect(device.requests.at(-1)?.target).toContain(main!.token);
});

test('tokens with characters of XML are asked for rightly', async () => {
  const { adapter, source, context, device } = await onvifContact();
  const token = `kênh<1>&"'/?`;
  device.set({ profiles: [{ ...device.options.profiles[0]!, token }] });
  await expect(adapter.snapshot(source, context)).resolves.toMatchObject({ widthPx: 32 });
});

test.each<[what: string, fault: SnapshotFault, code: string]>([
  ['half a picture under the length of the whole', { kind: 'truncated' }, 'snapshot_broken'],
  [
    'half a picture under its own length',
    { kind: 'raw', status: 200, contentType: 'image/jpeg', body: defaultJpeg.subarray(0, defaultJpeg.length / 2) },
    'snapshot_broken',
  ],
  ['a web page with status 200', { kind: 'html', status: 200 }, 'bad_answer'],
  ['an empty reply', { kind: 'empty' }, 'bad_answer'],
  ['an inner error', { kind: 'html', status: 500 }, 'bad_answer'],
  ['no picture but a refusal', { kind: 'html', status: 403 }, 'auth_failed'],
])('%s: an error of its own', async (_what, snapshotFault, code) => {
  const { adapter, source, context } = await onvifContact({ snapshotFault });
  await expect(adapter.snapshot(source, context)).rejects.toMatchObject({ code });
});

test('a picture cut by a reset is broken, or unreachable where the reset overtook it', async () => {
  const { adapter, source, context } = await onvifContact({ snapshotFault: { kind: 'reset', after: 'half' } });
  await expect(adapter.snapshot(source, context)).rejects.toMatchObject({ code: expect.stringMatching(/^(?:snapshot_broken|camera_unreachable)$/) });
});

test('a picture without end is cut off', async () => {
  const { adapter, source, context } = await onvifContact({ snapshotFault: { kind: 'endless' } });
  await expect(adapter.snapshot(source, context)).rejects.toMatchObject({ kind: 'too_large', code: 'picture_too_large' });
});

test('a picture that hangs ends with the deadline', async () => {
  const { adapter, source, context } = await onvifContact({ snapshotFault: { kind: 'hang', after: 'half' } }, { deadlineMs: 500 });
  await expect(adapter.snapshot(source, context)).rejects.toMatchObject({ code: 'camera_timeout' });
});

test('two cameras with equal credentials, asked at once, each give their own picture', async () => {
  const withComment = (text: string): Buffer =>
    Buffer.concat([defaultJpeg.subarray(0, 2), Buffer.from([0xff, 0xfe, 0, text.length + 2]), Buffer.from(text), defaultJpeg.subarray(2)]);
  const cameras = await Promise.all(['A', 'B', 'C'].map(async (name) => ({ name, ...(await onvifContact({ jpeg: withComment(name) })) })));
  for (let round = 0; round < 5; round += 1) {
    const pictures = await Promise.all(cameras.map(({ adapter, source, context }) => adapter.snapshot(source, context)));
    pictures.forEach((picture, index) => expect(Buffer.from(picture.jpeg).equals(withComment(cameras[index]!.name))).toBe(true));
  }
});

test('a camera that is off is connection_refused', async () => {
  const { adapter, source, context, device } = await onvifContact();
  await device.stop();
  await expect(adapter.snapshot(source, context)).rejects.toMatchObject({ kind: 'unreachable', code: 'connection_refused' });
});
