import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { existsSync } from 'node:fs';

const PRLIMIT = '/usr/bin/prlimit';
const prlimitExists = process.platform === 'linux' && existsSync(PRLIMIT);

/** What a started ffmpeg may use. */
export interface FfmpegLimits {
  /** Ceiling of the address space. Kept only where util-linux' `prlimit` exists; `-max_alloc` holds everywhere. */
  readonly addressSpaceBytes: number;
  /** False: every attempt to write into a file fails; pipes are no files. Kept where `prlimit` exists. */
  readonly writesFiles?: boolean;
}

/**
 * The only place of the product that starts an ffmpeg program: no shell, an environment of nothing but a standard PATH, the
 * limits set before the first instruction runs. `prlimit` replaces itself by ffmpeg, so pid and signals are ffmpeg's own.
 *
 * The caller owns the child: it attaches `error` and waits for `close`.
 */
export function spawnFfmpeg(path: string, args: readonly string[], stdio: StdioOptions, limits: FfmpegLimits): ChildProcess {
  const limited = prlimitExists
    ? [PRLIMIT, `--as=${limits.addressSpaceBytes}`, '--core=0', ...(limits.writesFiles === false ? ['--fsize=0'] : []), '--', path]
    : [path];
  return spawn(limited[0] ?? path, [...limited.slice(1), ...args], {
    stdio,
    shell: false,
    windowsHide: true,
    env: { PATH: '/usr/local/bin:/usr/bin:/bin' },
  });
}
