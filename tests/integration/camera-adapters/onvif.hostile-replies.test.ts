import { describe, expect, test } from 'vitest';
import type { DeviceFault } from '../../support/onvif-device/faults/device-fault.ts';
import { onvifContact } from '../../support/camera-adapters/onvif-contact.ts';
import { settlesWithin } from '../../support/settles-within.ts';

const METHODS = ['GetSystemDateAndTime', 'GetServices', 'GetDeviceInformation', 'GetProfiles', 'GetSnapshotUri'] as const;

describe('replies that are none', () => {
  test.each<[string, DeviceFault, string]>([
    ['a login page', { kind: 'html', status: 200 }, 'bad_answer'],
    ['an inner error', { kind: 'html', status: 500 }, 'bad_answer'],
    ['an empty reply', { kind: 'empty' }, 'bad_answer'],
    ['half a reply', { kind: 'truncated' }, 'bad_answer'],
    ['XML that stops', { kind: 'malformed-xml' }, 'bad_answer'],
    ['a reply without end', { kind: 'endless' }, 'bad_answer'],
    ['a reply of 30 MB', { kind: 'large', bytes: 30_000_000 }, 'bad_answer'],
    ['elements twenty thousand deep', { kind: 'deep', depth: 20_000 }, 'bad_answer'],
    ['an entity bomb', { kind: 'entity-bomb' }, 'bad_answer'],
    ['an external entity', { kind: 'external-entity', systemId: 'file:///etc/passwd' }, 'bad_answer'],
    ['a picture', { kind: 'raw', status: 200, contentType: 'image/jpeg', body: Buffer.from([0xff, 0xd8, 0xff, 0xd9]) }, 'bad_answer'],
    ['a reset connection', { kind: 'reset', after: 'nothing' }, 'camera_unreachable'],
  ])('%s is a typed error wherever it strikes', async (_what, fault, code) => {
    for (const method of METHODS) {
      const { adapter, source, context } = await onvifContact({ faults: { [method]: fault } });
      const contact = method === 'GetDeviceInformation' ? adapter.ping(source, context) : adapter.snapshot(source, context);
      await expect(contact, method).rejects.toMatchObject({ code });
    }
  });

  test.each(['headers', 'half'] as const)('a connection reset after %s is an answer cut short, or none where the reset overtook it', async (after) => {
    for (const method of METHODS) {
      const { adapter, source, context } = await onvifContact({ faults: { [method]: { kind: 'reset', after } } });
      const contact = method === 'GetDeviceInformation' ? adapter.ping(source, context) : adapter.snapshot(source, context);
      await expect(contact, method).rejects.toMatchObject({ code: expect.stringMatching(/^(?:bad_answer|camera_unreachable)$/) });
    }
  });

  test('a page that is missing where the ONVIF service should be says so', async () => {
    const { adapter, source, context } = await onvifContact();
    const elsewhere = { ...source, url: source.url.replace('/onvif/device_service', '/nothing/here') };
    await expect(adapter.ping(elsewhere, context)).rejects.toMatchObject({ code: 'bad_answer', details: { reason: 'status', status: 404 } });
  });

  test('an external entity is fetched by nobody', async () => {
    const { adapter, source, context, device } = await onvifContact();
    device.set({ faults: { GetProfiles: { kind: 'external-entity', systemId: `http://127.0.0.1:${device.port}/stolen` } } });
    await expect(adapter.snapshot(source, context)).rejects.toMatchObject({ code: 'bad_answer' });
    expect(device.requests.filter(({ method }) => method === 'GET')).toEqual([]);
  });

  test('the right reply under a wrong content type is taken', async () => {
    const { adapter, source, context } = await onvifContact({ faults: { '*': { kind: 'wrong-content-type', contentType: 'text/plain' } } });
    await expect(adapter.probe(source, context)).resolves.toMatchObject({ capabilities: { streamable: true } });
  });

  test('a large reply below the cap is taken', async () => {
    const { adapter, source, context } = await onvifContact({ faults: { GetProfiles: { kind: 'large', bytes: 500_000 } } });
    await expect(adapter.probe(source, context)).resolves.toMatchObject({ capabilities: { streamable: true } });
  });

  test('a broken answer about media is a problem of a probe that knows the rest', async () => {
    const { adapter, source, context } = await onvifContact({ faults: { GetProfiles: { kind: 'malformed-xml' } } });
    const { identity, problems } = await adapter.probe(source, context);
    expect(identity.model).toBe('Mắt Phố <4K>');
    expect(problems.map(({ code }) => code)).toEqual(['bad_answer']);
  });
});

describe("the camera's own words", () => {
  test('come along with a fault, cleaned and bounded', async () => {
    const reason = `Máy\u0085đang \u200bbận\r\n\u202e${'x'.repeat(5_000)}`;
    const { adapter, source, context } = await onvifContact({
      faults: { GetDeviceInformation: { kind: 'soap-fault', code: 'Receiver', subcodes: ['ter:Action'], reason } },
    });
    const error = await adapter.ping(source, context).catch((caught: unknown) => caught as { code: string; details: Record<string, unknown> });
    expect(error).toMatchObject({ kind: 'camera', code: 'camera_fault', details: { operation: 'GetDeviceInformation', faultCodes: ['Receiver', 'Action'] } });
    const words = String((error as { details: Record<string, unknown> }).details['faultReason']);
    expect(words).toMatch(/^Máy đang bận x+$/);
    expect(words.length).toBeLessThanOrEqual(200);
  });

  test('an operation that it has not is not_supported', async () => {
    const { adapter, source, context } = await onvifContact({
      faults: {
        GetDeviceInformation: { kind: 'soap-fault', code: 'Receiver', subcodes: ['ter:ActionNotSupported'], reason: 'Optional Action Not Implemented' },
      },
    });
    await expect(adapter.ping(source, context)).rejects.toMatchObject({ kind: 'camera', code: 'not_supported' });
  });

  test('a user who may not is auth_failed, and no second way of signing in is tried', async () => {
    const { adapter, source, context, heard } = await onvifContact({
      faults: { GetProfiles: { kind: 'soap-fault', code: 'Sender', subcodes: ['ter:NotAuthorized'], reason: 'Operator only' } },
    });
    const { problems } = await adapter.probe(source, context);
    expect(problems.map(({ code }) => code)).toEqual(['auth_failed']);
    expect(heard().some((entry) => entry.includes('ws-usernametoken'))).toBe(false);
  });
});

describe('deadline and abort', () => {
  test.each(METHODS)('the whole contact ends with its deadline while %s hangs', async (method) => {
    for (const after of ['nothing', 'headers', 'half'] as const) {
      const { adapter, source, context } = await onvifContact({ faults: { [method]: { kind: 'hang', after } } }, { deadlineMs: 400 });
      const contact = method === 'GetDeviceInformation' ? adapter.ping(source, context) : adapter.snapshot(source, context);
      expect(await settlesWithin(contact, 2_000)).toBe(true);
      await expect(contact).rejects.toMatchObject({ kind: 'timeout', code: 'camera_timeout' });
    }
  });

  test('answers that each come in time still share one deadline', async () => {
    const { adapter, source, context } = await onvifContact({ delayMs: { '*': 150 } }, { deadlineMs: 400 });
    await expect(adapter.probe(source, context)).rejects.toMatchObject({ code: 'camera_timeout' });
  });

  test('a reply that drips is no way around it', async () => {
    const { adapter, source, context } = await onvifContact({ faults: { GetServices: { kind: 'drip', chunkBytes: 1, intervalMs: 20 } } }, { deadlineMs: 400 });
    await expect(adapter.probe(source, context)).rejects.toMatchObject({ code: 'camera_timeout' });
  });

  test('a name that is never resolved is no way around it', async () => {
    const { adapter, source, context } = await onvifContact({}, { deadlineMs: 200, network: { pin: () => new Promise<never>(() => undefined) } });
    await expect(adapter.ping(source, context)).rejects.toMatchObject({ code: 'camera_timeout' });
  });

  test('an abort ends it at once', async () => {
    const abort = new AbortController();
    const { adapter, source, context, device } = await onvifContact({ faults: { GetProfiles: { kind: 'hang', after: 'half' } } }, { signal: abort.signal });
    const contact = expect(adapter.snapshot(source, context)).rejects.toMatchObject({ kind: 'cancelled', code: 'contact_cancelled' });
    await device.waitFor('GetProfiles', ({ auth }) => auth.verdict === 'accepted');
    abort.abort();
    await contact;
  });

  test('aborted before it began, it dials nobody', async () => {
    const { adapter, source, context, device } = await onvifContact({}, { signal: AbortSignal.abort() });
    await expect(adapter.probe(source, context)).rejects.toMatchObject({ code: 'contact_cancelled' });
    expect(device.requests).toEqual([]);
  });
});
