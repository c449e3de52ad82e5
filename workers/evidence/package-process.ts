import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { AppError } from '../../domain/app-error.ts';
import type { BuilderSettings, FromBuilder, ToBuilder, ToldError } from './builder-terms.ts';
import type { PackageBuilder } from './package-builder.ts';
import { removePackageWork } from './package-work.ts';

/** How long a builder may take to end in order. A worker that stops waits for it. */
const END_WITHIN_MS = 5000;
/** Young objects get less room than V8 would give them: buffers that were read die at once, and wait for nothing but to be collected. 15 MB less at the peak. */
const V8_OPTIONS = ['--max-semi-space-size=1'];

/** What the builder's environment is. */
type Environment = Readonly<Record<string, string | undefined>>;

function start(env: Environment): ChildProcess {
  const here = import.meta.url;
  const isBuilt = here.endsWith('.js');
  // from the sources (tests) the loader comes first
  const execArgv = [...V8_OPTIONS, ...(isBuilt ? [] : ['--import', 'tsx'])];
  const entry = fileURLToPath(new URL(`./builder-process.${isBuilt ? 'js' : 'ts'}`, here));
  // a group of its own: what it started can be ended with it
  return fork(entry, [], { env, execArgv, serialization: 'advanced', stdio: ['ignore', 'ignore', 'inherit', 'ipc'], detached: true });
}

/** Ends the ffmpeg that a process left which died: it would go on with its copy, beside whoever builds the package next. */
function endRest({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // it had started nothing, or that has ended
  }
}

function toError({ kind, code, message, details, causes }: ToldError): AppError {
  const cause = causes.reduceRight<Error | undefined>((inner, text) => new Error(text, { cause: inner }), undefined);
  return new AppError(kind, code, message, { details, cause });
}

function died(code: number | null, signal: NodeJS.Signals | null, cause?: Error): AppError {
  const message =
    'The process that built a package ended before it was done. It is built again; if that happens again, see whether the machine has enough memory.';
  return new AppError('unavailable', 'package_builder_died', message, { details: { code, signal }, cause });
}

/** Settles when the process has ended: with what it told last, or with `package_builder_died`. */
function outcomeOf(child: ChildProcess, onProgress: (share: number) => void): Promise<void> {
  let last: Exclude<FromBuilder, { tell: 'progress' }> | undefined;
  child.on('message', (message: FromBuilder) => {
    if (message.tell === 'progress') onProgress(message.share);
    else last = message;
  });
  return new Promise((resolve, reject) => {
    const settle = (code: number | null, signal: NodeJS.Signals | null, cause?: Error): void => {
      if (last === undefined) {
        endRest(child);
        reject(died(code, signal, cause));
      } else if (last.tell === 'done') resolve();
      else reject(toError(last.error));
    };
    // behind the last message, which `exit` may come before
    child.once('close', (code, signal) => settle(code, signal));
    // each time: an error that nobody hears would end the worker
    child.on('error', (error) => (child.pid === undefined ? settle(null, null, error) : undefined));
  });
}

/**
 * Builds packages in a process each, which opens its own database connections: so a package takes as much memory as it takes, whatever the worker has loaded, and gives it back. It is told to stop when the run is aborted, killed if it
 * doesn't, and ends by itself when this process dies. When the promise settles it has ended, and nothing of its work is left. Errors: those of `buildPackage`; `package_builder_died` (unavailable).
 */
export function createPackageProcess(settings: BuilderSettings, incomingFolder: string, environment: Environment): PackageBuilder {
  return async ({ order, workId, onProgress, signal }) => {
    signal.throwIfAborted();
    const child = start(environment);
    // one that could not be started (no files left) has no pipe: `outcomeOf` hears the error, which comes later and would end the worker if nobody listened
    const tell = (message: ToBuilder): void => {
      if (child.connected) child.send(message, () => undefined);
    };
    let killing: NodeJS.Timeout | undefined;
    const stop = (): void => {
      tell({ tell: 'stop' });
      killing = setTimeout(() => child.kill('SIGKILL'), END_WITHIN_MS);
    };
    signal.addEventListener('abort', stop);
    try {
      tell({ tell: 'build', settings, order, workId });
      await outcomeOf(child, onProgress);
    } finally {
      signal.removeEventListener('abort', stop);
      clearTimeout(killing);
      // one that was killed could not
      await removePackageWork({ incomingFolder }, workId);
    }
  };
}
