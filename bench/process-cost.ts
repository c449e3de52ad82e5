import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts process time in ticks of 10 ms. */
const MS_PER_TICK = 10;

function statFields(pid: number): string[] {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

/** CPU milliseconds that a process has used, its reaped children included. */
export function cpuMs(pid: number): number {
  const fields = statFields(pid);
  return [11, 12, 13, 14].reduce((sum, index) => sum + Number(fields[index]), 0) * MS_PER_TICK;
}

/** Resident memory of a process in MB (10^6 bytes). */
export function rssMb(pid: number): number {
  return (Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) * 1024) / 1e6;
}

/** The most resident memory that a process has had, in MB (10^6 bytes). */
export function peakRssMb(pid: number): number {
  return (Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) * 1024) / 1e6;
}

/** A process and all that descend from it. */
export function processTree(pid: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      parents.set(Number(name), Number(statFields(Number(name))[1]));
    } catch {
      // it ended while we looked
    }
  }
  const tree = [pid];
  for (const member of tree) for (const [child, parent] of parents) if (parent === member && !tree.includes(child)) tree.push(child);
  return tree;
}

/** Of a process and its descendants, the first one whose command line has `word`; undefined when there is none. */
export function descendantWith(pid: number, word: string): number | undefined {
  return processTree(pid).find((member) => {
    try {
      return member !== pid && readFileSync(`/proc/${member}/cmdline`, 'utf8').includes(word);
    } catch {
      return false;
    }
  });
}

/** CPU milliseconds of a whole process tree. Children that ended count through their parent. */
export function treeCpuMs(pid: number): number {
  return processTree(pid).reduce((sum, member) => {
    try {
      return sum + cpuMs(member);
    } catch {
      return sum;
    }
  }, 0);
}

/** The first process below this one whose program has the given name. @throws Error when there is none. */
export function processNamed(name: string): number {
  const found = processTree(process.pid).find((pid) => readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === name);
  if (found === undefined) throw new Error(`no process called ${name} runs below this one`);
  return found;
}
