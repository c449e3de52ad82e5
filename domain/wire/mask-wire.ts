import { z } from 'zod';
import { MASK_LIMITS } from '../privacy-mask.ts';
import { idWire, instantOut, instantWire, reasonWire } from './common-wire.ts';

const { least, most } = MASK_LIMITS.corners;
const outline = z
  .array(z.tuple([z.number().min(0).max(1), z.number().min(0).max(1)]))
  .min(least)
  .max(most)
  .describe('corners, 0 to 1 of width and height from the top left');

export const maskCreateWire = z.object({
  outline,
  reason: reasonWire.describe('what must not be seen; no plates, ID or phone numbers'),
  replaces: idWire
    .optional()
    .describe('a mask of this camera that is drawn anew: its lifting is asked for at the same time, and it holds until another person agrees'),
});
export const maskLiftAgreeWire = z.object({
  reason: reasonWire,
  liftRequestedAt: instantWire.describe('`liftRequestedAt` of the mask as it was read: what is agreed to is that request, and none that came after it'),
});
export const maskLiftRequestWire = z.object({
  reason: reasonWire,
  until: instantWire
    .nullable()
    .optional()
    .describe(
      'from when on the mask holds again; 30 days from now when left out; null: for good, which needs a mask that was drawn in its place, or a camera that points elsewhere by now',
    ),
});
export const maskParamsWire = z.object({ id: idWire, maskId: idWire });

export const maskOut = z.object({
  id: idWire,
  cameraId: idWire,
  placementId: idWire.describe('where the camera pointed when it was drawn; it holds for all its footage'),
  isOfView: z.boolean().describe('whether the camera still points where it did: if not, it is drawn anew'),
  outline: z.array(z.array(z.number())),
  reason: z.string(),
  replaces: idWire.nullable().describe('the mask that it was drawn to take the place of'),
  state: z.enum(['live', 'lift_requested', 'lifted']),
  createdAt: instantOut,
  createdBy: z.string().nullable(),
  liftRequestedAt: instantOut.nullable(),
  liftRequestedBy: z.string().nullable(),
  liftReason: z.string().nullable(),
  liftUntil: instantOut.nullable().describe('from then on it holds again; null: for good, or nobody asked for its lifting'),
  liftedAt: instantOut.nullable(),
  liftedBy: z.string().nullable(),
  liftAgreedReason: z.string().nullable(),
});
