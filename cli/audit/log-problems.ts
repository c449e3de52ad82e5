/** What doesn't hold, in words; after the first hundred it is only counted. */
export interface LogProblems {
  readonly count: number;
  readonly lines: readonly string[];
  add(line: string): void;
}

const NAMED = 100;

/** None so far. */
export function createLogProblems(): LogProblems {
  const lines: string[] = [];
  let count = 0;
  return {
    get count() {
      return count;
    },
    lines,
    add(line) {
      count += 1;
      if (lines.length < NAMED) lines.push(line);
    },
  };
}
