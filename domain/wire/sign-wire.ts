import { z } from 'zod';
import { idWire, instantOut, pageQueryWire } from './common-wire.ts';

/** What is known of a camera's sign. */
export const signOut = z.object({
  cameraId: idWire,
  cameraName: z.string(),
  unitName: z.string(),
  postedAt: z.string().nullable().describe('day; null: no notice was entered, and the camera is a draft'),
  photoAt: instantOut.nullable(),
  photoBy: z.string().nullable(),
});

export const signQueryWire = pageQueryWire.extend({
  cameraId: idWire.optional(),
  missing: z.enum(['true', 'false']).optional().describe('true: only cameras without a posted notice, or without a photograph of it'),
});
