/** How far a sweep is. */
export interface SweepProgress {
  /** All addresses before this one are done: whoever goes on begins here. */
  readonly addressesDone: number;
  /** Of those that this run has done: addresses where somebody answered, if only to refuse. */
  readonly answered: number;
  /** Of those as well: connections that this machine could not try. */
  readonly notTried: number;
}

/** What one address showed. */
interface AddressResult {
  readonly isAlive: boolean;
  readonly notTried: number;
}

/** Counts addresses that are done in any order, so that only what is done without a gap counts. */
export interface SweepTally {
  /** @param index of the address in the network; negative for one outside it, which counts for nothing. */
  done(index: number, result: AddressResult): SweepProgress;
}

/** A tally for `addressCount` addresses of which the first `firstIndex` were done before. */
export function createSweepTally(addressCount: number, firstIndex: number): SweepTally {
  const waiting = new Map<number, AddressResult>();
  let progress: SweepProgress = { addressesDone: firstIndex, answered: 0, notTried: 0 };
  return {
    done(index, result) {
      if (index < 0 || index >= addressCount) return progress;
      waiting.set(index, result);
      for (let next = waiting.get(progress.addressesDone); next !== undefined; next = waiting.get(progress.addressesDone)) {
        waiting.delete(progress.addressesDone);
        progress = {
          addressesDone: progress.addressesDone + 1,
          answered: progress.answered + (next.isAlive ? 1 : 0),
          notTried: progress.notTried + next.notTried,
        };
      }
      return progress;
    },
  };
}
