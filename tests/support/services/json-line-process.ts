import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

/** A child that answers each line on its stdin with one line of JSON, in order, and ends with its stdin. */
export interface JsonLineProcess {
  readonly pid: number;
  /**
   * Sends one line and returns the answer to it.
   *
   * @throws Error with the end of its stderr when it ends before it answers.
   */
  ask(line: string): Promise<unknown>;
  /** Closes its stdin, waits for its end, and kills it after 5 s. */
  stop(): Promise<void>;
}

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

interface Waiter {
  resolve(answer: unknown): void;
  reject(error: Error): void;
}

const stopDeadlineMs = 5_000;
const keptErrorCharacters = 4_000;

/**
 * Starts the child. What it needs to know in secret goes with the first `ask`, never in `command`.
 *
 * @param env added to this process's environment.
 */
export function startJsonLineProcess(command: readonly [string, ...string[]], env: Readonly<Record<string, string>> = {}): JsonLineProcess {
  const [program, ...parameters] = command;
  const child: Child = spawn(program, parameters, {
    // Ctrl-C must reach only the test run, which then stops it.
    detached: true,
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const waiters = readAnswers(child, program);
  return {
    pid: child.pid ?? -1,
    ask: (line) =>
      new Promise((resolve, reject) => {
        if (!isAlive(child)) return reject(new Error(`${program} has already ended`));
        waiters.push({ resolve, reject });
        child.stdin.write(`${line}\n`);
      }),
    stop: () => stopChild(child),
  };
}

function readAnswers(child: Child, program: string): Waiter[] {
  const waiters: Waiter[] = [];
  let errors = '';
  const fail = (what: string): void => {
    for (const waiter of waiters.splice(0)) waiter.reject(new Error(`${program} ${what}\n${errors}`));
  };
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors = (errors + text).slice(-keptErrorCharacters);
  });
  createInterface({ input: child.stdout }).on('line', (line) => {
    const waiter = waiters.shift();
    try {
      waiter?.resolve(JSON.parse(line));
    } catch {
      waiter?.reject(new Error(`${program} said what is no JSON: ${line}\n${errors}`));
    }
  });
  // EPIPE when it ended under us: "close" tells it with the reason.
  child.stdin.on('error', () => {});
  child.once('error', (error) => fail(`could not be started: ${error.message}`));
  child.once('close', (code, signal) => fail(`ended (${signal ?? code})`));
  return waiters;
}

async function stopChild(child: Child): Promise<void> {
  if (!isAlive(child)) return;
  const ended = once(child, 'close');
  const timer = setTimeout(() => child.kill('SIGKILL'), stopDeadlineMs);
  child.stdin.end();
  await ended;
  clearTimeout(timer);
}

function isAlive(child: Child): boolean {
  return child.pid !== undefined && child.exitCode === null && child.signalCode === null;
}
