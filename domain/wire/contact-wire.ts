import { z } from 'zod';
import { CLOCK_METHODS } from '../clock-reading.ts';
import { DEVICE_TIME_SOURCES } from '../camera-contact.ts';
import { idWire, instantOut, instantWire } from './common-wire.ts';

export const jobOut = z.object({
  id: idWire,
  kind: z.string(),
  state: z.enum(['waiting', 'active', 'completed', 'failed']),
  progress: z.number(),
  result: z.record(z.string(), z.unknown()).nullable(),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  createdAt: instantOut,
  finishedAt: instantOut.nullable(),
});

export const snapshotOut = z.object({
  id: idWire,
  cameraId: idWire,
  takenAt: instantOut,
  deviceTime: instantOut.nullable(),
  deviceTimeSource: z.enum(DEVICE_TIME_SOURCES),
  clock: z.object({ offsetMs: z.number(), uncertaintyMs: z.number(), method: z.string() }).nullable(),
  reason: z.enum(['schedule', 'request', 'alarm']),
  sha256: z.string(),
  byteLength: z.number(),
  widthPx: z.number(),
  heightPx: z.number(),
  expiresAt: instantOut,
});

export const clockReadingWire = z.object({
  deviceTime: z.string().min(1).max(64).describe('RFC 3339; without a zone it is read as Asia/Ho_Chi_Minh'),
  trueTime: instantWire,
  method: z.enum(CLOCK_METHODS),
  uncertaintyMs: z.number().int().min(0).max(86_400_000),
});

export const clockReadingOut = z.object({
  id: idWire,
  cameraId: idWire,
  deviceTime: instantOut,
  trueTime: instantOut,
  offsetMs: z.number(),
  uncertaintyMs: z.number(),
  method: z.enum(CLOCK_METHODS),
  recordedAt: instantOut,
});

export const healthIntervalOut = z.object({
  facet: z.string(),
  state: z.string(),
  from: instantOut,
  to: instantOut.nullable(),
  cause: z.record(z.string(), z.unknown()).nullable(),
});

export const healthOut = z.object({
  current: z.object({
    state: z.string(),
    reachable: z.string(),
    picture: z.string(),
    recording: z.string(),
    clock: z.string(),
    lastContactAt: instantOut.nullable(),
  }),
  intervals: z.array(healthIntervalOut),
  uptimeRatio: z.number().nullable(),
  uptimeByFacet: z.record(z.string(), z.number().nullable()),
  truncated: z.boolean(),
});

export const footageOut = z.object({
  segments: z.array(
    z.object({
      id: idWire,
      from: instantOut,
      to: instantOut,
      uncertaintyMs: z.number(),
      deviceFrom: instantOut.nullable(),
      deviceTo: instantOut.nullable(),
      deviceTimeSource: z.enum(DEVICE_TIME_SOURCES),
      source: z.enum(['recorded', 'edge', 'upload']),
      codec: z.string(),
      byteLength: z.number(),
      sha256: z.string(),
      expiresAt: instantOut,
      held: z.boolean(),
    }),
  ),
  gaps: z.array(z.object({ from: instantOut, to: instantOut })),
  nextFrom: instantOut.nullable(),
});
