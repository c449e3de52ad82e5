import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const COMMAND = fileURLToPath(new URL('../../../bin/matpho.js', import.meta.url));

/** How a command ended and what it had said. */
export interface EndedMatpho {
  /** Exit code; null when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The built command at work, in a process group of its own. */
export interface MatphoProcess {
  readonly pid: number;
  /** Resolves with the first match in its standard output; rejects with all that it said when it ends before. */
  says(pattern: RegExp): Promise<RegExpExecArray>;
  /** The same in its standard error. */
  reports(pattern: RegExp): Promise<RegExpExecArray>;
  readonly ended: Promise<EndedMatpho>;
  /** Sends a signal to the command alone and waits for its end. */
  end(signal: 'SIGTERM' | 'SIGINT' | 'SIGKILL'): Promise<EndedMatpho>;
  /** Whether it, or anything that it started, still runs. */
  leftBehind(): boolean;
  /** Ends whatever is left of it; for the end of a test that may have failed. */
  cleanUp(): Promise<void>;
}

type Stream = 'stdout' | 'stderr';

/** Settings are `MATPHO_…` variables; nothing else of the tests' own environment reaches the command. */
export type MatphoSettings = Readonly<Record<string, string>>;

const DEFAULTS: MatphoSettings = { MATPHO_PORT: '0', MATPHO_DEMO: 'off', MATPHO_LOG_LEVEL: 'warn' };

/** Starts `matpho` with these words. */
export function startMatpho(words: readonly string[], settings: MatphoSettings = {}): MatphoProcess {
  const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], ...DEFAULTS, ...settings };
  const child = spawn(process.execPath, [COMMAND, ...words], { env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const pid = child.pid!;
  const output = { stdout: '', stderr: '' };
  const changed = new Set<() => void>();
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      output[stream] += text;
      for (const look of changed) look();
    });
  }
  const ended = new Promise<EndedMatpho>((resolve) => child.on('close', (code) => resolve({ code, ...output })));
  const killGroup = (): void => void signalGroup(pid, 'SIGKILL');
  process.once('exit', killGroup);
  void ended.then(() => process.off('exit', killGroup));

  const waitFor = (stream: Stream, pattern: RegExp): Promise<RegExpExecArray> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const match = pattern.exec(output[stream]);
        if (match === null) return;
        changed.delete(look);
        resolve(match);
      };
      changed.add(look);
      look();
      void ended.then(({ code, stdout, stderr }) =>
        reject(new Error(`matpho ${words.join(' ')} ended with ${String(code)} before it said ${String(pattern)}:\n${stdout}${stderr}`)),
      );
    });

  return {
    pid,
    says: (pattern) => waitFor('stdout', pattern),
    reports: (pattern) => waitFor('stderr', pattern),
    ended,
    async end(signal) {
      child.kill(signal);
      return ended;
    },
    leftBehind: () => signalGroup(pid, 0),
    async cleanUp() {
      killGroup();
      await ended;
    },
  };
}

/** Runs `matpho` with these words to its end. */
export function runMatpho(words: readonly string[], settings: MatphoSettings = {}): Promise<EndedMatpho> {
  return startMatpho(words, settings).ended;
}

/** False when nobody of the group is there any more. */
function signalGroup(pid: number, signal: 'SIGKILL' | 0): boolean {
  try {
    process.kill(-pid, signal);
    return true;
  } catch {
    return false;
  }
}
