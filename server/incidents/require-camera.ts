import { AppError } from '../../domain/app-error.ts';
import type { Reach } from '../../db/repositories/access-repository.ts';

/** Refuses what is asked of a camera for an incident by somebody in whose units it doesn't lie. Errors: `unknown_camera` (invalid). */
export function requireCamera(camera: Reach | undefined): void {
  if (camera?.inUnits === true) return;
  throw new AppError('invalid', 'unknown_camera', 'There is no such camera within your reach. Take cameraId from the candidates.');
}
