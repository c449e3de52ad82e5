import { statSync } from 'node:fs';
import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What the files of a folder, or one of them, do most of their time, and about how long one takes (seconds, two cores). */
interface Habit {
  readonly prefix: string;
  readonly kind: 'waits' | 'computes';
  readonly seconds: number;
}

/** The first that fits counts; what fits none is short. Of a run of November 2026 with three workers on two cores. */
const HABITS: readonly Habit[] = [
  // kills and starts processes all the time
  { prefix: 'tests/faults/workers/worker.killed', kind: 'computes', seconds: 130 },
  { prefix: 'tests/e2e/pages.accessibility', kind: 'computes', seconds: 120 },
  { prefix: 'tests/e2e/incidents', kind: 'computes', seconds: 110 },
  { prefix: 'tests/e2e/cameras', kind: 'computes', seconds: 100 },
  { prefix: 'tests/integration/cli/backup', kind: 'computes', seconds: 90 },
  { prefix: 'tests/integration/cli/import', kind: 'computes', seconds: 75 },
  { prefix: 'tests/contract/', kind: 'waits', seconds: 60 },
  { prefix: 'tests/integration/chain/real-cameras', kind: 'waits', seconds: 60 },
  { prefix: 'tests/e2e/sign-in', kind: 'computes', seconds: 55 },
  { prefix: 'tests/faults/workers/outage', kind: 'waits', seconds: 50 },
  { prefix: 'tests/faults/workers/alarm-burst', kind: 'waits', seconds: 50 },
  { prefix: 'tests/e2e/masks', kind: 'computes', seconds: 45 },
  { prefix: 'tests/faults/camera-adapters/camera-link', kind: 'waits', seconds: 42 },
  { prefix: 'tests/integration/cli/start', kind: 'computes', seconds: 42 },
  { prefix: 'tests/integration/workers/check-recorder-job', kind: 'waits', seconds: 35 },
  { prefix: 'tests/integration/workers/recording-manager', kind: 'waits', seconds: 35 },
  { prefix: 'tests/integration/media/picture-verdict', kind: 'computes', seconds: 35 },
  { prefix: 'tests/integration/camera-adapters/rtsp.', kind: 'waits', seconds: 25 },
  { prefix: 'tests/integration/chain/', kind: 'computes', seconds: 10 },
  { prefix: 'tests/faults/', kind: 'waits', seconds: 20 },
  { prefix: 'tests/integration/workers/', kind: 'waits', seconds: 10 },
  { prefix: 'tests/integration/camera-adapters/', kind: 'waits', seconds: 9 },
  { prefix: 'tests/e2e/', kind: 'computes', seconds: 25 },
  { prefix: 'tests/integration/cli/', kind: 'computes', seconds: 12 },
  { prefix: 'tests/integration/media/', kind: 'computes', seconds: 8 },
  { prefix: 'tests/integration/server/', kind: 'computes', seconds: 4 },
];
/** Its start alone takes seconds of computing. */
const ON_THE_EMBEDDED_DATABASE = { kind: 'computes', seconds: 10 } as const;

interface Planned {
  readonly spec: TestSpecification;
  readonly bytes: number;
  readonly habit: Pick<Habit, 'kind' | 'seconds'> | undefined;
}

function secondsOf(planned: readonly Planned[]): number {
  return planned.reduce((sum, { habit }) => sum + (habit?.seconds ?? 0), 0);
}

/**
 * Takes from both lists so that they come to their ends together.
 *
 * Vitest runs the files in this order, as many at once as there are workers.
 */
function weave(one: readonly Planned[], other: readonly Planned[]): Planned[] {
  const lists = [one, other].map((left) => ({ left: [...left], taken: 0, total: Math.max(1, secondsOf(left)) }));
  const woven: Planned[] = [];
  for (;;) {
    const [next] = lists.filter(({ left }) => left.length > 0).toSorted((a, b) => a.taken / a.total - b.taken / b.total);
    if (next === undefined) return woven;
    const file = next.left.shift()!;
    next.taken += file.habit?.seconds ?? 0;
    woven.push(file);
  }
}

/**
 * Order of a whole run: files that wait (for a camera, a lease, a deadline) beside files that compute, so that the cores are neither fought for nor idle; long
 * files before short ones, so that none is left running alone at the end. Vitest's own order goes by project and by size of the file, as long as it has no times
 * of an earlier run.
 */
export default class MixedSequencer extends BaseSequencer {
  override async sort(specs: TestSpecification[]): Promise<TestSpecification[]> {
    const planned = specs.map((spec) => this.#plan(spec)).toSorted((a, b) => (b.habit?.seconds ?? 0) - (a.habit?.seconds ?? 0) || b.bytes - a.bytes);
    const of = (kind: Habit['kind'] | undefined): Planned[] => planned.filter(({ habit }) => habit?.kind === kind);
    const short = of(undefined);
    // at the end those that share Vitest's own processes: such a process is handed on only to a file that follows at once
    const isShared = ({ spec }: Planned): boolean => spec.pool === 'forks' && !spec.project.config.isolate;
    const inOrder = [...weave(of('waits'), of('computes')), ...short.filter((file) => !isShared(file)), ...short.filter(isShared)];
    return inOrder.map(({ spec }) => spec);
  }

  #plan(spec: TestSpecification): Planned {
    const path = relative(this.ctx.config.root, spec.moduleId);
    const habit = spec.project.name === 'embedded' ? ON_THE_EMBEDDED_DATABASE : HABITS.find(({ prefix }) => path.startsWith(prefix));
    return { spec, habit, bytes: statSync(spec.moduleId).size };
  }
}
