import { z } from 'zod';
import { ABSENCE_REASONS, ALERT_ENDINGS, COMMON_CAUSES, FAULT_NOTE_KINDS, FAULT_OUTCOMES, FAULT_STATUSES } from '../fault-terms.ts';
import { FACETS } from '../health-facet.ts';
import { idWire, instantOut, instantWire, pageQueryWire } from './common-wire.ts';

/** `open=true`: not closed yet; `open=false`: closed; absent: both. */
const openWire = z
  .enum(['true', 'false'])
  .transform((text) => text === 'true')
  .optional();

export const faultQueryWire = pageQueryWire.extend({
  unitId: idWire.optional(),
  cameraId: idWire.optional(),
  facet: z.enum(FACETS as [(typeof FACETS)[number], ...(typeof FACETS)[number][]]).optional(),
  open: openWire,
});

const personOut = z.object({ id: idWire, username: z.string(), displayName: z.string() });

export const faultOut = z.object({
  id: idWire,
  cameraId: idWire,
  cameraName: z.string(),
  siteName: z.string(),
  unitId: idWire,
  unitName: z.string(),
  organisation: z.object({ id: idWire, name: z.string() }),
  facet: z.string(),
  state: z.string(),
  /** Stable code of the likely cause. */
  cause: z.string(),
  /** Device time minus true time, of a wrong clock. */
  clockOffsetMs: z.number().nullable(),
  status: z.enum(FAULT_STATUSES),
  openedAt: instantOut,
  recoveredAt: instantOut.nullable(),
  closedAt: instantOut.nullable(),
  outcome: z.enum(FAULT_OUTCOMES).nullable(),
  /** The last observation that showed it working when the entry was closed. */
  verifiedAt: instantOut.nullable(),
  /** How often it relapsed. */
  flapCount: z.number(),
  alertId: idWire.nullable(),
  /** Who sees to it; null: the board as a whole. */
  responsible: z.string().nullable(),
  noteCount: z.number(),
});

export const faultNoteOut = z.object({
  id: idWire,
  kind: z.enum(FAULT_NOTE_KINDS),
  text: z.string(),
  happenedAt: instantOut,
  recordedAt: instantOut,
  author: personOut,
  photos: z
    .array(z.object({ id: idWire, widthPx: z.number(), heightPx: z.number() }))
    .describe('photographs of the device and its repair, in the order in which they came'),
  removedPhotos: z.array(z.object({ removedAt: instantOut, removedBy: personOut })).describe('photographs that were taken away again: when, and by whom'),
});

export const alertOut = z.object({
  id: idWire,
  kind: z.enum(['camera', 'group']),
  commonCause: z.enum(COMMON_CAUSES).nullable(),
  organisation: z.object({ id: idWire, name: z.string() }),
  unitId: idWire,
  unitName: z.string(),
  facet: z.string(),
  state: z.string(),
  cause: z.string(),
  siteName: z.string().nullable(),
  cameraCount: z.number(),
  /** The first few. */
  cameras: z.array(z.object({ id: idWire, name: z.string(), siteName: z.string() })),
  openedAt: instantOut,
  endedAt: instantOut.nullable(),
  /** Whether its cameras work again, are away by an absence, or are not watched any more; null while it goes on. */
  endedBecause: z.enum(ALERT_ENDINGS).nullable(),
});

export const faultDetailOut = faultOut.extend({ notes: z.array(faultNoteOut), alert: alertOut.nullable() });

export const faultNoteWire = z.object({
  kind: z.enum(FAULT_NOTE_KINDS).default('note'),
  text: z.string().trim().min(1).max(2000),
  /** Absent: now; up to 10 minutes ahead too, since clocks of phones differ. */
  happenedAt: instantWire.optional(),
});

/** Path of a photograph of an entry. */
export const faultPhotoParamsWire = z.object({ id: idWire, photoId: idWire });

export const faultPatchWire = z.object({ responsible: z.string().trim().min(1).max(200).nullable() });

export const alertQueryWire = pageQueryWire.extend({ unitId: idWire.optional(), open: openWire });

export const absenceWire = z.object({
  from: instantWire,
  to: instantWire,
  reason: z.enum(ABSENCE_REASONS),
  note: z.string().trim().max(500).default(''),
});

export const absenceOut = z.object({
  id: idWire,
  cameraId: idWire,
  from: instantOut,
  to: instantOut,
  reason: z.enum(ABSENCE_REASONS),
  note: z.string(),
  createdBy: z.object({ id: idWire, username: z.string() }),
  createdAt: instantOut,
});

export const absenceParamsWire = z.object({ id: idWire, absenceId: idWire });
