import { defineConfig } from 'vitest/config';

/** The layout's tests alone, without the services that the others need. */
export default defineConfig({ test: { name: 'architecture', include: ['tests/architecture/**/*.test.ts'] } });
