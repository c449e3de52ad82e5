import { execFile } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { parseAllowedNetworks } from '../../../domain/allowed-networks.ts';
import type { AddressPolicy } from '../../../domain/address-rule.ts';
import { findFfmpeg } from '../../../media/ffmpeg-path.ts';
import type { ConnectionSink } from './connection-sink.ts';
import { createContactDoor } from './contact-door.ts';
import { PLAYLIST } from './ffmpeg-tricks.ts';
import { ELSEWHERE_ADDRESS } from './forbidden-forms.ts';
import { startHostileDevices } from './hostile-devices.ts';

/** What must reach the sink: else its silence would mean nothing. @returns what the sink saw of each. */
export async function tryControls(sink: ConnectionSink, addressPolicy: AddressPolicy, folder: string): Promise<Record<string, readonly string[]>> {
  const devices = await startHostileDevices();
  const seen: Record<string, readonly string[]> = {};
  const look = async (name: string, attempt: () => Promise<unknown>): Promise<void> => {
    const before = sink.reached.length;
    await attempt();
    // the kernel hands datagrams and accepted connections over a moment later
    for (let waited = 0; waited < 40 && sink.reached.length === before; waited++) await delay(50);
    seen[name] = sink.reached.slice(before);
  };
  try {
    const door = await createContactDoor(addressPolicy, folder);
    const overrideNetworks = parseAllowedNetworks('169.254.0.0/16,127.0.0.0/8');
    const opened = await createContactDoor({ overrideNetworks, ownEndpoints: addressPolicy.ownEndpoints ?? [] }, folder);
    const rtsp = (url: string, transport: 'tcp' | 'udp' = 'tcp') => ({ kind: 'rtsp', url, transport }) as const;
    await look('an ordinary address by RTSP', () => door.contact('ping', rtsp(`rtsp://${ELSEWHERE_ADDRESS}/live`)));
    await look('an ordinary address by ONVIF', () => door.contact('ping', { kind: 'onvif', url: `http://${ELSEWHERE_ADDRESS}/onvif/device_service` }));
    await look('an ordinary name', () => door.contact('ping', rtsp('rtsp://camera.test:8554/live')));
    await look('the metadata address where the operator allows it', () => opened.contact('ping', { kind: 'onvif', url: 'http://169.254.169.254/' }));
    await look('loopback where the operator allows it', () => opened.contact('ping', rtsp('rtsp://127.0.0.1:8554/live')));
    devices.onvif.set({ snapshotUriCapability: false, streamUri: `rtsp://${ELSEWHERE_ADDRESS}:8554/live` });
    await look('a stream address on an ordinary host', () => door.contact('picture', { kind: 'onvif', url: devices.onvifUrl }));
    devices.onvif.set({ snapshotUriCapability: true, snapshotUri: `http://${ELSEWHERE_ADDRESS}:8000/x.jpg` });
    await look('a picture address on an ordinary host', () => door.contact('picture', { kind: 'onvif', url: devices.onvifUrl }));
    devices.rtsp.set({ transport: 'RTP/AVP;unicast;client_port=40000-40001;server_port=51000-51001' });
    await look('media ports over UDP', () => door.contact('probe', rtsp(devices.rtspUrl, 'udp'), 10_000));
    await look('ffmpeg left alone', letFfmpegGo);
    return seen;
  } finally {
    await devices.stop();
  }
}

async function letFfmpegGo(): Promise<void> {
  const { path } = await findFfmpeg();
  const args = ['-nostdin', '-protocol_whitelist', 'pipe,http,tcp', '-allowed_extensions', 'ALL', '-f', 'hls', '-i', 'pipe:0', '-f', 'null', '-'];
  await new Promise<void>((resolve) => {
    const child = execFile(path, args, { timeout: 60_000 }, () => resolve());
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(PLAYLIST);
  });
}
