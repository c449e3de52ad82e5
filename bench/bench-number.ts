/** A benchmark's size from `MATPHO_BENCH_<name>`, else its usual one. @throws RangeError when what is set is none. */
export function benchNumber(name: string, usual: number): number {
  const text = process.env[`MATPHO_BENCH_${name}`] ?? '';
  const value = text === '' ? usual : Number(text);
  if (!(value >= 0)) throw new RangeError(`MATPHO_BENCH_${name} must be a number from 0 on`);
  return value;
}
