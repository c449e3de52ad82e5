import { z } from 'zod';
import { CAMERA_MOTIONS, CAMERA_PURPOSES, CAMERA_STATES, RECORDING_MODES } from '../camera-terms.ts';
import { cameraConfirmationOut } from './confirmation-wire.ts';
import { dayWire, idWire, instantOut, instantWire, pageQueryWire, pointWire } from './common-wire.ts';
import { COVERAGE_BASES } from '../visibility/visible-ground.ts';
import { coverageOut } from './coverage-wire.ts';
import { nameWire } from './name-wire.ts';

export const placementWire = z.object({
  position: pointWire,
  heightM: z.number().min(0).max(300),
  bearingDeg: z.number().min(0).lt(360),
  tiltDeg: z.number().min(-90).max(90).default(10),
  hfovDeg: z.number().gt(0).max(360),
  rangeM: z.number().gt(0).max(5000),
  resolution: z.object({ width: z.number().int().min(16).max(32768), height: z.number().int().min(16).max(32768) }),
  motion: z.enum(CAMERA_MOTIONS).default('fixed').describe('ptz and dome: what counts as covered is what the camera can reach'),
  panRangeDeg: z.number().gt(0).max(360).nullable().optional().describe('of a camera that can be turned, around bearingDeg; null is a full turn'),
  validFrom: instantWire.optional(),
});

const simulatedFaultsWire = z.object({
  dead: z.boolean().optional(),
  delayMs: z.number().int().min(0).max(60_000).optional(),
  covered: z.boolean().optional(),
  blurred: z.boolean().optional(),
  dark: z.boolean().optional(),
  frozen: z.boolean().optional(),
  moved: z.boolean().optional(),
  clockOffsetMs: z.number().int().min(-86_400_000).max(86_400_000).optional(),
  authFails: z.boolean().optional(),
});

const credentialsShape = { username: z.string().max(128).optional(), password: z.string().max(256).optional() };

export const sourceWire = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('rtsp'), url: z.string().min(1).max(2000), transport: z.enum(['tcp', 'udp']).default('tcp'), ...credentialsShape }),
  z.object({ kind: z.literal('onvif'), url: z.string().min(1).max(2000), ...credentialsShape }),
  z.object({ kind: z.literal('simulated'), seed: z.number().int().min(0).max(2_147_483_647), faults: simulatedFaultsWire.default({}) }),
  z.object({ kind: z.literal('registered') }),
]);

export const recordingWire = z.object({ mode: z.enum(RECORDING_MODES), retentionHours: z.number().int().min(1).max(2160).default(72) });

const noticeWire = z.object({ postedAt: dayWire });

export const cameraCreateWire = z.object({
  name: nameWire(),
  unitId: idWire,
  siteName: nameWire().optional(),
  placement: placementWire,
  source: sourceWire,
  snapshotEverySeconds: z
    .number()
    .int()
    .refine((s) => s === 0 || (s >= 10 && s <= 86_400), { message: '0 (never) or 10 to 86400' })
    .default(300),
  recording: recordingWire.default({ mode: 'off', retentionHours: 72 }),
  purpose: z.enum(CAMERA_PURPOSES).optional(),
  notice: noticeWire.optional(),
});

export const cameraPatchWire = z
  .object({
    name: nameWire(),
    unitId: idWire,
    siteName: nameWire(),
    source: sourceWire,
    snapshotEverySeconds: cameraCreateWire.shape.snapshotEverySeconds.unwrap(),
    recording: recordingWire,
    purpose: z.enum(CAMERA_PURPOSES),
    notice: noticeWire,
    maintenance: z.boolean(),
  })
  .partial()
  .refine((patch) => Object.keys(patch).length > 0, { message: 'name at least one field to change' });

const placementOut = placementWire.extend({
  id: idWire,
  validFrom: instantOut,
  validTo: instantOut.nullable(),
  recordedAt: instantOut,
  panRangeDeg: z.number().nullable(),
  coverage: coverageOut,
  coverageState: z.object({ basis: z.enum(COVERAGE_BASES), version: z.number(), computedAt: instantOut }),
});

const sourceOut = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('rtsp'), url: z.string(), transport: z.enum(['tcp', 'udp']), hasCredentials: z.boolean() }),
  z.object({ kind: z.literal('onvif'), url: z.string(), hasCredentials: z.boolean() }),
  z.object({ kind: z.literal('simulated'), seed: z.number(), faults: simulatedFaultsWire }),
  z.object({ kind: z.literal('registered') }),
]);

const warningOut = z.object({ code: z.string(), message: z.string(), cameraIds: z.array(idWire).optional() });

const facetsOut = z.object({ reachable: z.string(), picture: z.string(), recording: z.string(), clock: z.string() });

export const cameraOut = z.object({
  id: idWire,
  name: z.string(),
  unitId: idWire,
  unitName: z.string(),
  siteName: z.string(),
  ownerId: idWire,
  ownerName: z.string(),
  state: z.enum(CAMERA_STATES),
  facets: facetsOut,
  lastContactAt: instantOut.nullable(),
  lastProblem: z.object({ code: z.string(), message: z.string() }).nullable(),
  clockOffsetMs: z.number().nullable(),
  purpose: z.enum(CAMERA_PURPOSES).nullable(),
  notice: z.object({ postedAt: z.string() }).nullable(),
  placement: placementOut.nullable(),
  source: sourceOut,
  /** The recorder whose channel it is: one address, one password, one clock for all of them. */
  recorder: z.object({ id: idWire, name: z.string(), channel: z.number().nullable(), down: z.boolean() }).nullable(),
  /** Of a camera that can't be dialled; null for all others. */
  confirmation: cameraConfirmationOut.nullable(),
  snapshotEverySeconds: z.number(),
  recording: z.object({
    mode: z.enum(RECORDING_MODES),
    retentionHours: z.number(),
    /** What the whole retention ring will take at the assumed bit rate. */
    estimatedBytes: z.number(),
  }),
  warnings: z.array(warningOut),
  createdAt: instantOut,
});

export const cameraQueryWire = pageQueryWire.extend({
  unitId: idWire.optional(),
  state: z.enum(CAMERA_STATES).optional(),
  bbox: z
    .string()
    .regex(/^-?\d+(\.\d+)?(,-?\d+(\.\d+)?){3}$/, 'minLon,minLat,maxLon,maxLat')
    .optional(),
  q: nameWire(100).optional(),
  confirmationDue: z.enum(['true', 'false']).optional().describe('cameras that their board has to confirm again, or all others'),
});
