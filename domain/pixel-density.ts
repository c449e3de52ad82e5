const RAD_PER_DEG = Math.PI / 180;
const NEAREST_M = 0.5;

/** Distance from the lens to a point on the ground, in metres, at least half a metre so that a density stays finite. */
export function slantDistanceM(view: { readonly heightM: number; readonly groundDistanceM: number }): number {
  return Math.max(NEAREST_M, Math.hypot(view.heightM, view.groundDistanceM));
}

/**
 * Theoretical pixel density at a distance, in pixels per metre: `horizontalPx / (2 · d · tan(HFOV / 2))` with d the slant
 * distance (IEC 62676-4). The formula is that of a rectilinear lens and ends at 180°; from there on the lens is taken as
 * equidistant (a fisheye), whose density across the line of sight is `horizontalPx / (d · HFOV in radians)`.
 *
 * It knows nothing of focus, light, compression, dirt or motion: always call the figure theoretical.
 *
 * @param view `horizontalPx` width of the picture; `hfovDeg` 0 < HFOV <= 360; `slantDistanceM` > 0, see {@link slantDistanceM}.
 */
export function pixelsPerMetre(view: { readonly horizontalPx: number; readonly hfovDeg: number; readonly slantDistanceM: number }): number {
  const hfovRad = view.hfovDeg * RAD_PER_DEG;
  const widthAtOneMetre = view.hfovDeg < 180 ? 2 * Math.tan(hfovRad / 2) : hfovRad;
  return view.horizontalPx / (view.slantDistanceM * widthAtOneMetre);
}
