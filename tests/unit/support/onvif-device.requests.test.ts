import { describe, expect, it } from 'vitest';
import { at, bodies, call, device, envelope, postRaw, soapContentType, subcodes } from './onvif-device-calls.ts';

const open = { authMode: 'none' } as const;
const tds = 'http://www.onvif.org/ver10/device/wsdl';

describe('documents that are no SOAP 1.2 request', () => {
  it.each([
    ['no XML', 'hello', 'WellFormed'],
    ['an open tag', envelope('<a>'), 'WellFormed'],
    ['a bare ampersand in text', envelope(`<GetHostname xmlns="${tds}">a & b</GetHostname>`), 'WellFormed'],
    ['a bare ampersand in an attribute', envelope(`<GetHostname xmlns="${tds}" a="x & y"/>`), 'WellFormed'],
    ['an unknown entity', envelope(`<GetHostname xmlns="${tds}">&nbsp;</GetHostname>`), 'WellFormed'],
    ['a prefix that is not declared', envelope('<tds:GetHostname/>'), 'WellFormed'],
    ['a repeated attribute', envelope(`<GetHostname a="1" a="2" xmlns="${tds}"/>`), 'WellFormed'],
    ['a second root', `${envelope(bodies.dateTime)}<a/>`, 'WellFormed'],
    ['a DTD', `<!DOCTYPE x [<!ENTITY y "z">]>${envelope(bodies.dateTime)}`, 'WellFormed'],
    ['a processing instruction', envelope(`<?x y?>${bodies.dateTime}`), 'WellFormed'],
    ['a control character', envelope(`<GetHostname xmlns="${tds}">&#1;</GetHostname>`), 'WellFormed'],
    ['elements too deep', envelope('<a>'.repeat(20_000) + '</a>'.repeat(20_000)), 'WellFormed'],
    ['no operation', envelope(''), 'Tag'],
    ['two operations', envelope(bodies.dateTime + bodies.dateTime), 'Tag'],
    ['no body', '<e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope"/>', 'Tag'],
  ])('%s', async (_what, document, code) => {
    const { url, requests } = await device(open);
    const answer = await postRaw(url, document);
    expect([answer.status, subcodes(answer)]).toEqual([400, [code]]);
    expect(requests.map(({ operation }) => operation)).toEqual(['invalid']);
  });

  it('SOAP 1.1 is another version', async () => {
    const { url } = await device(open);
    const document = envelope(bodies.dateTime).replace('2003/05/soap-envelope', '2001/12/soap-envelope');
    const answer = await postRaw(url, document);
    expect(answer.status).toBe(500);
    expect(answer.text).toContain('env:VersionMismatch');
    expect(answer.headers.get('content-type')).toBe('application/soap+xml; charset=utf-8');
  });
});

describe('HTTP around the message', () => {
  it.each([
    [415, { 'Content-Type': 'text/xml; charset=utf-8' }, envelope(bodies.dateTime)],
    [415, { 'Content-Type': 'application/soap+xml; charset=utf-16' }, envelope(bodies.dateTime)],
    [400, {}, ''],
    [413, {}, 'x'.repeat(300_000)],
  ])('%i for %o', async (status, headers, body) => {
    const { url } = await device(open);
    expect((await postRaw(url, body, headers)).status).toBe(status);
  });

  it('takes no other method than POST', async () => {
    const { url } = await device(open);
    const read = await fetch(url);
    expect([read.status, await read.text()]).toEqual([400, '']);
    const put = await fetch(url, { method: 'PUT', body: 'x' });
    expect([put.status, await put.text()]).toEqual([405, '']);
  });

  it('takes the action of the binding or none', async () => {
    const { url } = await device(open);
    const send = (action: string) => postRaw(url, envelope(bodies.dateTime), { 'Content-Type': `${soapContentType}; action="${action}"` });
    expect((await send(`${tds}/GetSystemDateAndTime`)).status).toBe(200);
    expect(subcodes(await send(`${tds}/GetServices`))).toEqual(['ActionNotSupported']);
  });
});

describe('operations and their parameters', () => {
  it.each([
    ['one that does not exist', '/onvif/device_service', `<GetNothing xmlns="${tds}"/>`, 500, 'ActionNotSupported'],
    ['one of another service', '/onvif/device_service', bodies.profiles1, 400, 'ActionNotSupported'],
    ['Media1 at Media2', '/onvif/media2_service', bodies.profiles1, 400, 'ActionNotSupported'],
    ['no namespace', '/onvif/device_service', '<GetHostname xmlns=""/>', 400, 'ActionNotSupported'],
    ['a missing parameter', '/onvif/device_service', `<GetServices xmlns="${tds}"/>`, 400, 'InvalidArgs'],
    ['a parameter too many', '/onvif/device_service', `<GetHostname xmlns="${tds}"><Name>x</Name></GetHostname>`, 400, 'InvalidArgs'],
    [
      'a parameter twice',
      '/onvif/device_service',
      `<GetServices xmlns="${tds}"><IncludeCapability>1</IncludeCapability><IncludeCapability>1</IncludeCapability></GetServices>`,
      400,
      'InvalidArgs',
    ],
    [
      'a parameter of another namespace',
      '/onvif/device_service',
      `<GetServices xmlns="${tds}"><IncludeCapability xmlns="urn:x">1</IncludeCapability></GetServices>`,
      400,
      'InvalidArgs',
    ],
    ['a wrong type', '/onvif/device_service', `<GetServices xmlns="${tds}"><IncludeCapability>yes</IncludeCapability></GetServices>`, 400, 'InvalidArgs'],
    [
      'parameters out of order',
      '/onvif/media2_service',
      '<GetStreamUri xmlns="http://www.onvif.org/ver20/media/wsdl"><ProfileToken>profile_1</ProfileToken><Protocol>RTSP</Protocol></GetStreamUri>',
      400,
      'InvalidArgs',
    ],
    ['text beside parameters', '/onvif/device_service', `<GetHostname xmlns="${tds}">x</GetHostname>`, 400, 'InvalidArgs'],
  ])('%s', async (_what, path, body, status, code) => {
    const answer = await call(at(await device(open), path), body);
    expect([answer.status, subcodes(answer)]).toEqual([status, [code]]);
  });

  it('any prefix, comments and CDATA are fine', async () => {
    const { url } = await device(open);
    const body = `<!-- x --><q:GetServices xmlns:q="${tds}"> <q:IncludeCapability><![CDATA[true]]></q:IncludeCapability> </q:GetServices>`;
    expect((await call(url, body)).status).toBe(200);
  });

  it("a mandatory header that is not understood is a fault, for somebody else's role it is not", async () => {
    const { url } = await device(open);
    const header = (attributes: string) => `<x:Thing xmlns:x="urn:x" ${attributes}/>`;
    expect((await call(url, bodies.dateTime, header(''))).status).toBe(200);
    expect((await call(url, bodies.dateTime, header('e:mustUnderstand="0"'))).status).toBe(200);
    expect((await call(url, bodies.dateTime, header('e:mustUnderstand="true" e:role="urn:else"'))).status).toBe(200);
    const answer = await call(url, bodies.dateTime, header('e:mustUnderstand="true"'));
    expect([answer.status, answer.text.includes('env:MustUnderstand')]).toEqual([500, true]);
  });
});

describe('log', () => {
  it('keeps operation, endpoint, header fields and status in order', async () => {
    const started = await device({ ...open, now: () => 42 });
    await call(started.url, bodies.dateTime);
    await call(at(started, '/onvif/media2_service'), bodies.profiles2);
    await (await fetch(at(started, '/elsewhere?x=1'))).text();
    expect(started.requests).toMatchObject([
      { operation: 'GetSystemDateAndTime', endpoint: 'device', method: 'POST', atMs: 42, status: 200 },
      { operation: 'GetProfiles', endpoint: 'media2', target: '/onvif/media2_service', status: 200 },
      { operation: 'GET /elsewhere?x=1', status: 404 },
    ]);
    expect(started.requests[0]?.headers['content-type']).toBe(soapContentType);
    expect(started.requests[0]).not.toHaveProperty('body');
  });

  it('waits for what comes, finds what has come, and gives up when the device stops', async () => {
    const started = await device(open);
    const coming = started.waitFor('GetSystemDateAndTime');
    await call(started.url, bodies.dateTime);
    expect((await coming).operation).toBe('GetSystemDateAndTime');
    expect(await started.waitFor('GetSystemDateAndTime')).toBe(started.requests[0]);
    const never = started.waitFor('GetSystemDateAndTime', ({ status }) => status === 418);
    await Promise.all([expect(never).rejects.toThrow('stopped'), started.stop()]);
    await started.stop();
    await expect(fetch(started.url)).rejects.toThrow();
  });
});
