import type { CameraProblem } from '../../domain/camera-contact.ts';

/** The camera was retired between the request and the work. */
export const CAMERA_GONE: CameraProblem = { code: 'camera_retired', message: 'This camera is no longer in service. Choose another one.' };
