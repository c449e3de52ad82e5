import { configDefaults, defineConfig } from 'vitest/config';

const common = { testTimeout: 60_000, hookTimeout: 120_000, teardownTimeout: 30_000, pool: 'forks' as const };

/** Tests of everything that talks to the database; they run on PostgreSQL and on the embedded database alike. */
const ON_BOTH_DATABASES = ['tests/integration/server/**/*.test.ts', 'tests/integration/db/**/*.test.ts', 'tests/integration/workers/*-job.*.test.ts'];

/** Tests that run the built command, which is built once before them. */
const OF_THE_COMMAND = ['tests/integration/cli/**/*.test.ts'];

export default defineConfig({
  test: {
    globalSetup: ['tests/support/global-setup.ts'],
    reporters: ['default', './tests/support/closing-line-reporter.ts'],
    // more than there are cores: most of a test is waiting for a camera, a browser or a clock
    maxWorkers: 3,
    projects: [
      {
        test: {
          ...common,
          name: 'main',
          include: ['tests/{unit,contract,integration,e2e,faults,architecture}/**/*.test.{ts,tsx}'],
          exclude: [...configDefaults.exclude, ...OF_THE_COMMAND],
          provide: { databaseKind: 'postgres' },
        },
      },
      { test: { ...common, name: 'embedded', include: ON_BOTH_DATABASES, provide: { databaseKind: 'embedded' } } },
      {
        test: {
          ...common,
          name: 'command',
          include: OF_THE_COMMAND,
          globalSetup: ['tests/support/cli/build-product.ts'],
          provide: { databaseKind: 'postgres' },
        },
      },
    ],
  },
});
