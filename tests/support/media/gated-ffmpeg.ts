import { execFile } from 'node:child_process';
import { open, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { newId } from '../../../platform/new-id.ts';

/** An ffmpeg program that waits with its work. */
export interface GatedFfmpeg {
  readonly path: string;
  /** Lets those that wait go on, and all later ones begin at once. */
  open(): Promise<void>;
}

/** Makes one in `folder` out of the ffmpeg at `path`: who is told that something begins finds it begun, however late they look. */
export async function gateFfmpeg(path: string, folder: string): Promise<GatedFfmpeg> {
  const gate = join(folder, `${newId()}.gate`);
  const script = `${gate}.sh`;
  await promisify(execFile)('mkfifo', [gate]);
  await writeFile(script, `#!/bin/sh\n[ -p '${gate}' ] && read -r _ < '${gate}'\nexec '${path}' "$@"\n`, { mode: 0o755 });
  // as reader and writer in one: opening waits for nobody, and whoever reads waits until this end is closed
  const held = await open(gate, 'r+');
  let isOpen = false;
  return {
    path: script,
    async open() {
      if (isOpen) return;
      isOpen = true;
      await rm(gate);
      await held.close();
    },
  };
}
