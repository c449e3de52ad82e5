/** Lets at most `limit` pieces of work run at once; the others wait in order. */
export interface ConcurrencyLimiter {
  run<T>(work: () => Promise<T>): Promise<T>;
  /** Settles when a piece of work would start at once. */
  room(): Promise<void>;
  /** Pieces of work that run now. */
  active(): number;
}

/** A limiter for one process. An error of a piece of work goes to its own caller only. */
export function createConcurrencyLimiter(limit: number): ConcurrencyLimiter {
  const waiting: (() => void)[] = [];
  let active = 0;

  const enter = async (): Promise<void> => {
    if (active >= limit) await new Promise<void>((settle) => waiting.push(settle));
    else active += 1;
  };
  const leave = (): void => {
    const next = waiting.shift();
    // the place passes on without ever being free, so nobody can slip in between
    if (next) next();
    else active -= 1;
  };

  const run = async <T>(work: () => Promise<T>): Promise<T> => {
    await enter();
    try {
      return await work();
    } finally {
      leave();
    }
  };
  return { run, room: () => run(async () => undefined), active: () => active };
}
