import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Statement } from '../db/prepared-statement.ts';
import { withLiterals } from './sql-literal.ts';

const run = promisify(execFile);
const PGBENCH = '/usr/lib/postgresql/15/bin/pgbench';

/** Runs scripts (each the statements of one answer, in order) for `seconds` from `clients` connections, chosen at random; returns scripts per second. */
export async function runPgbench(url: string, scripts: readonly (readonly Statement[])[], options: { clients: number; seconds: number }): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'matpho-bench-'));
  try {
    const files = await Promise.all(
      scripts.map(async (statements, index) => {
        const path = join(folder, `${index}.sql`);
        await writeFile(path, statements.map((statement) => `${withLiterals(statement)};\n`).join(''));
        return path;
      }),
    );
    const args = ['-n', '-M', 'simple', '-c', String(options.clients), '-j', '1', '-T', String(options.seconds), ...files.flatMap((path) => ['-f', path]), url];
    const { stdout } = await run(PGBENCH, args, { maxBuffer: 64 * 1024 * 1024 });
    return Number(/tps = ([\d.]+)/.exec(stdout)![1]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
