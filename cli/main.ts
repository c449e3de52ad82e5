import { toAppError } from '../domain/app-error.ts';
import { readConfig } from '../platform/config.ts';
import { scrubUrls } from '../platform/logger.ts';
import { createReleaseStack } from '../platform/release-stack.ts';
import { findCommand } from './command-table.ts';
import { USAGE } from './usage.ts';

const EXIT_USAGE = 2;
const EXIT_FAILED = 1;
/** A shutdown that takes longer than this is stuck: end all the same, what was acknowledged is stored. */
const SHUTDOWN_DEADLINE_MS = 30_000;

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function progress(line: string): void {
  process.stderr.write(`matpho: ${line}\n`);
}

/** Settles at the first signal; the second one ends the process at once. */
function watchSignals(): Promise<void> {
  return new Promise((resolve) => {
    let count = 0;
    const onSignal = (signal: NodeJS.Signals): void => {
      count += 1;
      if (count > 1) process.exit(signal === 'SIGINT' ? 130 : 143);
      resolve();
    };
    process.on('SIGTERM', onSignal);
    process.on('SIGINT', onSignal);
  });
}

async function run(words: readonly string[]): Promise<number> {
  const found = findCommand(words);
  if (found === undefined) {
    print(USAGE);
    return words.length === 0 || words[0] === 'help' || words[0] === '--help' ? 0 : EXIT_USAGE;
  }
  const stack = createReleaseStack();
  try {
    const config = readConfig(process.env);
    const command = await found.load();
    return await command({ args: found.args, config, stack, print, progress, stopRequested: watchSignals() });
  } catch (thrown) {
    const error = toAppError(thrown);
    progress(error.message);
    for (let cause = error.cause; cause instanceof Error; cause = cause.cause) progress(`cause: ${scrubUrls(cause.message)}`);
    return EXIT_FAILED;
  } finally {
    const timer = setTimeout(() => process.exit(EXIT_FAILED), SHUTDOWN_DEADLINE_MS);
    timer.unref();
    for (const { name, error } of await stack.releaseAll()) progress(`closing ${name} failed: ${toAppError(error).message}`);
  }
}

process.exitCode = await run(process.argv.slice(2));
// everything was released; whatever a library still holds must not keep the process alive
process.exit();
