import { runTemplate } from './run-template.ts';

/** Vitest's `globalSetup` of the tests on the embedded database and of the command: begins to make what they are copied from; the run's own set-up waits for it. */
export default function beginTemplate(): void {
  void runTemplate();
}
