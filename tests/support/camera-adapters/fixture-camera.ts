import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { FixtureAnswer, FixtureDevice, FixtureExchange, VendorFixture } from './vendor-fixture.ts';

/** Sign-in of every fixture camera. */
export const FIXTURE_CREDENTIALS = { username: 'admin', password: 'Xu4n-Hương.7' };

/** A fixture's camera on loopback. */
export interface FixtureCamera {
  readonly url: string;
  /** First line, fields and body of each request. */
  readonly requests: readonly string[];
}

const NS = {
  tds: 'http://www.onvif.org/ver10/device/wsdl',
  trt: 'http://www.onvif.org/ver10/media/wsdl',
  tr2: 'http://www.onvif.org/ver20/media/wsdl',
  tev: 'http://www.onvif.org/ver10/events/wsdl',
  tt: 'http://www.onvif.org/ver10/schema',
  wsnt: 'http://docs.oasis-open.org/wsn/b-2',
  wsa: 'http://www.w3.org/2005/08/addressing',
  ter: 'http://www.onvif.org/ver10/error',
};
const OPEN = new Set(['GetSystemDateAndTime', 'GetServices', 'GetCapabilities', 'GetServiceCapabilities']);

/**
 * Starts the camera of a fixture: its own exchanges, and around them a frame built from the ONVIF specification (Core 8.1 to 8.3, Media 5, Media2 5, events Core 9.1), as small as a contact needs. It
 * ends with the test.
 */
export async function startFixtureCamera(fixture: VendorFixture): Promise<FixtureCamera> {
  const requests: string[] = [];
  const guard = createGuard(fixture.device);
  const server = createServer((request, response) => {
    const answer = (text: string): void => {
      requests.push(text);
      const host = request.headers.host ?? '';
      const operation = /<(?:[\w-]+:)?Body[^>]*>\s*<(?:[\w-]+:)?(\w+)/.exec(text)?.[1] ?? '';
      const challenge = OPEN.has(operation) ? undefined : guard(request);
      send(response, challenge ?? answerOf(fixture, operation, text, host), host);
    };
    // a contact may leave in the middle of its question
    readRequest(request)
      .then(answer)
      .catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/onvif/device_service`, requests };
}

async function readRequest(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const fields = request.rawHeaders.map((value, index) => (index % 2 === 0 ? `\r\n${value}: ` : value)).join('');
  return `${request.method} ${request.url} HTTP/1.1${fields}\r\n\r\n${Buffer.concat(chunks).toString('utf8')}`;
}

function send(response: ServerResponse, { status, headers = [], body }: FixtureAnswer, host: string): void {
  const filled = body.replaceAll('{host}', host);
  const fields = [['Content-Type', 'application/soap+xml; charset=utf-8'], ...headers, ['Content-Length', String(Buffer.byteLength(filled))]];
  response.writeHead(status, fields.flat());
  response.end(filled);
}

/** Digest with MD5 and qop auth (RFC 7616). */
function createGuard({ authMode = 'digest', noncePerPath = false }: FixtureDevice): (request: IncomingMessage) => FixtureAnswer | undefined {
  const nonces = new Map<string, string>();
  const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
  return (request) => {
    if (authMode === 'none') return undefined;
    const path = noncePerPath ? (request.url ?? '') : '';
    const nonce = nonces.get(path) ?? randomBytes(8).toString('hex');
    nonces.set(path, nonce);
    const value = (name: string): string => new RegExp(`\\b${name}="?([^",]*)`).exec(request.headers.authorization ?? '')?.[1] ?? '';
    const { username, password } = FIXTURE_CREDENTIALS;
    const [ha1, ha2] = [md5(`${username}:fixture:${password}`), md5(`${request.method}:${request.url}`)];
    const right = md5([ha1, nonce, value('nc'), value('cnonce'), 'auth', ha2].join(':'));
    if (value('nonce') === nonce && value('response') === right) return undefined;
    return { status: 401, headers: [['WWW-Authenticate', `Digest realm="fixture", qop="auth", nonce="${nonce}"`]], body: '' };
  };
}

function answerOf({ exchanges, device }: VendorFixture, operation: string, text: string, host: string): FixtureAnswer {
  const own = exchanges.find((exchange) => exchange.operation === operation && matches(exchange, text));
  return own === undefined || own.answer === 'default' ? frameAnswer(device, operation, text, host) : own.answer;
}

export function matches({ request }: FixtureExchange, text: string): boolean {
  return request.every((pattern) => new RegExp(pattern).test(text));
}

function frameAnswer(device: FixtureDevice, operation: string, text: string, host: string): FixtureAnswer {
  const isMedia2 = text.includes(NS.tr2);
  const content = FRAME[operation]?.({ device, host, isMedia2 });
  if (content === undefined)
    return envelope(
      '<e:Fault><e:Code><e:Value>e:Receiver</e:Value><e:Subcode><e:Value>ter:ActionNotSupported</e:Value></e:Subcode></e:Code><e:Reason><e:Text xml:lang="en">Optional Action Not Implemented</e:Text></e:Reason></e:Fault>',
      500,
    );
  return envelope(content);
}

function envelope(body: string, status = 200): FixtureAnswer {
  const declared = Object.entries(NS).map(([prefix, uri]) => ` xmlns:${prefix}="${uri}"`);
  return {
    status,
    body: `<?xml version="1.0" encoding="UTF-8"?><e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope"${declared.join('')}><e:Body>${body}</e:Body></e:Envelope>`,
  };
}

interface Asked {
  readonly device: FixtureDevice;
  readonly host: string;
  readonly isMedia2: boolean;
}

const FRAME: Readonly<Record<string, (asked: Asked) => string>> = {
  GetSystemDateAndTime: () => {
    const [date = '', time = ''] = new Date().toISOString().split(/[T.]/);
    const [year, month, day] = date.split('-').map(Number);
    const [hour, minute, second] = time.split(':').map(Number);
    return `<tds:GetSystemDateAndTimeResponse><tds:SystemDateAndTime><tt:DateTimeType>NTP</tt:DateTimeType><tt:DaylightSavings>false</tt:DaylightSavings><tt:UTCDateTime><tt:Time><tt:Hour>${hour}</tt:Hour><tt:Minute>${minute}</tt:Minute><tt:Second>${second}</tt:Second></tt:Time><tt:Date><tt:Year>${year}</tt:Year><tt:Month>${month}</tt:Month><tt:Day>${day}</tt:Day></tt:Date></tt:UTCDateTime></tds:SystemDateAndTime></tds:GetSystemDateAndTimeResponse>`;
  },
  GetServices: ({ device, host }) => `<tds:GetServicesResponse>${services(device, host)}</tds:GetServicesResponse>`,
  GetCapabilities: ({ host }) =>
    `<tds:GetCapabilitiesResponse><tds:Capabilities><tt:Media><tt:XAddr>http://${host}/onvif/media</tt:XAddr></tt:Media></tds:Capabilities></tds:GetCapabilitiesResponse>`,
  GetDeviceInformation: () =>
    '<tds:GetDeviceInformationResponse><tds:Manufacturer>Fixture</tds:Manufacturer><tds:Model>Frame</tds:Model><tds:FirmwareVersion>1.0</tds:FirmwareVersion><tds:SerialNumber>0</tds:SerialNumber><tds:HardwareId>0</tds:HardwareId></tds:GetDeviceInformationResponse>',
  GetProfiles: ({ isMedia2 }) =>
    isMedia2
      ? '<tr2:GetProfilesResponse><tr2:Profiles token="p0" fixed="true"><tr2:Name>main</tr2:Name><tr2:Configurations><tr2:VideoSource token="c0"><tt:Name>c0</tt:Name><tt:UseCount>1</tt:UseCount><tt:SourceToken>v0</tt:SourceToken><tt:Bounds x="0" y="0" width="1920" height="1080"/></tr2:VideoSource><tr2:VideoEncoder token="e0"><tt:Name>e0</tt:Name><tt:UseCount>1</tt:UseCount><tt:Encoding>H264</tt:Encoding><tt:Resolution><tt:Width>1920</tt:Width><tt:Height>1080</tt:Height></tt:Resolution></tr2:VideoEncoder></tr2:Configurations></tr2:Profiles></tr2:GetProfilesResponse>'
      : '<trt:GetProfilesResponse><trt:Profiles token="p0" fixed="true"><tt:Name>main</tt:Name><tt:VideoSourceConfiguration token="c0"><tt:Name>c0</tt:Name><tt:UseCount>1</tt:UseCount><tt:SourceToken>v0</tt:SourceToken><tt:Bounds x="0" y="0" width="1920" height="1080"/></tt:VideoSourceConfiguration><tt:VideoEncoderConfiguration token="e0"><tt:Name>e0</tt:Name><tt:UseCount>1</tt:UseCount><tt:Encoding>H264</tt:Encoding><tt:Resolution><tt:Width>1920</tt:Width><tt:Height>1080</tt:Height></tt:Resolution></tt:VideoEncoderConfiguration></trt:Profiles></trt:GetProfilesResponse>',
  GetStreamUri: ({ isMedia2 }) =>
    isMedia2
      ? '<tr2:GetStreamUriResponse><tr2:Uri>rtsp://127.0.0.1:8554/live</tr2:Uri></tr2:GetStreamUriResponse>'
      : '<trt:GetStreamUriResponse><trt:MediaUri><tt:Uri>rtsp://127.0.0.1:8554/live</tt:Uri><tt:InvalidAfterConnect>false</tt:InvalidAfterConnect><tt:InvalidAfterReboot>false</tt:InvalidAfterReboot><tt:Timeout>PT0S</tt:Timeout></trt:MediaUri></trt:GetStreamUriResponse>',
  CreatePullPointSubscription: ({ host }) =>
    `<tev:CreatePullPointSubscriptionResponse><tev:SubscriptionReference><wsa:Address>http://${host}/onvif/events?Idx=1</wsa:Address></tev:SubscriptionReference><wsnt:CurrentTime>2026-11-26T00:00:00Z</wsnt:CurrentTime><wsnt:TerminationTime>2026-11-26T00:02:00Z</wsnt:TerminationTime></tev:CreatePullPointSubscriptionResponse>`,
  Unsubscribe: () => '<wsnt:UnsubscribeResponse/>',
};

function services({ media2 = true, capabilitiesSentAlong = true }: FixtureDevice, host: string): string {
  const service = (namespace: string, path: string, capabilities: string): string =>
    `<tds:Service><tds:Namespace>${namespace}</tds:Namespace><tds:XAddr>http://${host}/onvif/${path}</tds:XAddr>${capabilitiesSentAlong ? `<tds:Capabilities>${capabilities}</tds:Capabilities>` : ''}<tds:Version><tt:Major>2</tt:Major><tt:Minor>60</tt:Minor></tds:Version></tds:Service>`;
  return (
    service(NS.tds, 'device_service', '<tds:Capabilities/>') +
    service(NS.trt, 'media', '<trt:Capabilities SnapshotUri="true"/>') +
    (media2 ? service(NS.tr2, 'media2', '<tr2:Capabilities/>') : '') +
    service(NS.tev, 'events', '<tev:Capabilities MaxPullPoints="5"/>')
  );
}
