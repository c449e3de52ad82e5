import { describe, expect, it } from 'vitest';
import type { DeviceFault } from '../../support/onvif-device/faults/device-fault.ts';
import type { OnvifDevice } from '../../support/onvif-device/start-onvif-device.ts';
import { at, bodies, call, callWithDigest, device, subcodes } from './onvif-device-calls.ts';

const faulty = (fault: DeviceFault) => device({ authMode: 'none', faults: { GetSystemDateAndTime: fault } });
const ask = (started: OnvifDevice) => call(started.url, bodies.dateTime);

describe('SOAP faults', () => {
  it('say what they are told, in Vietnamese too', async () => {
    const started = await faulty({
      kind: 'soap-fault',
      code: 'Receiver',
      subcodes: ['ter:Action', 'ter:CriticalError'],
      reason: 'Thiết bị đang nâng cấp & khởi động lại',
      language: 'vi',
    });
    const answer = await ask(started);
    expect([answer.status, subcodes(answer)]).toEqual([500, ['Action', 'CriticalError']]);
    expect(answer.text).toContain(
      '<env:Fault><env:Code><env:Value>env:Receiver</env:Value><env:Subcode><env:Value>ter:Action</env:Value><env:Subcode><env:Value>ter:CriticalError</env:Value></env:Subcode></env:Subcode></env:Code>' +
        '<env:Reason><env:Text xml:lang="vi">Thiết bị đang nâng cấp &amp; khởi động lại</env:Text></env:Reason></env:Fault>',
    );
    expect((await call(started.url, bodies.services)).status).toBe(200);
  });

  it('strike one service, one operation or all', async () => {
    const fault = { kind: 'soap-fault', code: 'Sender', reason: 'no' } as const;
    const started = await device({ authMode: 'none', faults: { 'media2:GetProfiles': fault } });
    const status = async (path: string, body: string) => (await call(at(started, path), body)).status;
    const all = async () => [
      await status('/onvif/device_service', bodies.dateTime),
      await status('/onvif/media_service', bodies.profiles1),
      await status('/onvif/media2_service', bodies.profiles2),
    ];
    expect(await all()).toEqual([200, 200, 400]);
    started.set({ faults: { GetProfiles: fault } });
    expect(await all()).toEqual([200, 400, 400]);
    started.set({ faults: { '*': fault } });
    expect(await all()).toEqual([400, 400, 400]);
    started.set({ faults: {} });
    expect(await all()).toEqual([200, 200, 200]);
  });

  it('wait for the sign-in unless told, and strike only so often', async () => {
    const fault = { kind: 'html', status: 503, times: 1 } as const;
    const { url, set } = await device({ faults: { GetDeviceInformation: fault } });
    expect((await call(url, bodies.identity)).status).toBe(401);
    expect((await callWithDigest(url, bodies.identity)).status).toBe(503);
    expect((await callWithDigest(url, bodies.identity)).status).toBe(200);
    set({ faults: { GetDeviceInformation: { ...fault, beforeAuth: true } } });
    expect((await call(url, bodies.identity)).status).toBe(503);
    expect((await call(url, bodies.identity)).status).toBe(401);
  });
});

describe('replies that are no answer', () => {
  it.each([500, 503, 200])('HTML with %i', async (status) => {
    const answer = await ask(await faulty({ kind: 'html', status }));
    expect([answer.status, answer.headers.get('content-type')]).toEqual([status, 'text/html; charset=utf-8']);
    expect(answer.text).toContain('Thiết bị đang bận');
  });

  it('half a document under its right length', async () => {
    const { text, status } = await ask(await faulty({ kind: 'malformed-xml' }));
    expect(status).toBe(200);
    expect(text).toContain('<env:Envelope');
    expect(text).not.toContain('</env:Envelope>');
  });

  it('a document of more than 10 MB that is otherwise right', async () => {
    const { text } = await ask(await faulty({ kind: 'large', bytes: 11_000_000 }));
    expect(text.length).toBeGreaterThan(11_000_000);
    expect(text).toMatch(/UTCDateTime.*<\/env:Envelope>$/);
  });

  it('elements nested 20,000 deep, each of them closed', async () => {
    const { text } = await ask(await faulty({ kind: 'deep', depth: 20_000 }));
    expect(text.match(/<tt:Extension>/g)).toHaveLength(20_000);
    expect(text.match(/<\/tt:Extension>/g)).toHaveLength(20_000);
  });

  it('an entity bomb and an external entity', async () => {
    const started = await faulty({ kind: 'entity-bomb' });
    expect((await ask(started)).text).toMatch(/^<\?xml[^>]*\?><!DOCTYPE env:Envelope \[<!ENTITY level0 .*<tt:Extension>&level9;/);
    started.set({ faults: { '*': { kind: 'external-entity', systemId: 'file:///etc/passwd' } } });
    expect((await ask(started)).text).toContain('<!ENTITY outside SYSTEM "file:///etc/passwd">');
  });

  it('an answer under a wrong content type, an empty one, a redirect, a captured one', async () => {
    const started = await faulty({ kind: 'wrong-content-type', contentType: 'application/json' });
    const wrong = await ask(started);
    expect([wrong.headers.get('content-type'), wrong.text.includes('UTCDateTime')]).toEqual(['application/json', true]);
    started.set({ faults: { '*': { kind: 'empty' } } });
    const empty = await ask(started);
    expect([empty.status, empty.headers.get('content-length'), empty.text]).toEqual([200, '0', '']);
    started.set({ faults: { '*': { kind: 'redirect', status: 307, location: 'http://169.254.169.254/' } } });
    expect((await ask(started)).headers.get('location')).toBe('http://169.254.169.254/');
    started.set({ faults: { '*': { kind: 'raw', status: 200, contentType: 'text/xml', body: '<x/>' } } });
    expect((await ask(started)).text).toBe('<x/>');
  });
});

describe('replies that do not come or do not end', () => {
  it.each(['nothing', 'headers', 'half'] as const)('a hang after %s ends when the device stops', async (after) => {
    const started = await faulty({ kind: 'hang', after });
    const asking = ask(started);
    await started.waitFor('GetSystemDateAndTime');
    await Promise.all([expect(asking).rejects.toThrow(), started.stop()]);
  });

  it.each(['nothing', 'headers', 'half'] as const)('a reset after %s', async (after) => {
    await expect(ask(await faulty({ kind: 'reset', after }))).rejects.toThrow();
  });

  it('a reply shorter than its length', async () => {
    await expect(ask(await faulty({ kind: 'truncated' }))).rejects.toThrow();
  });

  it('an endless reply ends when the client goes', async () => {
    const started = await faulty({ kind: 'endless' });
    const response = await fetch(started.url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/soap+xml' },
      body: `<e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope"><e:Body>${bodies.dateTime}</e:Body></e:Envelope>`,
    });
    let received = 0;
    for await (const piece of response.body ?? []) {
      received += (piece as Uint8Array).length;
      if (received > 12_000_000) break;
    }
    expect(received).toBeGreaterThan(12_000_000);
  });

  it('a slow answer comes late, and holds up none that was asked for later', async () => {
    const late = await device({ authMode: 'none', delayMs: { GetSystemDateAndTime: 50 } });
    const askedAt = performance.now();
    expect((await ask(late)).status).toBe(200);
    expect(performance.now() - askedAt).toBeGreaterThanOrEqual(49);

    const never = await device({ authMode: 'none', delayMs: { GetSystemDateAndTime: 600_000 } });
    const order: string[] = [];
    const slow = ask(never).then(
      ({ status }) => order.push(`slow ${status}`),
      () => order.push('slow cut off'),
    );
    await never.waitFor('GetSystemDateAndTime');
    order.push(`quick ${(await call(never.url, bodies.services)).status}`);
    await never.stop();
    await slow;
    expect(order).toEqual(['quick 200', 'slow cut off']);
  });

  it('a delay leaves no timer behind when the device stops', async () => {
    const started = await device({ authMode: 'none', delayMs: { '*': 600_000 } });
    const asking = ask(started);
    await started.waitFor('GetSystemDateAndTime');
    await Promise.all([expect(asking).rejects.toThrow(), started.stop()]);
    expect(process.getActiveResourcesInfo().filter((kind) => kind === 'TCPServerWrap')).toEqual([]);
  });
});
