import { AppError } from '../../domain/app-error.ts';

/** When a placement begins: as said, else now. Errors: `valid_from_in_future`. */
export function placementStart(validFrom: string | undefined, nowMs: number): number {
  if (validFrom === undefined) return nowMs;
  const fromMs = Date.parse(validFrom);
  if (fromMs > nowMs + 60_000)
    throw new AppError('invalid', 'valid_from_in_future', 'validFrom lies in the future. A placement is recorded once the camera hangs there.');
  return fromMs;
}
