import { defineConfig } from 'vitest/config';
import { keptForksPool } from './tests/support/kept-forks-pool.ts';
import { OF_THE_DATABASE } from './tests/support/files-of-the-database.ts';

/** Every test of what talks to the database, on the embedded one. `npm test` leaves out those that test what lies above it. */
export default defineConfig({
  test: {
    name: 'embedded',
    provide: { databaseKind: 'embedded' },
    include: OF_THE_DATABASE,
    globalSetup: ['tests/support/global-setup.ts', 'tests/support/embedded/begin-template.ts'],
    reporters: ['default', './tests/support/closing-line-reporter.ts'],
    expect: { poll: { timeout: 30_000 } },
    testTimeout: 120_000,
    hookTimeout: 180_000,
    pool: keptForksPool(),
    isolate: false,
    maxWorkers: 3,
  },
});
