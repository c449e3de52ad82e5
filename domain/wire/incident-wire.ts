import { z } from 'zod';
import { APPROVAL_KINDS, INCIDENT_CATEGORIES, INCIDENT_OUTCOMES, LINK_VERDICTS } from '../incident-terms.ts';
import { CAMERA_MOTIONS } from '../camera-terms.ts';
import { AVAILABILITIES } from '../candidate-availability.ts';
import { LIGHTS } from '../candidate-light.ts';
import { SEES } from '../linking-facts.ts';
import { idWire, instantOut, instantWire, listOf, pageQueryWire, pointWire, reasonWire } from './common-wire.ts';
import { coverageOut } from './coverage-wire.ts';

const shape = {
  category: z.enum(INCIDENT_CATEGORIES),
  occurredFrom: instantWire,
  occurredTo: instantWire,
  location: pointWire,
  uncertaintyM: z.number().min(0).max(5000),
  summary: z.string().max(4000),
  unitId: idWire,
  reportedAt: instantWire,
};

export const incidentCreateWire = z.object({
  ...shape,
  uncertaintyM: shape.uncertaintyM.default(15),
  summary: shape.summary.default(''),
  unitId: shape.unitId.optional(),
  reportedAt: shape.reportedAt.optional(),
});

export const incidentPatchWire = z
  .object({ ...shape, outcome: z.enum(INCIDENT_OUTCOMES) })
  .partial()
  .refine((patch) => Object.keys(patch).length > 0, { message: 'name at least one field to change' });

const referenceOut = z.object({ id: idWire, referenceNumber: z.string() });

export const incidentOut = z.object({
  id: idWire,
  referenceNumber: z.string(),
  category: z.enum(INCIDENT_CATEGORIES),
  occurredFrom: instantOut,
  occurredTo: instantOut,
  location: z.object({ type: z.literal('Point'), coordinates: z.array(z.number()) }),
  uncertaintyM: z.number(),
  summary: z.string(),
  unitId: idWire.nullable(),
  unitName: z.string().nullable(),
  outcome: z.enum(INCIDENT_OUTCOMES),
  reportedAt: instantOut,
  recordedAt: instantOut,
  enteredBy: z.object({ id: idWire, username: z.string() }).nullable().describe('null when a bell entered it'),
  alarmPoint: z.object({ id: idWire, name: z.string() }).nullable().describe('the bell that entered it'),
  approvalRequired: z.boolean(),
  wasGathering: z.boolean().describe('it is or was a disorderly gathering: the limits of one stay'),
  nearGathering: z.boolean().describe('a gathering was recorded within 250 m and 30 minutes: nothing is held, pulled or pictured by the service itself'),
  mergedInto: referenceOut.nullable().describe('the incident that this one is a report of'),
  mergedFrom: z.array(referenceOut).describe('reports of this incident that were merged into it'),
  warnings: z.array(z.object({ code: z.string(), message: z.string() })),
});

export const incidentEnteredOut = incidentOut.extend({
  nearbyCount: z.number().int().describe('incidents that may be reports of the same one, 50 at most; see …/nearby'),
});

export const incidentQueryWire = pageQueryWire.extend({
  unitId: idWire.optional(),
  category: z.enum(INCIDENT_CATEGORIES).optional(),
  outcome: z.enum(INCIDENT_OUTCOMES).optional(),
  from: instantWire.optional(),
  to: instantWire.optional(),
});

export const candidateQueryWire = z.object({
  order: z.enum(['score', 'overwrite']).default('score'),
  lang: z.enum(['vi', 'en']).default('vi'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
});

const densityLevelOut = z.object({ iec2014: z.string().nullable(), iec2025: z.string().nullable() });

export const candidateOut = z.object({
  cameraId: idWire,
  cameraName: z.string(),
  siteName: z.string(),
  unitName: z.string(),
  position: z.object({ type: z.literal('Point'), coordinates: z.array(z.number()) }),
  coverage: coverageOut,
  score: z.number(),
  scoreParts: z.array(z.object({ name: z.string(), value: z.number(), weight: z.number(), words: z.string() })),
  sees: z.enum(SEES),
  distanceM: z.number(),
  pxPerM: z.number(),
  level: densityLevelOut,
  nearest: z.object({ distanceM: z.number(), pxPerM: z.number(), level: densityLevelOut }),
  offAxisDeg: z.number(),
  occluded: z.boolean(),
  motion: z.enum(CAMERA_MOTIONS),
  placementRecordedAfter: instantOut.nullable().describe('when its placement was entered, if that was after the incident'),
  way: z.object({ kind: z.enum(['road', 'distance', 'hidden']), roadName: z.string().nullable().optional(), alongM: z.number().optional() }).nullable(),
  light: z.enum(LIGHTS),
  sunElevationDeg: z.number(),
  pictureThen: z.string(),
  healthThen: z.array(z.object({ facet: z.string(), state: z.string(), from: instantOut, to: instantOut.nullable() })),
  availability: z.enum(AVAILABILITIES),
  restAtEdge: z.boolean().describe('a part is not on hand and still lies on the device'),
  pullable: z.boolean().describe('the service can fetch that part; else its board hands it in'),
  overwrittenAt: instantOut.nullable(),
  clock: z.object({ offsetMs: z.number(), uncertaintyMs: z.number(), method: z.string(), readAt: instantOut }).nullable(),
  deviceWindow: z.object({ from: instantOut, to: instantOut }),
  trueWindow: z.object({ from: instantOut, to: instantOut }),
  footage: z.array(z.object({ segmentId: idWire, overlapRatio: z.number() })),
  footageSpans: z.array(z.object({ from: instantOut, to: instantOut })).describe('stretches of the incident that footage on hand covers, true time'),
  footageKnownTo: instantOut.nullable().describe('up to where footageSpans tell; null: to the end'),
  snapshotIds: z.array(idWire),
  why: z.array(z.string()),
  link: z.object({ verdict: z.enum(LINK_VERDICTS), note: z.string(), decidedAt: instantOut }).nullable(),
});

/** A list, and what is to be known of it as a whole (absent when there is nothing). */
export const candidatePageOut = listOf(candidateOut).extend({
  notes: z.array(z.object({ code: z.string(), message: z.string() })).optional(),
  replaced: z
    .array(z.object({ cameraId: idWire, cameraName: z.string(), siteName: z.string(), replacedAt: instantOut }))
    .optional()
    .describe(
      'with the first page: cameras that saw the place by the record when the incident was entered, and no longer do by what was entered since; 50 at most',
    ),
});

export const linkWire = z.object({ cameraId: idWire, verdict: z.enum(LINK_VERDICTS), note: z.string().max(2000).default('') });

export const linkOut = z.object({
  id: idWire,
  incidentId: idWire,
  cameraId: idWire,
  cameraName: z.string(),
  verdict: z.enum(LINK_VERDICTS),
  note: z.string(),
  decidedBy: z.object({ id: idWire, username: z.string() }),
  decidedAt: instantOut,
});

export const approvalWire = z.object({ kind: z.enum(APPROVAL_KINDS), reason: reasonWire });

export const approvalOut = z.object({
  id: idWire,
  incidentId: idWire,
  kind: z.enum(APPROVAL_KINDS),
  reason: z.string(),
  approvedBy: z.object({ id: idWire, username: z.string() }),
  approvedAt: instantOut,
});
