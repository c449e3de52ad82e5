/** One attempt to make the product dial a forbidden address, and the code by which it ended. */
export interface Attempt {
  readonly door: string;
  readonly form: string;
  readonly code: string;
}

/** What came of all attempts, and what the sink saw. */
export interface DialReport {
  readonly typed: readonly Attempt[];
  readonly returned: readonly Attempt[];
  readonly inputs: readonly Attempt[];
  /** Everything that the sink saw of the attempts. */
  readonly reached: readonly string[];
  /** Connections that the machine began, to whatever port, while typed addresses were tried. */
  readonly opensWhileTyped: number;
  /** What the sink saw of each control, which all must reach it. */
  readonly controls: Readonly<Record<string, readonly string[]>>;
}
