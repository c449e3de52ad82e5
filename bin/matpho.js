#!/usr/bin/env node
// Builds what is not built yet, then runs the command.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = new URL('../', import.meta.url);
if (existsSync(new URL('tsconfig.build.json', root))) {
  const { buildIfStale } = await import('../scripts/build.js');
  await buildIfStale(fileURLToPath(root));
}
await import(new URL('dist/cli/main.js', root).href);
