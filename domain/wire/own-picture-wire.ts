import { z } from 'zod';
import { idWire, instantOut } from './common-wire.ts';

/** Most cameras whose pictures are asked for at once: a screen or two of a list. */
export const MOST_OWN_PICTURES = 20;

export const ownPictureQueryWire = z.object({
  cameraIds: z
    .string()
    .transform((text) => [...new Set(text.split(','))])
    .pipe(z.array(idWire).min(1).max(MOST_OWN_PICTURES))
    .describe(`1 to ${MOST_OWN_PICTURES} ids with commas between them`),
});

/** The newest picture of a camera that its board took itself, for a list. */
export const ownPictureOut = z.object({
  cameraId: idWire,
  snapshotId: idWire,
  takenAt: instantOut,
  jpeg: z.string().nullable().describe('base64: 320 pixels wide, with the masks of the camera; null: it can not be read'),
});
