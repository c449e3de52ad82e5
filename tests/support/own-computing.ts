/**
 * Milliseconds that this process computed for `work`. For bounds on computing: a clock would count what the machine did for others meanwhile, and a pause of the whole machine.
 */
export function computedMs(work: () => unknown): number {
  const begun = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(begun);
  return (user + system) / 1000;
}
