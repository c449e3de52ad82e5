import { z } from 'zod';
import { DEVICE_TIME_SOURCES } from '../camera-contact.ts';
import { idWire, instantOut } from './common-wire.ts';

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

export const healthIntervalOut = z.object({
  facet: z.string(),
  state: z.string(),
  from: instantOut,
  to: instantOut.nullable(),
  cause: z.record(z.string(), z.unknown()).nullable(),
});

/** Part of the known time; null when nothing is known. */
const share = z.number().nullable();

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
  uptimeRatio: share,
  uptimeByFacet: z.object({ reachable: share, picture: share, recording: share, clock: share }),
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
