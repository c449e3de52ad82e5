import { setTimeout as pause } from 'node:timers/promises';
import sql from 'sql-template-tag';
import type { Database } from '../db/database.ts';
import type { CameraResponder } from './camera-responder.ts';
import { cpuMs, rssMb, treeCpuMs } from './process-cost.ts';
import type { ProvinceCameras } from './province-cameras.ts';

const PERIOD_MS = 60_000;
const SAMPLE_MS = 5000;
const SAMPLES_A_MINUTE = 12;

/** Who used how much CPU, in milliseconds. */
export interface CpuUse {
  readonly worker: number;
  readonly database: number;
  readonly queue: number;
  readonly cameras: number;
}

/** What was seen of a worker at work. */
export interface ProvinceRound {
  readonly tookMs: number;
  /** How late RTSP cameras were contacted, each after its own second of the minute. */
  readonly lagsMs: readonly number[];
  readonly contacts: number;
  readonly pictures: number;
  readonly cpu: CpuUse;
  /** Every five seconds. */
  readonly workerRssMb: readonly number[];
  readonly databaseGrowthBytes: number;
  readonly pictureBytes: number;
}

/** Whom to watch. */
export interface ProvinceParts {
  readonly db: Database;
  readonly workerPid: number;
  readonly databasePid: number;
  readonly queuePid: number;
  /** The lag is measured by what these saw, not by what the worker says. */
  readonly rtsp: CameraResponder;
  readonly onvif: CameraResponder;
  readonly cameras: ProvinceCameras;
}

interface Counters {
  readonly contacts: number;
  readonly pictures: number;
  readonly pictureBytes: number;
  readonly databaseBytes: number;
}

async function readCounters(db: Database): Promise<Counters> {
  return db.row(sql`SELECT (SELECT coalesce(sum(contacts), 0) FROM health_rollup)::bigint AS contacts, count(*) AS pictures, coalesce(sum(byte_length), 0)::bigint AS "pictureBytes",
    pg_database_size(current_database()) AS "databaseBytes" FROM snapshot`);
}

function readCpu({ workerPid, databasePid, queuePid, rtsp, onvif }: ProvinceParts): CpuUse {
  return { worker: cpuMs(workerPid), database: treeCpuMs(databasePid), queue: cpuMs(queuePid), cameras: cpuMs(rtsp.pid) + cpuMs(onvif.pid) };
}

function lagsOf(contacts: readonly (readonly [address: string, atMs: number])[], cameras: ProvinceCameras): number[] {
  return contacts.flatMap(([address, atMs]) => {
    const phase = cameras.phaseOf(address);
    return phase === undefined ? [] : [(((atMs - phase * 1000) % PERIOD_MS) + PERIOD_MS) % PERIOD_MS];
  });
}

/** Watches a worker for so long. */
export async function watchProvince(parts: ProvinceParts, forMs: number, progress: (line: string) => void): Promise<ProvinceRound> {
  const { db, rtsp, cameras, workerPid } = parts;
  await rtsp.takeContacts();
  const [cpuBefore, before, startedAt] = [readCpu(parts), await readCounters(db), performance.now()];
  const lagsMs: number[] = [];
  const workerRssMb: number[] = [];
  while (performance.now() - startedAt < forMs) {
    await pause(SAMPLE_MS);
    // one by one: a quarter of a million arguments are too many for a call
    for (const lagMs of lagsOf(await rtsp.takeContacts(), cameras)) lagsMs.push(lagMs);
    workerRssMb.push(rssMb(workerPid));
    if (workerRssMb.length % SAMPLES_A_MINUTE === 0) progress(`${lagsMs.length} pings by RTSP, worker ${Math.round(workerRssMb.at(-1)!)} MB`);
  }
  const tookMs = performance.now() - startedAt;
  const [cpuAfter, after] = [readCpu(parts), await readCounters(db)];
  return {
    tookMs,
    lagsMs,
    workerRssMb,
    contacts: after.contacts - before.contacts,
    pictures: after.pictures - before.pictures,
    pictureBytes: after.pictureBytes - before.pictureBytes,
    databaseGrowthBytes: after.databaseBytes - before.databaseBytes,
    cpu: {
      worker: cpuAfter.worker - cpuBefore.worker,
      database: cpuAfter.database - cpuBefore.database,
      queue: cpuAfter.queue - cpuBefore.queue,
      cameras: cpuAfter.cameras - cpuBefore.cameras,
    },
  };
}
