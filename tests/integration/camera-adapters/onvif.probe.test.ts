import { describe, expect, test } from 'vitest';
import { readingOffsetMs } from '../../../domain/clock-reading.ts';
import { defaultIdentityOptions } from '../../support/onvif-device/device-service/identity-options.ts';
import type { DeviceFault } from '../../support/onvif-device/faults/device-fault.ts';
import { defaultMediaOptions } from '../../support/onvif-device/media/media-options.ts';
import { onvifContact } from '../../support/camera-adapters/onvif-contact.ts';

const NOT_SUPPORTED: DeviceFault = { kind: 'soap-fault', code: 'Receiver', subcodes: ['ter:ActionNotSupported'], reason: 'Optional Action Not Implemented' };

describe('identity', () => {
  test("is given in the device's own words: zeros, dots, marks and entities kept", async () => {
    const { adapter, source, context } = await onvifContact();
    const { identity } = await adapter.probe(source, context);
    const { manufacturer, model, firmwareVersion, serialNumber, hardwareId } = defaultIdentityOptions.identity;
    expect(identity).toEqual({ manufacturer, model, firmware: firmwareVersion, serialNumber, hardwareId });
    expect(identity.serialNumber).toBe('000000123456789012345678');
    expect(identity.firmware).toBe('1.10');
  });

  test.each(['specification', 'toolkit', 'short', 'default-namespace'] as const)('does not depend on prefixes: %s', async (prefixStyle) => {
    const { adapter, source, context } = await onvifContact({ prefixStyle });
    const { identity, capabilities } = await adapter.probe(source, context);
    expect(identity.hardwareId).toBe('0042');
    expect(capabilities).toMatchObject({ snapshotByHttp: true, streamable: true });
  });

  test('does not depend on how replies are cut into pieces or whether connections are kept', async () => {
    for (const wire of [{ transfer: 'chunked' }, { keepAlive: 'announced-close' }, { keepAlive: 'silent-close' }] as const) {
      const { adapter, source, context } = await onvifContact(wire);
      expect((await adapter.probe(source, context)).identity.manufacturer).toBe('Đại Phát & Con');
    }
  });
});

describe('capabilities', () => {
  const media2Profiles = [
    { name: 'Luồng chính & ghi hình', codec: 'h264', widthPx: 2560, heightPx: 1440, framesPerSecond: 25, bitrateKbps: 4096 },
    { name: 'Luồng phụ', codec: 'h264', widthPx: 640, heightPx: 360, framesPerSecond: 12.5, bitrateKbps: 512 },
    { name: 'H.265', codec: 'h265', widthPx: 2560, heightPx: 1440, framesPerSecond: 20, bitrateKbps: 4096 },
    { name: 'MJPEG', codec: 'mjpeg', widthPx: 1280, heightPx: 720, framesPerSecond: 5, bitrateKbps: 4096 },
  ];

  test('come from Media2 where there is one', async () => {
    const { adapter, source, context, heard } = await onvifContact();
    const { capabilities } = await adapter.probe(source, context);
    expect(capabilities).toMatchObject({ profiles: media2Profiles, snapshotByHttp: true, media2: true, clockReadable: true, streamable: true });
    expect(heard().filter((entry) => entry.startsWith('GetStreamUri'))).toHaveLength(1);
  });

  test('come from Media1 otherwise, whose profiles have no word for H.265', async () => {
    const { adapter, source, context } = await onvifContact({ media2: false });
    const { capabilities } = await adapter.probe(source, context);
    expect(capabilities).toMatchObject({ media2: false, snapshotByHttp: true, streamable: true });
    expect(capabilities.profiles.map(({ name, codec }) => [name, codec])).toEqual([
      ['Luồng chính & ghi hình', 'h264'],
      ['Luồng phụ', 'h264'],
      ['H.265', 'unknown'],
      ['MJPEG', 'mjpeg'],
    ]);
  });

  test('come from Media1 when Media2 has no profiles to give', async () => {
    const { adapter, source, context } = await onvifContact({ faults: { 'media2:GetProfiles': NOT_SUPPORTED } });
    expect((await adapter.probe(source, context)).capabilities).toMatchObject({ media2: false, streamable: true });
  });

  test.each([false, 'omitted'] as const)('a picture by HTTP that is not advertised (%s) is not claimed', async (snapshotUriCapability) => {
    const { adapter, source, context } = await onvifContact({ snapshotUriCapability });
    expect((await adapter.probe(source, context)).capabilities.snapshotByHttp).toBe(false);
  });

  test('a device without media services or profiles is told as such, its identity all the same', async () => {
    for (const options of [{ media1: false, media2: false }, { profiles: [] }]) {
      const { adapter, source, context } = await onvifContact(options);
      const { identity, capabilities, problems } = await adapter.probe(source, context);
      expect(identity.manufacturer).toBe('Đại Phát & Con');
      expect(capabilities).toMatchObject({ streamable: false, profiles: [] });
      expect(problems.map(({ code }) => code)).toEqual(['no_video']);
    }
  });

  test('two services on one path are told apart', async () => {
    const { adapter, source, context } = await onvifContact({ servicePaths: { media1: '/one', media2: '/one' } });
    expect((await adapter.probe(source, context)).capabilities.profiles).toHaveLength(defaultMediaOptions.profiles.length);
  });

  test('a device older than GetServices is asked by GetCapabilities', async () => {
    const { adapter, source, context, heard } = await onvifContact({ faults: { GetServices: NOT_SUPPORTED } });
    expect((await adapter.probe(source, context)).capabilities).toMatchObject({ media2: false, streamable: true, snapshotByHttp: true });
    expect(heard()).toContain('GetCapabilities:none');
  });
});

describe('clock', () => {
  test.each([0, 61_000, -3_599_500, 86_400_000 * 365])('an offset of %d ms is found within the uncertainty', async (clockOffsetMs) => {
    const { adapter, source, context } = await onvifContact({ clockOffsetMs });
    const { clock } = await adapter.probe(source, context);
    expect(clock?.method).toBe('onvif');
    expect(Math.abs(readingOffsetMs(clock!) - clockOffsetMs)).toBeLessThanOrEqual(clock!.uncertaintyMs);
    expect(clock!.uncertaintyMs).toBeGreaterThanOrEqual(500);
    expect(clock!.uncertaintyMs).toBeLessThan(1_500);
  });

  test('ping and picture bring a reading as well', async () => {
    const { adapter, source, context } = await onvifContact({ clockOffsetMs: 61_000 });
    const { clock } = await adapter.ping(source, context);
    const picture = await adapter.snapshot(source, context);
    expect(Math.abs(readingOffsetMs(clock!) - 61_000)).toBeLessThanOrEqual(clock!.uncertaintyMs);
    expect(picture.deviceTimeSource).toBe('clock_offset');
    expect(Math.abs(picture.deviceTimeMs! - picture.receivedAtMs - 61_000)).toBeLessThanOrEqual(picture.clock!.uncertaintyMs);
  });

  test.each(['ICT-7', '<+07>-7', 'EST5EDT', 'IST-5:30', 'UTC0'])('local time in %s serves where UTC is left out', async (timeZone) => {
    const { adapter, source, context } = await onvifContact({ clockOffsetMs: -90_000, omitUtcDateTime: true, timeZone });
    const { clock } = await adapter.probe(source, context);
    expect(Math.abs(readingOffsetMs(clock!) + 90_000)).toBeLessThanOrEqual(clock!.uncertaintyMs);
  });

  test('summer time counts', async () => {
    const { adapter, source, context } = await onvifContact({ omitUtcDateTime: true, timeZone: 'CET-1CEST,M3.5.0,M10.5.0/3', daylightSavings: true });
    const { clock } = await adapter.probe(source, context);
    expect(Math.abs(readingOffsetMs(clock!))).toBeLessThanOrEqual(clock!.uncertaintyMs);
  });

  test('a camera that tells no time by ONVIF is read by HTTP Date, and it is reported', async () => {
    const { adapter, source, context } = await onvifContact({ clockOffsetMs: 61_000, omitUtcDateTime: true, omitLocalDateTime: true });
    const { clock, problems } = await adapter.probe(source, context);
    expect(clock?.method).toBe('http_date');
    expect(Math.abs(readingOffsetMs(clock!) - 61_000)).toBeLessThanOrEqual(clock!.uncertaintyMs);
    expect(problems.map(({ code }) => code)).toEqual(['clock_unreadable']);
  });

  test('a camera that tells no time at all still answers', async () => {
    const { adapter, source, context } = await onvifContact({ omitUtcDateTime: true, omitLocalDateTime: true, httpDate: false });
    const { clock, capabilities, problems } = await adapter.probe(source, context);
    expect(clock).toBeUndefined();
    expect(capabilities.clockReadable).toBe(false);
    expect(problems.map(({ code }) => code)).toEqual(['clock_unreadable']);
    await expect(adapter.snapshot(source, context)).resolves.toMatchObject({ deviceTimeSource: 'none' });
  });
});
