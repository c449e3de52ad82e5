import { statSync } from 'node:fs';
import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What the files of a folder do most of their time, and about how long one takes (seconds, two cores). */
interface Habit {
  readonly folder: string;
  readonly kind: 'waits' | 'computes';
  readonly seconds: number;
}

/** The first that fits counts; what fits none is short. */
const HABITS: readonly Habit[] = [
  { folder: 'tests/integration/chain/', kind: 'waits', seconds: 60 },
  { folder: 'tests/contract/', kind: 'waits', seconds: 60 },
  { folder: 'tests/faults/', kind: 'waits', seconds: 30 },
  { folder: 'tests/integration/workers/', kind: 'waits', seconds: 10 },
  { folder: 'tests/integration/camera-adapters/', kind: 'waits', seconds: 9 },
  { folder: 'tests/e2e/', kind: 'computes', seconds: 40 },
  { folder: 'tests/integration/cli/', kind: 'computes', seconds: 21 },
  { folder: 'tests/integration/media/', kind: 'computes', seconds: 15 },
  { folder: 'tests/integration/server/', kind: 'computes', seconds: 5 },
];
/** Its start alone takes seconds of computing. */
const ON_THE_EMBEDDED_DATABASE = { kind: 'computes', seconds: 17 } as const;

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
    // at the end those that share processes: a process is handed on only to a file that follows at once
    const isShared = ({ spec }: Planned): boolean => !spec.project.config.isolate;
    const inOrder = [...weave(of('waits'), of('computes')), ...short.filter((file) => !isShared(file)), ...short.filter(isShared)];
    return inOrder.map(({ spec }) => spec);
  }

  #plan(spec: TestSpecification): Planned {
    const path = relative(this.ctx.config.root, spec.moduleId);
    const habit = spec.project.name === 'embedded' ? ON_THE_EMBEDDED_DATABASE : HABITS.find(({ folder }) => path.startsWith(folder));
    return { spec, habit, bytes: statSync(spec.moduleId).size };
  }
}
