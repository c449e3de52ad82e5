import { z } from 'zod';
import { CLOCK_DIAGNOSES } from '../clock-diagnosis.ts';
import { CLOCK_METHODS } from '../clock-reading.ts';
import { idParamsWire, idWire, instantOut, instantWire, reasonWire } from './common-wire.ts';

const deviceTimeWire = z.string().min(1).max(64).describe('RFC 3339; without a zone it is read as Asia/Ho_Chi_Minh');

export const clockReadingWire = z
  .object({
    deviceTime: deviceTimeWire,
    trueTime: instantWire.optional().describe('by a right clock; left out when a snapshot says it'),
    snapshotId: idWire.optional().describe('the picture whose burnt-in time is deviceTime (method osd); its true time is known'),
    method: z.enum(CLOCK_METHODS),
    uncertaintyMs: z.number().int().min(0).max(86_400_000).describe('less than 500 counts as 500, in a picture less than 3000 as 3000'),
    clockWasSet: z.boolean().default(false).describe('the clock was set just before: earlier readings do not contradict this one'),
  })
  .refine(({ trueTime, snapshotId }) => (trueTime === undefined) !== (snapshotId === undefined), {
    message: 'give trueTime or snapshotId, one of them',
    path: ['trueTime'],
  })
  .refine(({ method, snapshotId }) => snapshotId === undefined || method === 'osd', { message: 'a snapshot is read by the method osd', path: ['method'] });

const clockDiagnosisOut = z.object({ kind: z.enum(CLOCK_DIAGNOSES), zone: z.string().nullable() });

export const clockReadingOut = z.object({
  id: idWire,
  cameraId: idWire.nullable(),
  recorderId: idWire.nullable(),
  deviceTime: instantOut,
  trueTime: instantOut,
  offsetMs: z.number(),
  uncertaintyMs: z.number(),
  method: z.enum(CLOCK_METHODS),
  recordedAt: instantOut,
  snapshotId: idWire.nullable(),
  clockWasSet: z.boolean(),
  diagnosis: clockDiagnosisOut,
  contradicts: z.boolean().describe('another reading of nearly the same time says otherwise'),
  withdrawn: z
    .object({ at: instantOut, by: z.string(), reason: z.string() })
    .nullable()
    .describe('somebody withdrew it: it stays in the list and decides nothing any more'),
});

export const readingFilterWire = z.object({ typed: z.stringbool().optional().describe('only what people read') });
export const readingWithdrawalWire = z.object({ reason: reasonWire });
export const readingParamsWire = idParamsWire.extend({ readingId: idWire });

/** True time or what the device showed, one of both. */
export const clockWindowQueryWire = z.object({
  from: instantWire.optional(),
  to: instantWire.optional(),
  deviceFrom: deviceTimeWire.optional(),
  deviceTo: deviceTimeWire.optional(),
});

const intervalOut = z.object({ from: instantOut, to: instantOut });

export const clockWindowOut = z.object({
  /** Over `trueWindows`; null while the clock was never read. */
  clock: z.object({ offsetMs: z.number(), uncertaintyMs: z.number(), method: z.enum(CLOCK_METHODS), readAt: instantOut }).nullable(),
  deviceWindow: intervalOut,
  trueWindows: z.array(intervalOut),
  diagnosis: clockDiagnosisOut.nullable(),
  step: z.object({ from: instantOut, to: instantOut, changeMs: z.number() }).nullable(),
  contradicts: z.boolean(),
});
