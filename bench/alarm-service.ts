import { once } from 'node:events';
import { WebSocket } from 'ws';
import { defaultDeviceOptions } from '../tests/support/onvif-device/device-options.ts';

/** A place north-west of the demo town, where none of its cameras looks. */
const PLACE: readonly [lon: number, lat: number] = [108.2245, 11.8065];

/** A service with the demo town, as bells, administrator and officer meet it. */
export interface AlarmService {
  /** Registers a camera that looks at the place. */
  addCamera(source: Readonly<Record<string, unknown>>, turn: number): Promise<void>;
  /** Puts up a bell there. */
  addBell(nth: number): Promise<Bell>;
  /** How a burst stands, as the officer sees it. */
  burst(alarmId: string): Promise<{ readonly planned: number; readonly taken: number; readonly missed: number; readonly cancelled: number }>;
  /** Presses it. */
  ring(bell: Bell): Promise<{ readonly id: string; readonly incidentId: string }>;
  /** Settles when the officer's browser hears of an alarm. */
  heard(): Promise<void>;
  close(): void;
}

export interface Bell {
  readonly id: string;
  readonly token: string;
}

/** How to sign in to an ONVIF device of the tests. */
export const DEVICE_CREDENTIALS = defaultDeviceOptions.credentials;

/** Signs the administrator and the officer in to the service at `url`, and the officer's WebSocket on. */
export async function openAlarmService(url: string, password: string): Promise<AlarmService> {
  const call = async <T>(path: string, token: string | undefined, body?: unknown): Promise<T> => {
    const answer = await fetch(`${url}/api/v1${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { 'content-type': 'application/json', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as T;
  };
  const signIn = async (username: string) => (await call<{ token: string }>('/sessions', undefined, { username, password })).token;
  const [admin, officer] = [await signIn('admin'), await signIn('officer')];
  const { items: units } = await call<{ items: { id: string }[] }>('/units?level=neighbourhood&limit=1', admin);
  const unitId = units[0]!.id;
  const socket = new WebSocket(`${url.replace('http', 'ws')}/api/v1/events`, { headers: { authorization: `Bearer ${officer}` } });
  await once(socket, 'open');
  const subscribed = once(socket, 'message');
  socket.send(JSON.stringify({ topics: ['alarms'] }));
  await subscribed;
  return {
    async addCamera(source, turn) {
      const placement = { position: { type: 'Point', coordinates: PLACE }, heightM: 5, bearingDeg: (turn * 30) % 360, tiltDeg: 10, hfovDeg: 100, rangeM: 80 };
      const camera = { name: 'Mắt chuông', unitId, siteName: 'Chuông', placement: { ...placement, resolution: { width: 1920, height: 1080 } }, source };
      await call('/cameras', admin, { ...camera, purpose: 'bank', notice: { postedAt: '2026-11-01' }, snapshotEverySeconds: 0 });
    },
    addBell: (nth) =>
      call('/alarm-points', admin, { name: `Chuông ${'I'.repeat(nth + 1)}`, unitId, position: { type: 'Point', coordinates: PLACE }, uncertaintyM: 20 }),
    ring: (bell) => call('/alarms', bell.token, { alarmPointId: bell.id }),
    async burst(alarmId) {
      const { items } = await call<{ items: { id: string; burst: Awaited<ReturnType<AlarmService['burst']>> }[] }>('/alarms?limit=5', officer);
      return items.find((item) => item.id === alarmId)!.burst;
    },
    async heard() {
      for (;;) {
        const [raw] = (await once(socket, 'message')) as [Buffer];
        if ((JSON.parse(String(raw)) as { type: string }).type === 'raised') return;
      }
    },
    close: () => socket.terminate(),
  };
}
