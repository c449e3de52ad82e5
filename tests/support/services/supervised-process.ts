import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { PassThrough, type Readable, type Writable } from 'node:stream';

/** A server of ours with a private folder, both gone after `stop` or soon after this process dies. */
export interface SupervisedProcess {
  stop(): Promise<void>;
}

export interface SupervisedProcessOptions {
  /** Program and arguments; they show in the process list, so no secrets. */
  readonly command: readonly [string, ...string[]];
  /** A line of its output that says it accepts connections. */
  readonly readyLine: RegExp;
  readonly stopSignal: 'TERM' | 'INT' | 'QUIT';
  /** Private folder, working directory of the server; removed when it has stopped. */
  readonly folder: string;
  readonly user?: { readonly uid: number; readonly gid: number };
}

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

// The shell is the server's parent and waits on a pipe that only we hold: when we close it, or are
// killed, it stops the server and removes the folder. `read` is an event, nothing is polled.
const supervisor = `
signal=$1; folder=$2; shift 2
"$@" &
server=$!
exec >/dev/null 2>&1
read -r _
kill -s "$signal" "$server"
wait "$server"
cd / && rm -rf "$folder"
`;
const startDeadlineMs = 60_000;
const stopDeadlineMs = 15_000;
const keptLogLines = 40;

/**
 * Starts a server and resolves when it says that it is ready.
 *
 * @throws Error with the end of its log when it ends before, or is not ready within 60 s; the folder is
 *   removed then too.
 */
export async function startSupervisedProcess(options: SupervisedProcessOptions): Promise<SupervisedProcess> {
  const { stopSignal, folder, command } = options;
  const child = spawn('/bin/sh', ['-c', supervisor, 'sh', stopSignal, folder, ...command], {
    ...options.user,
    cwd: folder,
    // Its own process group: Ctrl-C in the terminal must reach only the test run, which then stops it.
    detached: true,
    env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8', TZ: 'UTC' },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  try {
    await waitForReadyLine(child, command[0], options.readyLine);
  } catch (error) {
    await stopChild(child, folder);
    throw error;
  }
  return { stop: () => stopChild(child, folder) };
}

function waitForReadyLine(child: Child, name: string, readyLine: RegExp): Promise<void> {
  const log: string[] = [];
  const output = new PassThrough();
  child.stdout.pipe(output);
  child.stderr.pipe(output);
  // Goes on reading for ever: a full pipe would block the server.
  const lines = createInterface({ input: output });
  return new Promise((resolve, reject) => {
    const fail = (what: string): void => reject(new Error(`${name} ${what}:\n${log.join('\n')}`));
    const timer = setTimeout(() => fail('was not ready in time'), startDeadlineMs);
    child.once('error', (error) => fail(`could not be started (${error.message})`));
    lines.once('close', () => {
      clearTimeout(timer);
      fail('ended');
    });
    lines.on('line', (line) => {
      log.push(line);
      if (log.length > keptLogLines) log.shift();
      if (!readyLine.test(line)) return;
      clearTimeout(timer);
      resolve();
    });
  });
}

async function stopChild(child: Child, folder: string): Promise<void> {
  if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
    const ended = once(child, 'close');
    const timer = setTimeout(() => killGroup(child), stopDeadlineMs);
    child.stdin.end();
    await ended;
    clearTimeout(timer);
  }
  await rm(folder, { recursive: true, force: true });
}

function killGroup(child: Child): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It ended by itself in the meantime.
  }
}
