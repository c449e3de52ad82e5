import { describe, expect, it } from 'vitest';
import { at, bodies, call, callWithDigest, device, subcodes } from './onvif-device-calls.ts';

const tds = 'xmlns="http://www.onvif.org/ver10/device/wsdl"';
const namespaces = (text: string) => [...text.matchAll(/Namespace>([^<]+)</g)].map((match) => match[1]);
const addresses = (text: string) => [...text.matchAll(/:XAddr>([^<]+)</g)].map((match) => match[1]);
const services = (include: boolean) => `<GetServices ${tds}><IncludeCapability>${include}</IncludeCapability></GetServices>`;

describe('GetServices', () => {
  it('lists services with addresses of the host that was asked, and capabilities when wanted', async () => {
    const { url, port } = await device();
    const plain = (await call(url, services(false))).text;
    expect(namespaces(plain)).toEqual([
      'http://www.onvif.org/ver10/device/wsdl',
      'http://www.onvif.org/ver10/media/wsdl',
      'http://www.onvif.org/ver20/media/wsdl',
      'http://www.onvif.org/ver10/events/wsdl',
    ]);
    expect(addresses(plain)).toEqual(['device_service', 'media_service', 'media2_service', 'events'].map((path) => `http://127.0.0.1:${port}/onvif/${path}`));
    expect(plain).not.toContain('Capabilities');
    const full = (await call(url, services(true))).text;
    expect(full).toMatch(/<tds:Capabilities><trt:Capabilities SnapshotUri="true"/);
    expect(full).toMatch(/<\/tds:XAddr><tds:Capabilities>.*<\/tds:Capabilities><tds:Version><tt:Major>\d+<\/tt:Major><tt:Minor>\d+</);
  });

  it.each([
    [{ media1: false }, 'http://www.onvif.org/ver10/media/wsdl', '/onvif/media_service'],
    [{ media2: false }, 'http://www.onvif.org/ver20/media/wsdl', '/onvif/media2_service'],
    [{ eventService: false }, 'http://www.onvif.org/ver10/events/wsdl', '/onvif/events'],
  ])('%o: neither listed nor there', async (overrides, namespace, path) => {
    const started = await device(overrides);
    expect(namespaces((await call(started.url, services(false))).text)).not.toContain(namespace);
    expect((await call(at(started, path), `<GetServiceCapabilities xmlns="${namespace}"/>`)).status).toBe(404);
  });

  it('gives out inner, relative and hostile addresses', async () => {
    const { url, set } = await device({ xaddr: { origin: 'http://192.168.1.64:8000' } });
    expect(addresses((await call(url, services(false))).text)[1]).toBe('http://192.168.1.64:8000/onvif/media_service');
    set({ xaddr: { relative: true } });
    expect(addresses((await call(url, services(false))).text)[1]).toBe('/onvif/media_service');
    set({ xaddr: { override: { media1: 'http://169.254.169.254/latest/meta-data/?a=1&b=2' } } });
    expect(addresses((await call(url, services(false))).text).slice(0, 2)).toEqual([url, 'http://169.254.169.254/latest/meta-data/?a=1&amp;b=2']);
  });

  it('moves services to other paths, several to one if told', async () => {
    const started = await device({
      authMode: 'none',
      servicePaths: { media1: '/onvif/media', media2: '/onvif/media' },
    });
    expect((await call(at(started, '/onvif/media_service'), bodies.profiles1)).status).toBe(404);
    expect((await call(at(started, '/onvif/media'), bodies.profiles1)).text).toContain('trt:GetProfilesResponse');
    expect((await call(at(started, '/onvif/media'), bodies.profiles2)).text).toContain('tr2:GetProfilesResponse');
  });
});

describe('GetCapabilities', () => {
  const ask = (...categories: string[]) => `<GetCapabilities ${tds}>${categories.map((name) => `<Category>${name}</Category>`).join('')}</GetCapabilities>`;

  it('gives everything for nothing and for All, in the order of tt:Capabilities', async () => {
    const { url } = await device();
    for (const body of [ask(), ask('All')]) {
      const { text } = await call(url, body);
      expect(text).toMatch(/<tt:Device>.*<\/tt:Device><tt:Events>.*<\/tt:Events><tt:Media>.*<\/tt:Media><\/tds:Capabilities>/);
      expect(text).not.toContain('media2');
    }
  });

  it('gives one category, and faults for one it has not or that is none', async () => {
    const { url, set } = await device();
    const media = await call(url, ask('Media'));
    expect(media.text).not.toContain('tt:Device');
    expect(addresses(media.text)).toHaveLength(1);
    const ptz = await call(url, ask('PTZ'));
    expect([ptz.status, subcodes(ptz)]).toEqual([500, ['ActionNotSupported', 'NoSuchService']]);
    expect(subcodes(await call(url, ask('Fishing')))).toEqual(['InvalidArgVal']);
    set({ media1: false });
    expect(subcodes(await call(url, ask('Media')))).toEqual(['ActionNotSupported', 'NoSuchService']);
  });
});

describe('identity', () => {
  it('comes out letter for letter', async () => {
    const { url, set } = await device();
    const { text } = await callWithDigest(url, bodies.identity);
    expect(text).toContain(
      '<tds:GetDeviceInformationResponse><tds:Manufacturer>Đại Phát &amp; Con</tds:Manufacturer>' +
        '<tds:Model>Mắt Phố &lt;4K&gt;</tds:Model><tds:FirmwareVersion>1.10</tds:FirmwareVersion>' +
        '<tds:SerialNumber>000000123456789012345678</tds:SerialNumber><tds:HardwareId>0042</tds:HardwareId>',
    );
    set({ identity: { model: 'DS-2CD' } });
    const changed = (await callWithDigest(url, bodies.identity)).text;
    expect(changed).toContain('<tds:Model>DS-2CD<');
    expect(changed).toContain('Đại Phát');
  });

  it('names scopes, network and host', async () => {
    const { url } = await device({ network: { dhcp: true } });
    const scopes = (await callWithDigest(url, `<GetScopes ${tds}/>`)).text;
    expect(scopes).toContain('<tt:ScopeDef>Fixed</tt:ScopeDef><tt:ScopeItem>onvif://www.onvif.org/Profile/T</tt:ScopeItem>');
    expect(scopes).toContain(`onvif://www.onvif.org/name/${encodeURIComponent('Đại Phát & Con Mắt Phố <4K>')}`);
    const network = (await callWithDigest(url, `<GetNetworkInterfaces ${tds}/>`)).text;
    expect(network).toContain('<tds:NetworkInterfaces token="eth0"><tt:Enabled>true</tt:Enabled>');
    expect(network).toContain('<tt:FromDHCP><tt:Address>192.0.2.10</tt:Address>');
    expect((await call(url, `<GetHostname ${tds}/>`)).text).toContain('<tt:Name>cam-nga-ba-cho</tt:Name>');
  });

  it('tells which sign-in it wants', async () => {
    const { url, set } = await device({ authMode: 'digest-both' });
    const security = async () => /<tds:Security [^>]*>/.exec((await call(url, `<GetServiceCapabilities ${tds}/>`)).text)?.[0] ?? '';
    expect(await security()).toContain('UsernameToken="false" HttpDigest="true" HashingAlgorithms="SHA-256,MD5"');
    set({ authMode: 'ws-usernametoken' });
    expect(await security()).toContain('UsernameToken="true" HttpDigest="false"');
  });
});
