import { z } from 'zod';
import { DEVICE_TIME_SOURCES } from '../camera-contact.ts';
import { COPY_STATES } from '../media/media-terms.ts';
import { idWire, instantOut } from './common-wire.ts';

export const mediaQueryWire = z.object({ requestId: idWire.optional().describe('for which case; needed where several requests of yours open it') });

const clock = z.object({ offsetMs: z.number(), uncertaintyMs: z.number(), method: z.string() }).nullable();
const copy = {
  copy: z.enum(COPY_STATES).describe('of the watermarked copy that is watched; `none`: it is made when it is asked for'),
  jobId: idWire.nullable().describe('of its making; as a job at /jobs/{id}'),
  byteLength: z.number().nullable(),
  problem: z.string().nullable().describe('code of what kept it from being made'),
  url: z.string(),
};

const segment = z.object({
  id: idWire,
  from: instantOut.describe('true time of what may be watched of it'),
  to: instantOut,
  uncertaintyMs: z.number(),
  deviceFrom: instantOut.nullable().describe('the same by the device’s own clock'),
  deviceTo: instantOut.nullable(),
  deviceTimeSource: z.enum(DEVICE_TIME_SOURCES),
  clock,
  source: z.enum(['recorded', 'edge', 'upload']),
  ...copy,
});

const picture = z.object({
  id: idWire,
  takenAt: instantOut,
  deviceTime: instantOut.nullable(),
  deviceTimeSource: z.enum(DEVICE_TIME_SOURCES),
  clock,
  reason: z.enum(['schedule', 'request', 'alarm']),
  widthPx: z.number(),
  heightPx: z.number(),
  ...copy,
});

export const mediaListOut = z.object({
  requestId: idWire,
  incident: z.object({ id: idWire, referenceNumber: z.string() }),
  camera: z.object({ id: idWire, name: z.string() }),
  from: instantOut.describe('the seconds that may be watched, true time'),
  to: instantOut,
  grant: z.object({ id: idWire, openedAt: instantOut, until: instantOut }).describe('of this session'),
  items: z.array(segment),
  gaps: z.array(z.object({ from: instantOut, to: instantOut })).describe('of this page’s time'),
  pictures: z.array(picture).describe('of this page’s time'),
  nextCursor: z.string().nullable(),
});
