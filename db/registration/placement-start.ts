import { AppError } from '../../domain/app-error.ts';

/** No camera of a neighbourhood hangs for longer; and years before ours can't be told by every part of us. */
const EARLIEST_MS = Date.UTC(1990, 0, 1);

/** When a placement begins: as said, else now. Errors: `valid_from_in_future`, `valid_from_too_old`. */
export function placementStart(validFrom: string | undefined, nowMs: number): number {
  if (validFrom === undefined) return nowMs;
  const fromMs = Date.parse(validFrom);
  if (fromMs > nowMs + 60_000)
    throw new AppError('invalid', 'valid_from_in_future', 'validFrom lies in the future. A placement is recorded once the camera hangs there.');
  if (fromMs < EARLIEST_MS) throw new AppError('invalid', 'valid_from_too_old', 'validFrom lies before 1990. Check its year: four digits.');
  return fromMs;
}
