import { cpus } from 'node:os';
import { AppError } from '../../domain/app-error.ts';
import { benchTable, type Bench } from '../../bench/bench-result.ts';
import type { Command } from '../command.ts';

const BENCHES: Readonly<Record<string, () => Promise<Bench>>> = {
  alarms: async () => (await import('../../bench/alarms-bench.ts')).alarmsBench,
  audit: async () => (await import('../../bench/audit-bench.ts')).auditBench,
  media: async () => (await import('../../bench/media-bench.ts')).mediaBench,
  package: async () => (await import('../../bench/package-bench.ts')).packageBench,
  coverage: async () => (await import('../../bench/coverage-bench.ts')).coverageBench,
  'coverage-map': async () => (await import('../../bench/coverage-map-bench.ts')).coverageMapBench,
  linking: async () => (await import('../../bench/linking-bench.ts')).linkingBench,
  route: async () => (await import('../../bench/route-bench.ts')).routeBench,
  health: async () => (await import('../../bench/health-bench.ts')).healthBench,
  embedded: async () => (await import('../../bench/embedded-bench.ts')).embeddedBench,
  pictures: async () => (await import('../../bench/pictures-bench.ts')).picturesBench,
  snapshots: async () => (await import('../../bench/snapshots-bench.ts')).snapshotsBench,
  web: async () => (await import('../../bench/web-bench.ts')).webBench,
};

function machine(): string {
  const processors = cpus();
  return `${processors.length} × ${processors[0]?.model.trim() ?? 'unknown processor'}, Node ${process.versions.node}`;
}

/** `matpho bench NAME [--json]`: needs a development checkout, since it brings PostgreSQL, Redis and ffmpeg as the tests do. */
export const benchCommand: Command = async ({ args, print, progress }) => {
  const names = args.filter((word) => word !== '--json');
  const load = names.length === 1 ? BENCHES[names[0]!] : undefined;
  if (load === undefined)
    throw new AppError('invalid', 'unknown_bench', `Use: matpho bench NAME [--json], with NAME one of ${Object.keys(BENCHES).join(', ')}.`);
  const bench = await load();
  const result = { name: names[0]!, machine: machine(), results: await bench(progress) };
  print(args.includes('--json') ? JSON.stringify(result, null, 2) : benchTable(result));
  return 0;
};
