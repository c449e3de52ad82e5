const secondMs = 1_000;
const dayMs = 24 * 3_600 * secondMs;
const durationPattern = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/**
 * Length of an `xs:duration` in days, hours, minutes and seconds.
 *
 * @returns `undefined` for one with years or months, which have no fixed length, and for negative ones.
 */
export function durationMs(text: string): number | undefined {
  const match = durationPattern.exec(text);
  if (match === null) return undefined;
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = match.slice(1).map((part) => Number(part ?? 0));
  return days * dayMs + (hours * 3_600 + minutes * 60 + seconds) * secondMs;
}

/**
 * Length of a `wsnt:AbsoluteOrRelativeTimeType` from now on. An absolute time is on the device's clock (ONVIF Core 9.1.1).
 *
 * @returns `undefined` when it is not in the future or can't be read.
 */
export function lifetimeMs(text: string, deviceNowMs: number): number | undefined {
  const relative = text.startsWith('P') ? durationMs(text) : Date.parse(text) - deviceNowMs;
  return relative !== undefined && relative > 0 ? relative : undefined;
}
