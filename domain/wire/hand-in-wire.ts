import { z } from 'zod';
import { HAND_IN_STATES } from '../hand-in-terms.ts';
import { idWire, instantOut, instantWire } from './common-wire.ts';

/** What comes with a handed-in file: fields of the form, or keys of `Upload-Metadata`. */
export const handInFactsWire = z
  .object({
    deviceStart: z
      .string()
      .min(1)
      .max(64)
      .describe("What the recorder's display showed at the file's beginning; without a zone it is read as Asia/Ho_Chi_Minh"),
    filename: z.string().max(1000).default('file'),
    fileModifiedAt: instantWire.optional(),
    clockDeviceTime: z.string().min(1).max(64).optional().describe("What the recorder's clock showed beside a right one, for example on a photo"),
    clockTrueTime: instantWire.optional().describe('What the right clock showed then'),
  })
  .refine((facts) => (facts.clockDeviceTime === undefined) === (facts.clockTrueTime === undefined), {
    path: ['clockTrueTime'],
    message: 'clockDeviceTime and clockTrueTime are given together',
  });

/** Path of one upload. */
export const uploadParamsWire = z.object({ id: idWire, uploadId: idWire });

/** A handed-in file as its owner sees it. */
export const handInOut = z.object({
  id: idWire,
  cameraId: idWire,
  state: z.enum(HAND_IN_STATES),
  fileName: z.string(),
  fileModifiedAt: instantOut.nullable(),
  deviceStart: instantOut,
  byteLength: z.number(),
  receivedBytes: z.number(),
  sha256: z.string().nullable(),
  notes: z.array(z.string()),
  refusal: z.object({ code: z.string(), message: z.string() }).nullable(),
  segment: z
    .object({ id: idWire, from: instantOut, to: instantOut, uncertaintyMs: z.number(), expiresAt: instantOut })
    .nullable()
    .describe('The stored footage; null once it was deleted'),
  copy: z.enum(['none', 'waiting', 'made', 'failed']).describe('The copy that browsers play'),
  createdAt: instantOut,
  expiresAt: instantOut.nullable().describe('When it is given up if nobody goes on; null once all has arrived'),
});
