/** Degrees as people type them, with a point or a comma; null when it is no number or beyond ±`most`. */
export function readDegrees(text: string, most: number): number | null {
  const degrees = Number(text.trim().replace(',', '.'));
  return text.trim() === '' || !Number.isFinite(degrees) || Math.abs(degrees) > most ? null : degrees;
}
