import type { ChildProcess } from 'node:child_process';
import { Readable, type Writable } from 'node:stream';
import type { FfmpegExit } from './ffmpeg-failure.ts';
import { ffmpegInputArgs, type FfmpegInput } from './ffmpeg-input.ts';
import type { FfmpegBinary } from './ffmpeg-path.ts';
import { spawnFfmpeg } from './ffmpeg-spawn.ts';
import { createStderrTail } from './stderr-tail.ts';

/** One run of ffmpeg. */
export interface FfmpegRun {
  readonly ffmpeg: FfmpegBinary;
  readonly input: FfmpegInput;
  /** Probe options before `-i`. */
  readonly tuning?: readonly string[];
  /** Everything behind `-i`: maps, codecs, muxer and the output. */
  readonly outputArgs: readonly string[];
  /** Asks ffmpeg to end: its input ends, SIGTERM, and after `graceMs` SIGKILL. */
  readonly signal: AbortSignal;
  /** Silence on an RTSP input longer than this ends it. */
  readonly ioTimeoutMs: number;
  /** The whole run ends within this; without it, until the input ends or `signal`. */
  readonly timeLimitMs?: number;
  /** Between asking and killing; 3 s by default. */
  readonly graceMs?: number;
  /** Ceiling of the address space, 2 GiB by default. Streams are hostile until they have been read. */
  readonly addressSpaceBytes?: number;
  /** False for runs whose only output is a pipe: the program then can't write any file. */
  readonly writesFiles?: boolean;
}

/** A running ffmpeg. */
export interface FfmpegProcess {
  /** Its standard output. Has to be read to the end or destroyed, else `exit` never comes. */
  readonly stdout: Readable;
  /** What `-progress pipe:3` writes; flows unread when nobody listens. */
  readonly progress: Readable;
  /** Asks it to end, as the signal does. May be called often. */
  stop(): void;
  /** Resolves, never rejects, when the program is reaped and its pipes are closed. */
  readonly exit: Promise<FfmpegExit>;
}

const MAX_BLOCK_BYTES = 256 * 1024 * 1024;

/**
 * Starts ffmpeg without a shell, without a terminal, with an empty environment and with named demuxer and protocols. If this
 * process dies, the pipes and relays that feed ffmpeg die with it, and ffmpeg ends by itself.
 *
 * @throws AppError `ffmpeg_input_forbidden` (internal)
 */
export function startFfmpeg(run: FfmpegRun): FfmpegProcess {
  const args = [
    '-nostdin',
    '-hide_banner',
    '-loglevel',
    'warning',
    '-nostats',
    '-max_alloc',
    String(MAX_BLOCK_BYTES),
    ...ffmpegInputArgs(run.ffmpeg, run.input, run.tuning ?? [], run.ioTimeoutMs),
    ...run.outputArgs,
  ];
  const stdin = run.input.stdin === undefined ? 'ignore' : 'pipe';
  const child = spawnFfmpeg(run.ffmpeg.path, args, [stdin, 'pipe', 'pipe', 'pipe'], {
    addressSpaceBytes: run.addressSpaceBytes ?? 2 ** 31,
    writesFiles: run.writesFiles ?? true,
  });
  return superviseChild(child, run);
}

function superviseChild(child: ChildProcess, run: FfmpegRun): FfmpegProcess {
  const tail = createStderrTail();
  child.stderr?.on('data', tail.push);
  // Where no more processes or files can be opened the child comes without its pipes, and `error` follows.
  const stdout = child.stdout ?? Readable.from([]);
  const progress = (child.stdio?.[3] as Readable | null | undefined) ?? Readable.from([]);
  progress.resume();
  const state: { cause: FfmpegExit['cause']; error?: unknown } = { cause: 'itself' };

  const killer = createKiller(child, run);
  const stop = (): void => {
    if (state.cause === 'itself') state.cause = 'stopped';
    killer.stop();
  };
  const timer =
    run.timeLimitMs === undefined
      ? undefined
      : setTimeout(() => {
          if (state.cause === 'itself') state.cause = 'time_limit';
          killer.stop();
        }, run.timeLimitMs);
  const exit = new Promise<FfmpegExit>((resolve) => {
    child.once('error', (error) => {
      state.error = error;
      // A child that never started emits no `close`.
      if (child.pid === undefined) finish(null, null);
    });
    child.once('close', finish);
    function finish(code: number | null, signal: NodeJS.Signals | null): void {
      clearTimeout(timer);
      killer.disarm();
      run.signal.removeEventListener('abort', stop);
      resolve({ code, signal, stderrTail: tail.text(), ...state });
    }
  });
  run.signal.addEventListener('abort', stop);
  if (run.signal.aborted) stop();
  if (run.input.stdin !== undefined && child.stdin)
    void feed(run.input.stdin, child.stdin, (error) => {
      state.error = error;
    });
  return { stdout, progress, stop, exit };
}

/** Ends the input and asks; after the grace it kills. */
function createKiller(child: ChildProcess, run: FfmpegRun): { stop(): void; disarm(): void } {
  let killTimer: NodeJS.Timeout | undefined;
  return {
    stop() {
      // one that could not be started has no pid, and a signal to it would go to our own process group
      if (child.pid === undefined || killTimer !== undefined || child.exitCode !== null || child.signalCode !== null) return;
      killTimer = setTimeout(() => child.kill('SIGKILL'), run.graceMs ?? 3000);
      // A piped input ends by its end of file: what was fed already is still written, which SIGTERM would cut off.
      if (child.stdin !== null) child.stdin.end();
      else child.kill('SIGTERM');
      run.input.end?.();
    },
    disarm: () => clearTimeout(killTimer),
  };
}

/** Writes `source` into the pipe at ffmpeg's pace; ends quietly when ffmpeg closes the pipe first. */
async function feed(source: AsyncIterable<Uint8Array>, pipe: Writable, onError: (error: unknown) => void): Promise<void> {
  let closed = false;
  pipe.once('close', () => {
    closed = true;
  });
  // EPIPE says no more than that ffmpeg is gone, which its exit tells better.
  pipe.on('error', () => pipe.destroy());
  try {
    for await (const chunk of source) {
      if (closed || pipe.writableEnded) break;
      if (!pipe.write(chunk)) await drained(pipe);
    }
  } catch (error) {
    onError(error);
  } finally {
    pipe.end();
  }
}

function drained(pipe: Writable): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      pipe.off('drain', done);
      pipe.off('close', done);
      resolve();
    };
    pipe.once('drain', done);
    pipe.once('close', done);
    if (pipe.destroyed) done();
  });
}
