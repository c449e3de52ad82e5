// One command for what a reviewer should not have to say: types, lint, format, layout, unused code.
import { spawnSync } from 'node:child_process';

const STEPS = [
  ['types of the API', ['tsx', 'scripts/api-types.js', '--check']],
  ['types', ['tsc', '--noEmit', '-p', 'tsconfig.json']],
  ['lint', ['oxlint', '--type-aware', '--deny-warnings']],
  ['format', ['prettier', '--check', '--log-level', 'warn', '.']],
  ['unused code', ['knip', '--no-progress']],
  ['layout', ['vitest', 'run', '--config', 'vitest.architecture.config.ts']],
];

let failed = 0;
for (const [name, command] of STEPS) {
  const { status } = spawnSync('npx', ['--no-install', ...command], { stdio: 'inherit' });
  console.log(`${status === 0 ? 'ok    ' : 'FAILED'} ${name}`);
  if (status !== 0) failed += 1;
}
process.exitCode = failed === 0 ? 0 : 1;
