import { z } from 'zod';
import { MOST_OWN_PICTURES } from '../own-picture-terms.ts';
import { idWire, instantOut } from './common-wire.ts';

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
