import { descendantWith, peakRssMb, processTree, rssMb } from './process-cost.ts';

const LOOK_EVERY_MS = 50;

/** What a process that builds a package had at its peak, in MB (10^6 bytes). */
export interface BuilderMemory {
  /** The kernel's own high-water mark (VmHWM), as of the last look before it ended. */
  readonly peakMb: number;
  /** Its memory and that of the ffmpeg that it ran at the same moment, at their highest together. */
  readonly withProgramsMb: number;
}

/** Looks after the process below `workerPid` that builds packages, until it is asked. */
export function watchBuilder(workerPid: number): { end(): BuilderMemory } {
  let peakMb = 0;
  let withProgramsMb = 0;
  const timer = setInterval(() => {
    const pid = descendantWith(workerPid, 'builder-process');
    if (pid === undefined) return;
    try {
      peakMb = Math.max(peakMb, peakRssMb(pid));
      const together = processTree(pid).reduce((sum, member) => sum + rssMb(member), 0);
      withProgramsMb = Math.max(withProgramsMb, together);
    } catch {
      // one of them ended while we looked
    }
  }, LOOK_EVERY_MS).unref();
  return {
    end() {
      clearInterval(timer);
      if (peakMb === 0) throw new Error('no process was seen that builds packages');
      return { peakMb, withProgramsMb };
    },
  };
}
