import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A running process of test cameras. */
export interface CameraResponder {
  readonly pid: number;
  /** The same on every address of 127.0.0.0/8. */
  readonly port: number;
  /** When which address was contacted since this was last asked, epoch milliseconds. */
  takeContacts(): Promise<readonly (readonly [address: string, atMs: number])[]>;
  stop(): Promise<void>;
}

/** User and password of all its cameras. */
export const RESPONDER_CREDENTIALS = { username: 'admin', password: 'bench-password' };

/** Camera number `index` (from 0) has an address of its own; every tenth never answers. */
export function responderAddress(index: number): string {
  // the last part goes from 1 to 250, so that exactly a tenth ends in 0
  const [last, rest] = [(index % 250) + 1, Math.floor(index / 250)];
  return `127.${1 + Math.floor(rest / 250)}.${1 + (rest % 250)}.${last}`;
}

/** Whether a camera of the responder accepts connections and never answers. */
export function isHanging(address: string): boolean {
  return Number(address.slice(address.lastIndexOf('.') + 1)) % 10 === 0;
}

async function messageOf<T>(child: ChildProcess): Promise<T> {
  const [message] = (await once(child, 'message')) as [T];
  return message;
}

/** Starts the cameras of one kind and waits until they listen. They end with this process. */
export async function startCameraResponder(kind: 'rtsp' | 'onvif'): Promise<CameraResponder> {
  const extension = import.meta.url.endsWith('.js') ? 'js' : 'ts';
  const child = fork(fileURLToPath(new URL(`./responders/${kind}-responder.${extension}`, import.meta.url)), { serialization: 'advanced', stdio: 'ignore' });
  const { port } = await messageOf<{ port: number }>(child);
  return {
    pid: child.pid!,
    port,
    async takeContacts() {
      child.send('contacts');
      const { contacts } = await messageOf<{ contacts: [string, number][] }>(child);
      return contacts;
    },
    async stop() {
      if (child.exitCode !== null) return;
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}
