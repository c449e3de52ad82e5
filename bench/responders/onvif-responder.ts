import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSocketServer } from 'node:net';
import sharp from 'sharp';

/**
 * ONVIF cameras with pictures by HTTP for the benchmarks of contacts, one process on every address of 127.0.0.0/8: the least that a ping and a picture ask for, with
 * digest sign-in. Every tenth address accepts connections and never answers. Started by `camera-responder.ts`.
 */
const REALM = 'bench';
const NONCE = '5b1f8a0c77';
const NS = {
  device: 'http://www.onvif.org/ver10/device/wsdl',
  media2: 'http://www.onvif.org/ver20/media/wsdl',
  schema: 'http://www.onvif.org/ver10/schema',
};
const PICTURES = 8;

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
const userHash = md5(`admin:${REALM}:bench-password`);

/** 1920 by 1080 with a sensor's noise: as many bytes as a real street. */
async function picture(seed: number): Promise<Buffer> {
  const [width, height] = [1920, 1080];
  const pixels = Buffer.alloc(width * height * 3);
  let state = seed + 1;
  for (let at = 0; at < pixels.length; at++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const [column, row] = [Math.floor(at / 3) % width, Math.floor(at / 3 / width)];
    const block = ((Math.floor(column / 97) * 31 + Math.floor(row / 61) * 17 + seed * 13) % 160) + 40;
    pixels[at] = block + (state >>> 29);
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 60 })
    .toBuffer();
}

const pictures = await Promise.all(Array.from({ length: PICTURES }, (_, seed) => picture(seed)));
let turn = 0;

function envelope(body: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?><s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:d="${NS.device}" xmlns:m="${NS.media2}" xmlns:t="${NS.schema}"><s:Body>${body}</s:Body></s:Envelope>`;
}

function clockAnswer(): string {
  const now = new Date();
  const part = (name: string, value: number): string => `<t:${name}>${value}</t:${name}>`;
  const time = part('Hour', now.getUTCHours()) + part('Minute', now.getUTCMinutes()) + part('Second', now.getUTCSeconds());
  const date = part('Year', now.getUTCFullYear()) + part('Month', now.getUTCMonth() + 1) + part('Day', now.getUTCDate());
  return `<d:GetSystemDateAndTimeResponse><d:SystemDateAndTime><t:DateTimeType>NTP</t:DateTimeType><t:DaylightSavings>false</t:DaylightSavings><t:UTCDateTime><t:Time>${time}</t:Time><t:Date>${date}</t:Date></t:UTCDateTime></d:SystemDateAndTime></d:GetSystemDateAndTimeResponse>`;
}

/** What is answered to whom, and whether only to who signed in. */
const ANSWERS: Readonly<Record<string, { readonly isOpen: boolean; readonly body: (host: string) => string }>> = {
  GetSystemDateAndTime: { isOpen: true, body: clockAnswer },
  GetServices: {
    isOpen: true,
    body: (host) => {
      const service = (namespace: string, path: string, capabilities: string): string =>
        `<d:Service><d:Namespace>${namespace}</d:Namespace><d:XAddr>http://${host}/onvif/${path}</d:XAddr><d:Capabilities>${capabilities}</d:Capabilities><d:Version><t:Major>2</t:Major><t:Minor>60</t:Minor></d:Version></d:Service>`;
      const media =
        '<m:Capabilities SnapshotUri="true"><m:ProfileCapabilities MaximumNumberOfProfiles="4"/><m:StreamingCapabilities RTP_RTSP_TCP="true"/></m:Capabilities>';
      return `<d:GetServicesResponse>${service(NS.device, 'device_service', '')}${service(NS.media2, 'media2', media)}</d:GetServicesResponse>`;
    },
  },
  GetDeviceInformation: {
    isOpen: false,
    body: () =>
      '<d:GetDeviceInformationResponse><d:Manufacturer>Bench</d:Manufacturer><d:Model>B1</d:Model><d:FirmwareVersion>1.0</d:FirmwareVersion><d:SerialNumber>1</d:SerialNumber><d:HardwareId>1</d:HardwareId></d:GetDeviceInformationResponse>',
  },
  GetProfiles: {
    isOpen: false,
    body: () =>
      '<m:GetProfilesResponse><m:Profiles token="p1" fixed="true"><m:Name>main</m:Name><m:Configurations><m:VideoSource token="vs"><t:Name>v</t:Name><t:UseCount>1</t:UseCount><t:SourceToken>s1</t:SourceToken><t:Bounds x="0" y="0" width="1920" height="1080"/></m:VideoSource><m:VideoEncoder token="ve"><t:Name>e</t:Name><t:UseCount>1</t:UseCount><t:Encoding>H264</t:Encoding><t:Resolution><t:Width>1920</t:Width><t:Height>1080</t:Height></t:Resolution><t:Quality>4</t:Quality></m:VideoEncoder></m:Configurations></m:Profiles></m:GetProfilesResponse>',
  },
  GetSnapshotUri: { isOpen: false, body: (host) => `<m:GetSnapshotUriResponse><m:Uri>http://${host}/picture.jpg</m:Uri></m:GetSnapshotUriResponse>` },
};

function isSigned(request: IncomingMessage): boolean {
  const field = /uri="([^"]+)".*response="([0-9a-f]{32})"/.exec(request.headers.authorization ?? '');
  return field !== null && field[2] === md5(`${userHash}:${NONCE}:${md5(`${request.method}:${field[1]!}`)}`);
}

function refuse(response: ServerResponse): void {
  response.writeHead(401, { 'www-authenticate': `Digest realm="${REALM}", nonce="${NONCE}", algorithm=MD5` }).end();
}

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method === 'GET') {
    if (isSigned(request)) response.writeHead(200, { 'content-type': 'image/jpeg' }).end(pictures[turn++ % PICTURES]);
    else refuse(response);
    return;
  }
  let text = '';
  for await (const chunk of request as AsyncIterable<Buffer>) text += chunk.toString('utf8');
  const operation = /:(Get[A-Za-z0-9]+)/.exec(text)?.[1] ?? '';
  const answer = ANSWERS[operation];
  if (answer === undefined) response.writeHead(400).end();
  else if (!answer.isOpen && !isSigned(request)) refuse(response);
  else response.writeHead(200, { 'content-type': 'application/soap+xml; charset=utf-8' }).end(envelope(answer.body(request.headers.host ?? '')));
}

/** First contacts of each address since they were last told: the clock is asked first in every one. */
let contacts: [address: string, atMs: number][] = [];

const web = createServer((request, response) => {
  serve(request, response).catch(() => response.destroy());
});
// a socket that Node's HTTP server has seen is read by its parser whatever becomes of its listeners: those that hang must never come to it
const door = createSocketServer((socket) => {
  const address = socket.localAddress ?? '';
  contacts.push([address, Date.now()]);
  if (Number(address.slice(address.lastIndexOf('.') + 1)) % 10 !== 0) {
    web.emit('connection', socket);
    return;
  }
  socket.on('error', () => socket.destroy());
  socket.resume();
});
door.listen({ host: '0.0.0.0', port: 0, backlog: 4096 }, () =>
  process.send?.({ port: (door.address() as { port: number }).port, meanBytes: pictures.reduce((sum, { length }) => sum + length, 0) / PICTURES }),
);
process.on('message', () => {
  process.send?.({ contacts });
  contacts = [];
});
process.on('disconnect', () => process.exit(0));
