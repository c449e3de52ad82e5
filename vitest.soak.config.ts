import { defineConfig } from 'vitest/config';

/** Long tests: hundreds of kills, hours of recording. Not part of `npm test`. */
export default defineConfig({
  test: {
    name: 'soak',
    provide: { databaseKind: 'postgres' },
    include: ['tests/soak/**/*.test.ts'],
    globalSetup: ['tests/support/global-setup.ts'],
    testTimeout: 7_200_000,
    hookTimeout: 300_000,
    pool: 'forks',
    fileParallelism: false,
  },
});
