import { defineConfig } from 'vitest/config';

/** Tests on real boundaries, buildings and roads, which are not part of the project: see tests/data/README.md. */
export default defineConfig({
  test: {
    name: 'data',
    include: ['tests/data/**/*.test.ts'],
    globalSetup: ['tests/support/global-setup.ts'],
    reporters: ['default', './tests/support/closing-line-reporter.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    pool: 'forks',
  },
});
