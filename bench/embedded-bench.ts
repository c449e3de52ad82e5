import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { figure, type Bench, type BenchFigure } from './bench-result.ts';
import { percentile } from './percentile.ts';
import { rssMb, treeCpuMs } from './process-cost.ts';
import { spawnMatpho, type MatphoProcess } from './spawn-matpho.ts';

const PASSWORD = 'bench-password-1';
const REQUESTS = 400;
const SETTLE_MS = 90_000;
const IDLE_MS = 300_000;

async function call<T>(url: string, path: string, token: string | undefined, body?: unknown): Promise<T> {
  const answer = await fetch(`${url}/api/v1${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { 'content-type': 'application/json', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
  return (await answer.json()) as T;
}

async function candidateLatencies(url: string): Promise<number[]> {
  const { token } = await call<{ token: string }>(url, '/sessions', undefined, { username: 'officer', password: PASSWORD });
  const { items } = await call<{ items: { id: string; approvalRequired: boolean }[] }>(url, '/incidents?limit=50', token);
  const ids = items.filter((item) => !item.approvalRequired).map((item) => item.id);
  const latencies: number[] = [];
  for (let count = 0; count < REQUESTS; count += 1) {
    const startedAt = performance.now();
    await call(url, `/incidents/${ids[count % ids.length]}/candidates`, token);
    latencies.push(performance.now() - startedAt);
  }
  return latencies;
}

async function measure(service: MatphoProcess, progress: (line: string) => void): Promise<BenchFigure[]> {
  progress('candidates one after another');
  const latencies = await candidateLatencies(service.url);
  progress('letting it settle, then five idle minutes');
  await pause(SETTLE_MS);
  const [cpuBefore, startedAt] = [treeCpuMs(service.pid), performance.now()];
  await pause(IDLE_MS);
  const idleShare = (treeCpuMs(service.pid) - cpuBefore) / (performance.now() - startedAt);
  return [
    figure('from npm start (already built) to its announcement', service.startedInMs / 1000, 's', 60),
    figure('candidates p50', percentile(latencies, 0.5), 'ms'),
    figure('candidates p95', percentile(latencies, 0.95), 'ms', 60),
    figure('idle CPU of the whole process tree', idleShare * 100, '% of one core', 15),
    figure('RSS of the process', rssMb(service.pid), 'MB'),
  ];
}

/** The embedded service with its demo town: start, candidates, idle cost. The baselines are the limits that were set. */
export const embeddedBench: Bench = async (progress) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'matpho-bench-'));
  const service = await spawnMatpho('start', { MATPHO_PORT: '0', MATPHO_DATA_DIR: dataDir, MATPHO_SEED_PASSWORD: PASSWORD, MATPHO_LOG_LEVEL: 'error' });
  try {
    return await measure(service, progress);
  } finally {
    await service.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
};
