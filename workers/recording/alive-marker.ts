import { rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const NAME = '.alive';
const TOUCH_EVERY_MS = 5_000;
/** As long as a heartbeat counts. */
const FRESH_MS = 30_000;

/** Shows beside a worker's recordings that it lives. */
export interface AliveMarker {
  /** Ends it and removes the marker. */
  stop(): Promise<void>;
}

/**
 * Keeps a file in `folder` fresh. The heartbeat in the database can't tell a dead worker from one that is cut off from the database, or that wasn't yet the first
 * to come back after an outage; but whoever takes over recordings sees this file on the same disk.
 */
export function showAlive(folder: string): AliveMarker {
  const path = join(folder, NAME);
  const touch = async (): Promise<void> => {
    const now = new Date();
    // no folder means no recordings to protect; it is made with the first
    await utimes(path, now, now).catch(() => writeFile(path, '').catch(() => undefined));
  };
  let touching = touch();
  const timer = setInterval(() => void (touching = touching.then(touch)), TOUCH_EVERY_MS);
  return {
    async stop() {
      clearInterval(timer);
      await touching;
      await rm(path, { force: true });
    },
  };
}

/** Whether the worker of `folder` has shown itself there lately. */
export async function looksAlive(folder: string): Promise<boolean> {
  const marker = await stat(join(folder, NAME)).catch(() => undefined);
  return marker !== undefined && marker.mtimeMs > Date.now() - FRESH_MS;
}
