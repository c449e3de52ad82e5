import { defineConfig } from 'vitest/config';

/** `npm run screens`: pictures of every page in the demo town, for docs/screens. No part of `npm test`. */
export default defineConfig({
  test: {
    name: 'screens',
    provide: { databaseKind: 'postgres' },
    include: ['tests/screens/**/*.test.ts'],
    globalSetup: ['tests/support/cli/build-product.ts', 'tests/support/global-setup.ts'],
    pool: 'forks',
    fileParallelism: false,
  },
});
