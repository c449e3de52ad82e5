import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import sql from 'sql-template-tag';
import type { Database } from '../db/database.ts';
import type { Statement } from '../db/prepared-statement.ts';

const run = promisify(execFile);
const PGBENCH = '/usr/lib/postgresql/15/bin/pgbench';

/** A value as PostgreSQL reads it from text. */
function textOf(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  if (Buffer.isBuffer(value)) return `\\x${value.toString('hex')}`;
  if (Array.isArray(value)) return `{${value.map((item) => `"${String(item)}"`).join(',')}}`;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

async function storeValues(db: Database, answers: readonly (readonly Statement[])[]): Promise<void> {
  await db.script('DROP TABLE IF EXISTS bench_answer; CREATE TABLE bench_answer (i integer PRIMARY KEY, v text[] NOT NULL)');
  for (const [index, statements] of answers.entries()) {
    await db.run(sql`INSERT INTO bench_answer VALUES (${index}, ${statements.flatMap(({ values }) => values.map(textOf))}::text[])`);
  }
  await db.script('VACUUM ANALYZE bench_answer');
}

/** One script for all answers: it takes an answer at random, reads its values and runs its statements with them. */
function scriptOf(answers: readonly (readonly Statement[])[]): string {
  let before = 0;
  const texts = answers[0]!.map(({ text, values }) => {
    const first = before;
    before += values.length;
    return `${text
      .replaceAll(/--[^\n]*\n/g, '\n')
      .replaceAll(/\$(\d+)/g, (_, number: string) => `:v${first + Number(number)}`)
      .replaceAll(/\s+/g, ' ')
      .trim()};`;
  });
  const columns = Array.from({ length: before }, (_, index) => `v[${index + 1}] AS v${index + 1}`);
  return [`\\set i random(0, ${answers.length - 1})`, `SELECT ${columns.join(', ')} FROM bench_answer WHERE i = :i \\gset`, ...texts, ''].join('\n');
}

/**
 * Runs answers (each the statements of one answer, in order; equal texts, other values) for `seconds` from `clients` connections, chosen at random, as prepared statements whose plans are kept and that aren't compiled, as the
 * product's; returns answers per second. One cheap statement more for each answer reads the values.
 */
export async function runPgbench(
  url: string,
  db: Database,
  answers: readonly (readonly Statement[])[],
  options: { readonly clients: number; readonly seconds: number },
): Promise<number> {
  await storeValues(db, answers);
  const folder = await mkdtemp(join(tmpdir(), 'matpho-bench-'));
  try {
    const path = join(folder, 'answers.sql');
    await writeFile(path, scriptOf(answers));
    const args = ['-n', '-M', 'prepared', '-c', String(options.clients), '-j', '1', '-T', String(options.seconds), '-f', path, url];
    const { stdout } = await run(PGBENCH, args, { maxBuffer: 64 * 1024 * 1024, env: { ...process.env, PGOPTIONS: '-c jit=off' } });
    const failed = Number(/number of failed transactions: (\d+)/.exec(stdout)?.[1] ?? 0);
    if (failed > 0) throw new Error(`${failed} of pgbench's transactions failed`);
    return Number(/tps = ([\d.]+)/.exec(stdout)![1]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
