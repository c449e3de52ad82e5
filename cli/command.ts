import type { Config } from '../platform/config.ts';
import type { ReleaseStack } from '../platform/release-stack.ts';

/** What every command gets. */
export interface CommandContext {
  /** Words after the command's name. */
  readonly args: readonly string[];
  readonly config: Config;
  /** Released when the command ends, however it ends. */
  readonly stack: ReleaseStack;
  /** A line for the person at the terminal (standard output). */
  print(line: string): void;
  /** A line about progress (standard error). */
  progress(line: string): void;
  /** Settles at the first SIGTERM or SIGINT. */
  readonly stopRequested: Promise<void>;
}

/** A command: returns its exit code. It throws `AppError`s, whose message is shown. */
export type Command = (context: CommandContext) => Promise<number>;
