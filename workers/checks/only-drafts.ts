import type { CameraProblem } from '../../domain/camera-contact.ts';

/** No channel of the recorder is in service with purpose and notice. */
export const ONLY_DRAFTS: CameraProblem = {
  code: 'only_drafts',
  message: 'No channel of this recorder is ready: each needs a purpose and a posted notice. Enter them for one channel, then test again.',
};
