import { describe, expect, it } from 'vitest';
import { at, bodies, call, callWithDigest, device, subcodes } from './onvif-device-calls.ts';
import type { OnvifDevice } from '../../support/onvif-device/start-onvif-device.ts';

const trt = 'http://www.onvif.org/ver10/media/wsdl';
const tr2 = 'http://www.onvif.org/ver20/media/wsdl';
const tt = 'http://www.onvif.org/ver10/schema';
const open = { authMode: 'none' } as const;

const media1 = (started: OnvifDevice, body: string) => call(at(started, '/onvif/media_service'), body);
const media2 = (started: OnvifDevice, body: string) => call(at(started, '/onvif/media2_service'), body);
const stream1 = (protocol: string, token = 'profile_1', stream = 'RTP-Unicast') =>
  `<GetStreamUri xmlns="${trt}"><StreamSetup><t:Stream xmlns:t="${tt}">${stream}</t:Stream><Transport xmlns="${tt}"><Protocol>${protocol}</Protocol></Transport></StreamSetup><ProfileToken>${token}</ProfileToken></GetStreamUri>`;
const stream2 = (protocol: string, token = 'profile_1') =>
  `<GetStreamUri xmlns="${tr2}"><Protocol>${protocol}</Protocol><ProfileToken>${token}</ProfileToken></GetStreamUri>`;
const snapshot = (namespace: string, token = 'profile_1') => `<GetSnapshotUri xmlns="${namespace}"><ProfileToken>${token}</ProfileToken></GetSnapshotUri>`;

describe('profiles', () => {
  it('Media1 has tt:Profile with its own words, and no encoder for H.265', async () => {
    const { text } = await media1(await device(open), bodies.profiles1);
    const profiles = text.split('<trt:Profiles ').slice(1);
    expect(profiles).toHaveLength(4);
    expect(profiles[0]).toContain('token="profile_1" fixed="true"><tt:Name>Luồng chính &amp; ghi hình</tt:Name>');
    expect(profiles[0]).toContain('<tt:Bounds x="0" y="0" width="2560" height="1440"/>');
    expect(profiles[0]).toMatch(
      /<tt:Encoding>H264<\/tt:Encoding><tt:Resolution><tt:Width>2560<\/tt:Width><tt:Height>1440<.*<tt:RateControl><tt:FrameRateLimit>25<\/tt:FrameRateLimit><tt:EncodingInterval>1<\/tt:EncodingInterval><tt:BitrateLimit>4096</,
    );
    expect(profiles[1]).toContain('<tt:FrameRateLimit>13<');
    expect(profiles[2]).not.toContain('VideoEncoderConfiguration');
    expect(profiles[3]).toContain('<tt:Encoding>JPEG<');
  });

  it('Media2 has tr2:MediaProfile, with the configurations that were asked for', async () => {
    const started = await device(open);
    const all = (await media2(started, bodies.profiles2)).text;
    expect(all).toContain('<tt:Encoding>H265</tt:Encoding>');
    expect(all).toContain('<tt:FrameRateLimit>12.5</tt:FrameRateLimit>');
    expect(all).not.toContain('EncodingInterval');
    const none = (await media2(started, `<GetProfiles xmlns="${tr2}"/>`)).text;
    expect(none).not.toContain('Configurations');
    const one = (await media2(started, `<GetProfiles xmlns="${tr2}"><Token>profile_3</Token><Type>VideoEncoder</Type></GetProfiles>`)).text;
    expect(one.match(/<tr2:Profiles /g)).toHaveLength(1);
    expect(one).not.toContain('VideoSource');
    const unknown = await media2(started, `<GetProfiles xmlns="${tr2}"><Token>nix</Token></GetProfiles>`);
    expect([unknown.status, subcodes(unknown)]).toEqual([400, ['InvalidArgVal', 'NoProfile']]);
  });

  it('need a sign-in', async () => {
    const started = await device();
    expect((await media1(started, bodies.profiles1)).status).toBe(401);
    expect((await callWithDigest(at(started, '/onvif/media2_service'), bodies.profiles2)).status).toBe(200);
  });
});

describe('stream addresses', () => {
  it('come for every transport of both services', async () => {
    const started = await device({
      ...open,
      streamUri: ({ service, transport }) => `rtsp://h/${service}/${transport}`,
    });
    const uri = async (answer: Promise<{ text: string }>) => /Uri>([^<]+)</.exec((await answer).text)?.[1];
    expect(await uri(media1(started, stream1('UDP')))).toBe('rtsp://h/media1/udp');
    expect(await uri(media1(started, stream1('RTSP')))).toBe('rtsp://h/media1/tcp');
    expect(await uri(media1(started, stream1('HTTP')))).toBe('rtsp://h/media1/http');
    expect(await uri(media2(started, stream2('RtspUnicast')))).toBe('rtsp://h/media2/udp');
    expect(await uri(media2(started, stream2('RTSP')))).toBe('rtsp://h/media2/tcp');
    expect(await uri(media2(started, stream2('RtspOverHttp')))).toBe('rtsp://h/media2/http');
  });

  it('are wrapped in tt:MediaUri by Media1 and bare in Media2', async () => {
    const started = await device({ ...open, streamUri: 'rtsp://user:pass@[::1]:8554/a?b=1&c="2"' });
    const wrapped = (await media1(started, stream1('RTSP'))).text;
    expect(wrapped).toContain(
      '<trt:MediaUri><tt:Uri>rtsp://user:pass@[::1]:8554/a?b=1&amp;c=&quot;2&quot;</tt:Uri><tt:InvalidAfterConnect>false</tt:InvalidAfterConnect><tt:InvalidAfterReboot>false</tt:InvalidAfterReboot><tt:Timeout>PT0S</tt:Timeout></trt:MediaUri>',
    );
    started.set({ streamUri: 'file:///etc/passwd' });
    expect((await media2(started, stream2('RTSP'))).text).toContain(
      '<tr2:GetStreamUriResponse><tr2:Uri>file:///etc/passwd</tr2:Uri></tr2:GetStreamUriResponse>',
    );
  });

  it('use the port of the web service over HTTP', async () => {
    const started = await device(open);
    expect((await media2(started, stream2('RtspOverHttp'))).text).toContain(`rtsp://127.0.0.1:${started.port}/live/profile_1`);
    expect((await media2(started, stream2('RTSP'))).text).toContain('rtsp://127.0.0.1:554/live/profile_1');
  });

  it.each([
    ['RtspMulticast', 'profile_1', ['InvalidArgVal', 'InvalidStreamSetup']],
    ['rtsp', 'profile_1', ['InvalidArgVal', 'InvalidStreamSetup']],
    ['RTSP', 'nix', ['InvalidArgVal', 'NoProfile']],
    ['RTSP', 'x'.repeat(65), ['InvalidArgs']],
  ])('Media2 %s of %s: %o', async (protocol, token, codes) => {
    expect(subcodes(await media2(await device(open), stream2(protocol, token)))).toEqual(codes);
  });

  it.each([
    ['RTP-Multicast', 'UDP', 'profile_1', ['InvalidArgVal', 'InvalidStreamSetup']],
    ['RTP_unicast', 'UDP', 'profile_1', ['InvalidArgVal', 'InvalidStreamSetup']],
    ['RTP-Unicast', 'TCP', 'profile_1', ['InvalidArgVal', 'InvalidStreamSetup']],
    ['RTP-Unicast', 'RTSP', 'nix', ['InvalidArgVal', 'NoProfile']],
    ['RTP-Unicast', 'RTSP', 'profile_3', ['Action', 'IncompleteConfiguration']],
  ])('Media1 %s over %s of %s: %o', async (stream, protocol, token, codes) => {
    expect(subcodes(await media1(await device(open), stream1(protocol, token, stream)))).toEqual(codes);
  });
});

describe('snapshot addresses', () => {
  it("are the device's own unless told", async () => {
    const started = await device(open);
    const own = `http://127.0.0.1:${started.port}/onvif/snapshot/profile_1`;
    expect((await media1(started, snapshot(trt))).text).toContain(`<tt:Uri>${own}</tt:Uri>`);
    expect((await media2(started, snapshot(tr2))).text).toContain(`<tr2:Uri>${own}</tr2:Uri>`);
    started.set({ snapshotUri: 'http://169.254.169.254/' });
    expect((await media2(started, snapshot(tr2))).text).toContain('http://169.254.169.254/');
    expect(subcodes(await media1(started, snapshot(trt, 'nix')))).toEqual(['InvalidArgVal', 'NoProfile']);
  });

  it('are not supported unless the capability says so', async () => {
    const started = await device({ ...open, snapshotUriCapability: false });
    const capability = async () => /<tr2:Capabilities[^>]*>/.exec((await media2(started, `<GetServiceCapabilities xmlns="${tr2}"/>`)).text)?.[0];
    expect(await capability()).toContain('SnapshotUri="false"');
    const refused = await media2(started, snapshot(tr2));
    expect([refused.status, subcodes(refused)]).toEqual([500, ['ActionNotSupported']]);
    started.set({ snapshotUriCapability: 'omitted' });
    expect(await capability()).not.toContain('SnapshotUri');
    expect(subcodes(await media1(started, snapshot(trt)))).toEqual(['ActionNotSupported']);
  });
});
