/** `baseMs + slope · a + bend · a²`, with `a` the milliseconds since `anchorMs`; the bound of an offset over time, in milliseconds. */
export interface ClockCurve {
  readonly anchorMs: number;
  readonly baseMs: number;
  readonly slope: number;
  readonly bend: number;
}

/** A closed interval of true time; open ends are infinite. */
export interface CurveDomain {
  readonly fromMs: number;
  readonly toMs: number;
}

/** The curve's value at the true time `atMs`. */
export function curveAt({ anchorMs, baseMs, slope, bend }: ClockCurve, atMs: number): number {
  const a = atMs - anchorMs;
  return baseMs + slope * a + bend * a * a;
}

/** The curve's values at both ends of a bounded domain and, if it lies within, at its turning point: its least and greatest are among them. */
export function curveExtremes(curve: ClockCurve, { fromMs, toMs }: CurveDomain): number[] {
  const turnMs = curve.anchorMs - curve.slope / (2 * curve.bend);
  return [fromMs, toMs, ...(curve.bend !== 0 && turnMs > fromMs && turnMs < toMs ? [turnMs] : [])].map((atMs) => curveAt(curve, atMs));
}

/**
 * When a device whose offset is `curve` (bend >= 0) shows `deviceMs` or less: an interval of true time, since true time + offset is convex; null when it
 * never does within `domain`.
 */
export function whenAtMost(curve: ClockCurve, deviceMs: number, domain: CurveDomain): CurveDomain | null {
  const { anchorMs, baseMs, slope, bend } = curve;
  const roots = convexRoots(bend, 1 + slope, anchorMs + baseMs - deviceMs);
  if (roots === null) return null;
  const fromMs = Math.max(domain.fromMs, anchorMs + roots[0]);
  const toMs = Math.min(domain.toMs, anchorMs + roots[1]);
  return fromMs <= toMs ? { fromMs, toMs } : null;
}

/** When a device whose offset is `curve` (bend <= 0) shows `deviceMs` or more; see {@link whenAtMost}. */
export function whenAtLeast({ anchorMs, baseMs, slope, bend }: ClockCurve, deviceMs: number, domain: CurveDomain): CurveDomain | null {
  const roots = convexRoots(-bend, -(1 + slope), deviceMs - anchorMs - baseMs);
  if (roots === null) return null;
  const fromMs = Math.max(domain.fromMs, anchorMs + roots[0]);
  const toMs = Math.min(domain.toMs, anchorMs + roots[1]);
  return fromMs <= toMs ? { fromMs, toMs } : null;
}

/** Where `k·a² + b·a + c <= 0`, for `k >= 0`. */
function convexRoots(k: number, b: number, c: number): readonly [number, number] | null {
  if (k === 0) {
    if (b === 0) return c <= 0 ? [-Infinity, Infinity] : null;
    return b > 0 ? [-Infinity, -c / b] : [-c / b, Infinity];
  }
  const inner = b * b - 4 * k * c;
  if (inner < 0) return null;
  // the form that doesn't subtract nearly equal numbers: k is tiny, b about 1
  const q = -(b + (b >= 0 ? 1 : -1) * Math.sqrt(inner)) / 2;
  const [one, other] = [q / k, q === 0 ? 0 : c / q];
  return [Math.min(one, other), Math.max(one, other)];
}
