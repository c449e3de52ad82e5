import { z } from 'zod';
import { INCIDENT_CATEGORIES } from '../incident-terms.ts';
import { FULFILMENT_OUTCOMES, MISSING_REASONS, REQUEST_DECISIONS, REQUEST_ENDS, REQUEST_STATES } from '../requests/request-terms.ts';
import { idWire, instantOut, instantWire, pageQueryWire, reasonWire } from './common-wire.ts';

export const footageRequestCreateWire = z.object({
  cameraId: idWire.describe('a candidate that nobody ruled out, or a camera with a confirmed link'),
  from: instantWire.describe('true time, a full second; within the incident, widened by the uncertainty of the camera’s clock'),
  to: instantWire,
  purpose: reasonWire,
  legalBasis: reasonWire
    .refine((text) => text.length <= 500, { message: 'at most 500 characters' })
    .describe('the provision and the document that the request rests on'),
  emergency: z.boolean().default(false).describe('opens at once, without the board; to be justified within 24 hours'),
});

export const footageRequestQueryWire = pageQueryWire.extend({
  state: z.enum(REQUEST_STATES).optional(),
  incidentId: idWire.optional(),
  cameraId: idWire.optional(),
  live: z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .optional()
    .describe('true: waiting for a decision, or open; false: over; absent: both'),
});

export const waitingRequestsOut = z.object({
  count: z.number().int().describe('what waits for the caller: decisions, second agreements, justifications, suspensions'),
});

export const footageDecisionWire = z.object({ decision: z.enum(REQUEST_DECISIONS), reason: reasonWire });

export const footageRequestReasonWire = z.object({ reason: reasonWire });

export const footageFulfilmentWire = z
  .object({
    outcome: z.enum(FULFILMENT_OUTCOMES),
    missing: z.enum(MISSING_REASONS).optional().describe('why footage is missing; needed with partial and unavailable'),
    reason: reasonWire.optional().describe('the same in words'),
  })
  .refine(({ outcome, missing }) => (outcome === 'completed') === (missing === undefined), {
    path: ['missing'],
    message: 'say why footage is missing with partial and unavailable, and only then',
  });

const person = z.object({ id: idWire, username: z.string() });

export const footageRequestOut = z.object({
  id: idWire,
  incident: z.object({ id: idWire, referenceNumber: z.string(), category: z.enum(INCIDENT_CATEGORIES) }),
  cameraId: idWire,
  cameraName: z.string(),
  ownerName: z.string().describe('the board that decides'),
  state: z.enum(REQUEST_STATES),
  from: instantOut.describe('true time that may be opened; pictures of these seconds are included'),
  to: instantOut,
  asked: z.object({ from: instantOut, to: instantOut }).describe('true time that was asked for; what may be opened gets less when the incident is narrowed'),
  purpose: z.string(),
  legalBasis: z.string(),
  requestedBy: person,
  requestedFor: z.string().describe('organisation'),
  requestedAt: instantOut,
  emergency: z.boolean(),
  justifyBy: instantOut.nullable(),
  justifiedAt: instantOut.nullable(),
  justification: z.string().nullable(),
  dueAt: instantOut.describe('end of the working day by which the board decides'),
  expiresAt: instantOut.describe('when it ends undecided'),
  deciders: z.number().int().describe('people of the board that have to agree'),
  needsSecond: z.boolean().describe('a second officer has to agree as well'),
  awaits: z.object({ board: z.number().int(), second: z.boolean() }),
  decisions: z.array(
    z.object({ part: z.enum(['board', 'second']), decision: z.enum(REQUEST_DECISIONS), reason: z.string(), decidedBy: person, decidedAt: instantOut }),
  ),
  access: z.object({ user: person, from: instantOut, until: instantOut }).nullable().describe('who may open the window, and when'),
  endedBecause: z.enum(REQUEST_ENDS).nullable(),
  endedAt: instantOut.nullable(),
  endReason: z.string().nullable(),
  missing: z.enum([...MISSING_REASONS, 'not_delivered']).nullable(),
  fulfilmentNote: z.string().nullable(),
  fulfilledAt: instantOut.nullable(),
});

export const footagePolicyCreateWire = z
  .object({
    unitId: idWire,
    validFrom: instantWire.optional().describe('now when absent; never in the past'),
    deciders: z.number().int().min(1).max(2),
    decisionWorkingDays: z.number().int().min(1).max(10).default(2),
    expiryWorkingDays: z.number().int().min(1).max(30).default(5),
    accessHours: z.number().int().min(1).max(720).default(168),
    emergencyAllowed: z.boolean().default(true),
    basis: reasonWire.refine((text) => text.length <= 500, { message: 'at most 500 characters' }).describe('the document that lays it down'),
  })
  .refine(({ decisionWorkingDays, expiryWorkingDays }) => expiryWorkingDays >= decisionWorkingDays, {
    path: ['expiryWorkingDays'],
    message: 'not less than decisionWorkingDays',
  });

export const footagePolicyOut = z.object({
  id: idWire,
  unitId: idWire,
  unitName: z.string(),
  validFrom: instantOut,
  deciders: z.number().int(),
  decisionWorkingDays: z.number().int(),
  expiryWorkingDays: z.number().int(),
  accessHours: z.number().int(),
  emergencyAllowed: z.boolean(),
  basis: z.string(),
  createdAt: instantOut,
});

export const emergencySuspensionOut = z.object({
  id: idWire,
  user: person,
  requestId: idWire,
  suspendedAt: instantOut,
  liftedAt: instantOut.nullable(),
  liftedBy: person.nullable(),
  liftReason: z.string().nullable(),
});
