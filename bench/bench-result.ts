/** One figure of a benchmark, beside what it is compared with in the same run. */
export interface BenchFigure {
  readonly label: string;
  readonly value: number;
  readonly unit: string;
  /** The same of the baseline; null where the figure stands alone. */
  readonly baseline: number | null;
  /** value ÷ baseline. */
  readonly ratio: number | null;
}

/** What a benchmark answers. */
export interface BenchResult {
  readonly name: string;
  readonly machine: string;
  readonly results: readonly BenchFigure[];
}

/** A benchmark; `progress` takes lines for the person who waits. */
export type Bench = (progress: (line: string) => void) => Promise<readonly BenchFigure[]>;

function rounded(value: number): number {
  return Number(value.toPrecision(4));
}

/** A figure; the ratio is taken where there is a baseline. */
export function figure(label: string, value: number, unit: string, baseline: number | null = null): BenchFigure {
  return {
    label,
    value: rounded(value),
    unit,
    baseline: baseline === null ? null : rounded(baseline),
    ratio: baseline === null ? null : rounded(value / baseline),
  };
}

/** A benchmark's figures as a table for people. */
export function benchTable({ name, machine, results }: BenchResult): string {
  const rows = results.map(({ label, value, unit, baseline, ratio }) => [
    label,
    `${value} ${unit}`,
    baseline === null ? '' : `${baseline} ${unit}`,
    ratio === null ? '' : String(ratio),
  ]);
  const all = [['figure', 'value', 'baseline', 'ratio'], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((row) => row[column]!.length)));
  const lines = all.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  );
  return [`${name} (${machine})`, ...lines].join('\n');
}
