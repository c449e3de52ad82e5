import type { Reporter, TestModule, Vitest } from 'vitest/node';

/**
 * Ends a run with `N passed, N failed`, the line that machines read. A file that did not load counts as a failure, and so does a test
 * that was skipped, unless tests were chosen by name.
 */
export default class ClosingLineReporter implements Reporter {
  #isFiltered = false;

  onInit(vitest: Vitest): void {
    this.#isFiltered = vitest.config.testNamePattern !== undefined;
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    let passed = 0;
    let failed = 0;
    for (const module of modules) {
      failed += module.errors().length;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === 'passed') passed += 1;
        else if (state !== 'skipped' || !this.#isFiltered) failed += 1;
      }
    }
    process.stdout.write(`${passed} passed, ${failed} failed\n`);
  }
}
