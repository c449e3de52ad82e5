import { appendFileSync } from 'node:fs';
import type { Reporter, TestModule, Vitest } from 'vitest/node';

/**
 * Ends a run with `N passed, N failed`, the line that machines read. A file that did not load counts as a failure, and so does a test
 * that was skipped, unless tests were chosen by name. The files with a failure are added to the one that `MATPHO_FAILED_FILES` names, a path a line.
 */
export default class ClosingLineReporter implements Reporter {
  #isFiltered = false;

  onInit(vitest: Vitest): void {
    this.#isFiltered = vitest.config.testNamePattern !== undefined;
  }

  onTestRunEnd(modules: readonly TestModule[], outsideOfTests: readonly unknown[]): void {
    let passed = 0;
    let failed = outsideOfTests.length;
    const withFailures = new Set<string>();
    for (const module of modules) {
      const before = failed;
      failed += module.errors().length;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === 'passed') passed += 1;
        else if (state !== 'skipped' || !this.#isFiltered) failed += 1;
      }
      if (failed > before) withFailures.add(module.relativeModuleId);
    }
    const list = process.env['MATPHO_FAILED_FILES'];
    if (list !== undefined && outsideOfTests.length === 0) appendFileSync(list, [...withFailures].map((path) => `${path}\n`).join(''));
    process.stdout.write(`${passed} passed, ${failed} failed\n`);
  }
}
