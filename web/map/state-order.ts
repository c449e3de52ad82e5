import type { CameraState } from '../../domain/camera-terms.ts';

/** All states in the order in which people ask for them. */
export const STATE_ORDER: readonly CameraState[] = ['online', 'degraded', 'offline', 'maintenance', 'unknown', 'draft'];
