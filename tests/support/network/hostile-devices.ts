import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { startOnvifDevice } from '../onvif-device/start-onvif-device.ts';
import type { OnvifDevice } from '../onvif-device/start-onvif-device.ts';
import { CONTACTS, type Contact, type ContactDoor } from './contact-door.ts';
import type { Attempt } from './dial-report.ts';
import { CAMERA_ADDRESS, RETURNED_HOSTS } from './forbidden-forms.ts';
import { startHostileRtspServer, type HostileAnswers } from './hostile-rtsp-server.ts';

const [ONVIF_PORT, RTSP_PORT] = [8899, 10_554];
const METADATA = '169.254.169.254';

/** An ONVIF device and an RTSP camera on one ordinary address, which say what they are told to. */
export interface HostileDevices {
  readonly onvif: OnvifDevice;
  readonly onvifUrl: string;
  readonly rtsp: Awaited<ReturnType<typeof startHostileRtspServer>>;
  readonly rtspUrl: string;
  stop(): Promise<void>;
}

export async function startHostileDevices(): Promise<HostileDevices> {
  const onvif = await startOnvifDevice({ authMode: 'none' });
  const front = createServer((socket) => {
    const back = connect(onvif.port, '127.0.0.1');
    socket.pipe(back).pipe(socket);
    for (const each of [socket, back]) each.on('error', () => [socket, back].forEach((one) => one.destroy()));
  });
  front.listen(ONVIF_PORT, CAMERA_ADDRESS);
  await once(front, 'listening');
  const rtsp = await startHostileRtspServer(CAMERA_ADDRESS, RTSP_PORT);
  return {
    onvif,
    onvifUrl: `http://${CAMERA_ADDRESS}:${ONVIF_PORT}/onvif/device_service`,
    rtsp,
    rtspUrl: `rtsp://${CAMERA_ADDRESS}:${RTSP_PORT}/live`,
    async stop() {
      await Promise.all([onvif.stop(), rtsp.stop()]);
      front.close();
    },
  };
}

/** Everything by which a device that was allowed sends us where it likes. */
export async function tryHostileDevices(door: ContactDoor): Promise<Attempt[]> {
  const devices = await startHostileDevices();
  try {
    return [
      ...(await tryReturned(door, devices)),
      ...(await tryRedirects(door, devices)),
      ...(await tryRtsp(door, devices)),
      ...(await tryRebinding(door, devices)),
    ];
  } finally {
    await devices.stop();
  }
}

async function tryReturned(door: ContactDoor, { onvif, onvifUrl }: HostileDevices): Promise<Attempt[]> {
  const source = { kind: 'onvif', url: onvifUrl } as const;
  const attempts: Attempt[] = [];
  const attempt = async (contact: Contact, what: string, host: string): Promise<void> =>
    void attempts.push({ door: `${what} by ${contact}`, form: host, code: await door.contact(contact, source) });
  for (const host of RETURNED_HOSTS) {
    onvif.set({ snapshotUri: `http://${host}/x.jpg`, snapshotUriCapability: true, streamUri: undefined });
    await attempt('picture', 'picture address', host);
    onvif.set({ snapshotUriCapability: false, streamUri: `rtsp://${host}/live` });
    for (const contact of ['picture', 'record'] as const) await attempt(contact, 'stream address', host);
    await attempt('probe', 'told stream address', host);
    const service = `http://${host}/onvif/media2_service`;
    // a host in a service's address is taken for the device's own name behind NAT, so the stream's must be another
    onvif.set({ xaddr: { override: { media2: service, media1: service } }, streamUri: 'rtsp://100.100.100.200/live' });
    await attempt('picture', 'service address', host);
    onvif.set({ xaddr: {} });
  }
  return attempts;
}

async function tryRedirects(door: ContactDoor, { onvif, onvifUrl }: HostileDevices): Promise<Attempt[]> {
  const attempts: Attempt[] = [];
  for (const location of [`http://${METADATA}/latest/`, 'http://127.0.0.1:8000/', 'http://10.0.0.9:6379/', '//169.254.169.254/']) {
    for (const status of [301, 302, 303, 307, 308] as const) {
      const redirect = { kind: 'redirect', status, location, beforeAuth: true } as const;
      onvif.set({ faults: { '*': redirect }, snapshotFault: undefined });
      const asked = await door.contact('picture', { kind: 'onvif', url: onvifUrl });
      onvif.set({ faults: {}, snapshotFault: redirect, snapshotUri: undefined, snapshotUriCapability: true });
      const pictured = await door.contact('picture', { kind: 'onvif', url: onvifUrl });
      attempts.push({ door: `redirect ${status}`, form: location, code: asked }, { door: `redirect ${status} of the picture`, form: location, code: pictured });
    }
  }
  for (const systemId of [`http://${METADATA}/x.dtd`, 'file:///etc/passwd', 'http://127.0.0.1:8000/']) {
    onvif.set({ faults: { '*': { kind: 'external-entity', systemId } }, snapshotFault: undefined });
    attempts.push({ door: 'external entity', form: systemId, code: await door.contact('ping', { kind: 'onvif', url: onvifUrl }) });
  }
  onvif.set({ faults: {} });
  return attempts;
}

const ELSEWHERE = { status: '302 Moved Temporarily', fields: { Location: `rtsp://${METADATA}/live` } };
const RTSP_LIES: Readonly<Record<string, HostileAnswers>> = {
  ...Object.fromEntries(['OPTIONS', 'DESCRIBE', 'SETUP', 'PLAY'].map((method) => [`redirect of ${method}`, { replies: { [method]: ELSEWHERE } }])),
  'use a proxy': { replies: { DESCRIBE: { ...ELSEWHERE, status: '305 Use Proxy' } } },
  'REDIRECT request': { greeting: `REDIRECT rtsp://x RTSP/1.0\r\nCSeq: 1\r\nLocation: rtsp://${METADATA}/live\r\n\r\n` },
  'track elsewhere': { control: `rtsp://${METADATA}/track` },
  'track by HTTP': { control: `http://${METADATA}/track` },
  'track in a file': { control: 'file:///etc/passwd' },
  'track on the own database': { control: 'rtsp://10.77.0.9:15432/track' },
  'base elsewhere': { replies: { DESCRIBE: { status: '200 OK', fields: { 'Content-Base': `rtsp://${METADATA}/live/` } } } },
  'location elsewhere': { replies: { DESCRIBE: { status: '200 OK', fields: { 'Content-Location': `http://${METADATA}/` } } } },
};
/** What is overheard and not believed: the contact goes on with the address that was pinned. */
const RTSP_WHISPERS: HostileAnswers = {
  sessionLines: [`c=IN IP4 ${METADATA}`, `u=http://${METADATA}/`, `a=source-filter: incl IN IP4 * ${METADATA}`, 'a=sdplang:http://127.0.0.1:8000/'],
  transport: `RTP/AVP;unicast;client_port=40000-40001;server_port=5353-11211;source=${METADATA};destination=${METADATA}`,
};

async function tryRtsp(door: ContactDoor, { rtsp, rtspUrl }: HostileDevices): Promise<Attempt[]> {
  const attempts: Attempt[] = [];
  for (const [form, answers] of Object.entries(RTSP_LIES)) {
    rtsp.set(answers);
    for (const contact of ['picture', 'record'] as const)
      attempts.push({ door: `${contact} rtsp`, form, code: await door.contact(contact, { kind: 'rtsp', url: rtspUrl, transport: 'tcp' }) });
  }
  rtsp.set(RTSP_WHISPERS);
  const source = { kind: 'rtsp', url: rtspUrl, transport: 'udp' } as const;
  // no picture ever comes
  await Promise.all(CONTACTS.map((contact) => door.contact(contact, source, 3_000)));
  return attempts;
}

/** A name is right at the first lookup and leads to the metadata address from the second on. */
async function tryRebinding(door: ContactDoor, { onvif, rtsp }: HostileDevices): Promise<Attempt[]> {
  const attempts: Attempt[] = [];
  rtsp.set({ replies: { DESCRIBE: { status: '404 Not Found' } } });
  for (const contact of CONTACTS) {
    const source = { kind: 'rtsp', url: `rtsp://rebind-${contact}.test:${RTSP_PORT}/live`, transport: 'tcp' } as const;
    const first = await door.contact(contact, source);
    if (first !== 'path_not_found') throw new Error(`the first ${contact} of a rebinding name should reach the camera, and ended with ${first}`);
    for (const again of ['second', 'third']) attempts.push({ door: `${again} ${contact} rtsp`, form: source.url, code: await door.contact(contact, source) });
  }
  onvif.set({ snapshotUriCapability: false, streamUri: `rtsp://rebind-stream.test:${RTSP_PORT}/live` });
  const device = { kind: 'onvif', url: `http://rebind-stream.test:${ONVIF_PORT}/onvif/device_service` } as const;
  const stream = await door.contact('picture', device);
  if (stream !== 'path_not_found') throw new Error(`the stream should be dialled at the address of the first lookup, and ended with ${stream}`);
  attempts.push({ door: 'second picture onvif', form: device.url, code: await door.contact('picture', device) });
  onvif.set({ snapshotUriCapability: true, snapshotUri: `http://rebind-snapshot.test:${ONVIF_PORT}/nothing.jpg`, streamUri: `rtsp://${METADATA}/live` });
  for (const again of ['first', 'second']) {
    const code = await door.contact('picture', { kind: 'onvif', url: `http://${CAMERA_ADDRESS}:${ONVIF_PORT}/onvif/device_service` });
    attempts.push({ door: `${again} picture address`, form: 'rebind-snapshot.test', code });
  }
  return attempts;
}
