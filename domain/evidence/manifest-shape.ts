import { z } from 'zod';
import { DEVICE_TIME_SOURCES } from '../camera-contact.ts';
import { CAMERA_MOTIONS } from '../camera-terms.ts';
import { MOST_PACKAGE_REQUESTS } from './package-limits.ts';
import { isPackagePath } from './package-path.ts';

/** Names the form of a manifest; another form gets another name, and each is read for as long as packages of it are kept. */
export const MANIFEST_SCHEMA = 'matpho.evidence-manifest.v3';
/** The form of packages without marked moments. */
const SECOND_MANIFEST_SCHEMA = 'matpho.evidence-manifest.v2';
/** The form of packages without copies for watching, which don't say either whether a camera can be turned. */
const FIRST_MANIFEST_SCHEMA = 'matpho.evidence-manifest.v1';

/** Why there is no copy for watching of a stored file. */
export const UNCOPIED_REASONS = ['copy_failed', 'copy_impossible', 'copy_too_slow', 'no_picture'] as const;

const MOST_FILES = 100_000;
const MOST_LOG_ENTRIES = 2000;
/** More moments than anybody marks; a package of more is refused before it is made. */
export const MOST_MOMENTS = 10_000;

const id = z.guid();
const text = z.string().max(4000);
const name = z.string().min(1).max(400);
const bytes = z.int().min(0);
const milliseconds = z.int();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const base64 = z
  .string()
  .max(8000)
  .regex(/^[A-Za-z0-9+/]*={0,2}$/);
const instant = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/)
  .refine((value) => !Number.isNaN(Date.parse(value)) && new Date(value).toISOString() === value, { message: 'no such instant' });

const person = z.strictObject({ id, username: name });

const decision = z.strictObject({ part: z.enum(['board', 'second']), decision: z.enum(['approve', 'deny']), reason: text, by: person, at: instant });

const request = z.strictObject({
  id,
  cameraId: id,
  from: instant,
  to: instant,
  purpose: text,
  legalBasis: text,
  emergency: z.boolean(),
  justification: text.nullable(),
  state: name,
  requestedBy: person,
  requestedFor: name,
  requestedAt: instant,
  decisions: z.array(decision).max(100),
  accessFrom: instant,
  accessUntil: instant,
});

const firstPlacement = z.strictObject({
  from: instant,
  to: instant.nullable(),
  position: z.tuple([z.number(), z.number()]),
  heightM: z.number(),
  bearingDeg: z.number(),
  tiltDeg: z.number(),
  hfovDeg: z.number(),
  rangeM: z.number(),
  widthPx: z.int(),
  heightPx: z.int(),
  recordedAt: instant,
});

const placement = firstPlacement.extend({
  /** Any but `fixed` can be turned: it may have looked elsewhere than `bearingDeg`. */
  motion: z.enum(CAMERA_MOTIONS),
  /** How wide it reaches around `bearingDeg`; null: a full turn, or it can't be turned. */
  panRangeDeg: z.number().nullable(),
});

const firstCamera = z.strictObject({ id, name, siteName: name, unitName: name, ownerName: name, placements: z.array(firstPlacement).max(1000) });

const camera = firstCamera.extend({ placements: z.array(placement).max(1000) });

const clock = {
  deviceTimeSource: z.enum(DEVICE_TIME_SOURCES),
  /** Device time minus true time; positive: the device ran ahead. */
  clockOffsetMs: milliseconds.nullable(),
  clockUncertaintyMs: bytes.nullable(),
  clockMethod: name.nullable(),
};

const file = { path: z.string().max(400).refine(isPackagePath, { message: 'no path of a package' }), sha256, byteLength: bytes };

const footage = {
  ...file,
  ...clock,
  requestId: id,
  cameraId: id,
  segmentId: id,
  source: z.enum(['recorded', 'edge', 'upload']),
  codec: name,
  trueFrom: instant,
  trueTo: instant,
  uncertaintyMs: bytes,
  deviceFrom: instant.nullable(),
  deviceTo: instant.nullable(),
  storedAt: instant,
  /** Who handed the file in; null: the service took it itself. */
  handedInBy: person.nullable(),
};

const original = z.strictObject({ kind: z.literal('original'), ...footage });

const part = z.strictObject({
  kind: z.literal('part'),
  ...footage,
  /** The stored file that this is a part of, and which bytes of it, one behind the other, the part is. */
  whole: z.strictObject({ sha256, byteLength: bytes, trueFrom: instant, trueTo: instant }),
  byteRanges: z
    .array(z.tuple([bytes, bytes]))
    .min(1)
    .max(10_000),
});

const snapshot = z.strictObject({
  kind: z.literal('snapshot'),
  ...file,
  ...clock,
  requestId: id,
  cameraId: id,
  snapshotId: id,
  takenAt: instant,
  deviceTime: instant.nullable(),
  widthPx: z.int(),
  heightPx: z.int(),
});

/**
 * What people watch: made anew from a stored file, cut to the second, with the masks of the camera blackened and a watermark. Evidence is what it was made of.
 */
const copy = z.strictObject({
  kind: z.literal('copy'),
  ...file,
  requestId: id,
  cameraId: id,
  /** The stored file that was copied, with the hash that it got when it was stored, and where in this package it lies as it is; null where it doesn't, or not from its beginning to its end. */
  of: z.strictObject({
    kind: z.enum(['segment', 'picture']),
    id,
    sha256,
    path: z.string().max(400).refine(isPackagePath, { message: 'no path of a package' }).nullable(),
  }),
  trueFrom: instant,
  trueTo: instant,
  uncertaintyMs: bytes,
  /** How many masks are burnt in. */
  maskCount: bytes,
  /** The words that are burnt in beside the running time. */
  watermark: z.strictObject({ who: name, what: name }),
});

/** A stored file that no copy could be made of; it is in the package as it is, where it could be cut. */
const uncopied = z.strictObject({
  requestId: id,
  cameraId: id,
  of: z.strictObject({ kind: z.enum(['segment', 'picture']), id }),
  reason: z.enum(UNCOPIED_REASONS),
});

const document = z.strictObject({ kind: z.literal('document'), ...file, title: name });

const firstPackedFile = z.discriminatedUnion('kind', [original, part, snapshot, document]);

const packedFile = z.discriminatedUnion('kind', [original, part, snapshot, copy, document]);

const absence = z.strictObject({
  requestId: id,
  cameraId: id,
  from: instant,
  to: instant,
  reason: z.enum(['no_footage', 'cut_at_keyframe', 'not_cuttable', 'gone']),
});

/** A second that somebody marked while watching what a request opened. What it says of the clock is that of the footage that shows it (`momentClock`). */
const moment = z.strictObject({
  id,
  requestId: id,
  cameraId: id,
  /** True time. */
  at: instant,
  uncertaintyMs: bytes.nullable(),
  deviceTime: instant.nullable(),
  note: z.string().max(500),
  markedBy: person,
  markedAt: instant,
});

const logEntry = z.strictObject({ seq: z.int().min(0), leafInput: base64, path: z.array(base64).max(64) });

/** What manifests of each form say alike. */
const manifestFields = {
  packageId: id,
  createdAt: instant,
  software: z.strictObject({ name, version: name }),
  /** The key that signed, as one word (C2SP signed-note): `origin+id+base64`. */
  key: name,
  incident: z.strictObject({ id, referenceNumber: name, category: name, occurredFrom: instant, occurredTo: instant, unitName: name.nullable() }),
  orderedBy: z.strictObject({ person, organisation: name, at: instant }),
  requests: z.array(request).min(1).max(MOST_PACKAGE_REQUESTS),
  absent: z.array(absence).max(MOST_FILES),
  /** The access log as it was when the package was made: its signed checkpoint, and for entries about this case that they are in it. `isCut`: the case has older ones, which are not here. */
  log: z.strictObject({ checkpoint: z.string().max(20_000), entries: z.array(logEntry).max(MOST_LOG_ENTRIES), isCut: z.boolean() }),
};

/** The same of those with copies. */
const copyingFields = {
  ...manifestFields,
  cameras: z.array(camera).min(1).max(MOST_PACKAGE_REQUESTS),
  files: z.array(packedFile).max(MOST_FILES),
  /** What could not be copied for watching. */
  uncopied: z.array(uncopied).max(MOST_FILES),
};

/** The manifest of an evidence package, as packages get it now. Unknown fields are refused: nothing in it is there without a meaning. */
export const manifestShape = z.strictObject({
  ...copyingFields,
  schema: z.literal(MANIFEST_SCHEMA),
  /** What was marked while watching under these requests, in the order of true time. */
  moments: z.array(moment).max(MOST_MOMENTS),
});

const secondManifestShape = z.strictObject({ ...copyingFields, schema: z.literal(SECOND_MANIFEST_SCHEMA) });

const firstManifestShape = z.strictObject({
  ...manifestFields,
  schema: z.literal(FIRST_MANIFEST_SCHEMA),
  cameras: z.array(firstCamera).min(1).max(MOST_PACKAGE_REQUESTS),
  files: z.array(firstPackedFile).max(MOST_FILES),
});

/** A manifest of any form that was ever signed, each as strict as it was: packages outlive the version that made them. */
export const signedManifestShape = z.discriminatedUnion('schema', [manifestShape, secondManifestShape, firstManifestShape]);

export type EvidenceManifest = z.infer<typeof manifestShape>;
export type SignedManifest = z.infer<typeof signedManifestShape>;
export type PackedFile = EvidenceManifest['files'][number];
export type CopyFile = Extract<PackedFile, { readonly kind: 'copy' }>;
export type FootageFile = Extract<PackedFile, { readonly kind: 'original' | 'part' }>;
